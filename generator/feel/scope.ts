import type { DeclaredFunction, Field } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';

/** What the names in an expression may mean at one place of the model. */
export interface Scope {
  /** In order of precedence: where two own a field of one name, the bare name means the first one's. */
  readonly owners: readonly ScopeOwner[];
  readonly values: readonly ScopeValue[];
  readonly functions?: ScopeFunctions;
}

/** What the model's developers wrote. Known everywhere, so that whoever calls one where it can not be called hears why. */
export interface ScopeFunctions {
  readonly declared: readonly DeclaredFunction[];
  readonly callable: boolean;
}

/** Something with fields: reachable as `owner name.field`, and bare where `bare`. */
export interface ScopeOwner {
  readonly role: OwnerRole;
  /** In the model's words: `Money deposited`, `Bank account`, `bonus`. Matched with its first letter in either case. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly bare: boolean;
}

/** Which of the things a generated function is given an owner is. */
export type OwnerRole =
  | { readonly kind: 'command' }
  | { readonly kind: 'event' }
  | { readonly kind: 'state' }
  | { readonly kind: 'row' }
  | { readonly kind: 'look-up'; readonly identifier: string };

/** A name that stands for one value: `actor` is which kind of actor is behind the message, and `actor.id`, dot and all, who exactly. */
export interface ScopeValue {
  readonly name: 'now' | 'today' | 'occurred at' | 'revision' | 'refusal' | 'actor' | 'actor.id';
  readonly type: ValueType;
}
