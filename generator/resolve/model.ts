import type { Span } from '../diagnostics/span.ts';
import type { Limits, ValueType } from './value-type.ts';

/** The resolved model: every name is a link. Expressions are still text, scenario values still plain data. */
export interface Model extends Named {
  readonly kind: 'model';
  readonly level: 'big picture' | 'process' | 'design';
  /** IANA name. */
  readonly timeZone: string;
  readonly types: readonly NamedType[];
  readonly actors: readonly Actor[];
  readonly aggregates: readonly Aggregate[];
  readonly policies: readonly Policy[];
  readonly readModels: readonly ReadModel[];
  readonly externalSystems: readonly ExternalSystem[];
  /** Those at the top: the whole system. */
  readonly scenarios: readonly Scenario[];
  readonly hotSpots: readonly HotSpot[];
}

/** Whatever has a name on the wall. */
export interface Named {
  /** In the model's words. */
  readonly name: string;
  /** Derived: `DepositMoney` for a sticky or a type, `accountNumber` for a field. */
  readonly identifier: string;
  readonly about?: string;
  /** Of the name. */
  readonly span: Span;
  /** Something in it was not understood and has been reported: what seems to be missing in it is no mistake of its own. */
  readonly incomplete?: boolean;
}

/** FEEL text with the way back to the model file. */
export interface Expression {
  readonly text: string;
  /** Of the whole value in the file, quotes and folds included. */
  readonly span: Span;
  /** Where characters `from` to `to` of `text` stand in the file, whatever style the scalar has. */
  spanOf(from: number, to: number): Span;
}

export type NamedType = LimitedType | ChoiceType | RecordType;

/** `is:` a type with limits. */
export interface LimitedType extends Named {
  readonly kind: 'limited type';
  /** Not optional, list or named again after resolving: a basic type, with `digits` of the limits taken in. */
  readonly base: ValueType;
  readonly limits: Limits;
}

/** `one of:` members. */
export interface ChoiceType extends Named {
  readonly kind: 'choice type';
  readonly members: readonly { readonly name: string; readonly span: Span }[];
}

/** `with:` fields. */
export interface RecordType extends Named {
  readonly kind: 'record type';
  readonly fields: readonly Field[];
}

export interface Field extends Named {
  readonly kind: 'field';
  readonly type: ValueType;
  /** True for the identity that commands and events carry without saying so; its span is that of the identity in `state`. */
  readonly implicit: boolean;
  /** Of the type as written. */
  readonly typeSpan: Span;
}

export interface Actor extends Named {
  readonly kind: 'actor';
  readonly views: readonly ReadModel[];
}

export interface Aggregate extends Named {
  readonly kind: 'aggregate';
  /** One of `state`. */
  readonly identity: Field;
  readonly identitySpan: Span;
  readonly begins: readonly Link<Event>[];
  readonly ends: readonly Link<Event>[];
  readonly state: readonly Field[];
  readonly invariants: readonly Rule[];
  readonly commands: readonly Command[];
  readonly events: readonly Event[];
  readonly scenarios: readonly Scenario[];
}

/** A name that was written, and what it means. */
export interface Link<T> {
  readonly to: T;
  readonly span: Span;
}

/** A FEEL condition and the name of the refusal when it does not hold. */
export interface Rule {
  readonly require: Expression;
  /** An invariant written as a bare condition has its own text for a name. */
  readonly otherwise: { readonly name: string; readonly span: Span };
  readonly span: Span;
}

export interface Command extends Named {
  readonly kind: 'command';
  readonly aggregate: Aggregate;
  readonly by: readonly Link<Actor>[];
  /** The identity first. */
  readonly fields: readonly Field[];
  readonly rules: readonly Rule[];
  readonly then: readonly Emission[];
  /** Of `then`, or of the command's name when there is none. */
  readonly thenSpan: Span;
}

/** An entry of a command's `then`. */
export interface Emission {
  readonly event: Event;
  readonly if?: Expression;
  readonly values: readonly Assignment[];
  /** Of the event's name. */
  readonly span: Span;
}

/** `field: expression` */
export interface Assignment {
  readonly field: Field;
  readonly value: Expression;
  /** Of the field's name. */
  readonly span: Span;
}

export interface Event extends Named {
  readonly kind: 'event';
  readonly aggregate: Aggregate;
  readonly version: number;
  /** The identity first. */
  readonly fields: readonly Field[];
  /** Fields of the aggregate's state. */
  readonly sets: readonly Assignment[];
}

export interface Policy extends Named {
  readonly kind: 'policy';
  /** In the order written. */
  readonly reactions: readonly PolicyReaction[];
  readonly scenarios: readonly Scenario[];
}

export interface PolicyReaction {
  /** One, or several when `whenever` is a list. */
  readonly events: readonly Link<Event>[];
  readonly lookUps: readonly PolicyLookUp[];
  readonly if?: Expression;
  readonly then: readonly Send[];
  readonly ifRefused: readonly Send[];
  /** Of `whenever`'s entry: the event's name. */
  readonly span: Span;
}

export interface PolicyLookUp {
  /** The name the policy gives the row, in words, and as an identifier. */
  readonly name: string;
  readonly identifier: string;
  readonly span: Span;
  readonly readModel: ReadModel;
  /** Empty when the read model is `single`. */
  readonly key: readonly Assignment[];
}

/** An entry of a policy's `then` or `if refused`. */
export interface Send {
  readonly target: Command | Request;
  readonly if?: Expression;
  readonly values: readonly Assignment[];
  /** Of the target's name. */
  readonly span: Span;
}

export interface ReadModel extends Named {
  readonly kind: 'read model';
  readonly question?: string;
  readonly single: boolean;
  /** Empty when `single`. */
  readonly key: readonly Link<Field>[];
  readonly fields: readonly Field[];
  readonly entries: readonly ReadModelEntry[];
  readonly findBy: readonly Link<Field>[];
  readonly scenarios: readonly Scenario[];
}

export interface ReadModelEntry {
  readonly event: Event;
  readonly if?: Expression;
  readonly key: readonly Assignment[];
  readonly sets: readonly Assignment[];
  readonly removes: boolean;
  /** Of the event's name. */
  readonly span: Span;
}

export interface ExternalSystem extends Named {
  readonly kind: 'external system';
  readonly does: readonly Request[];
}

export interface Request extends Named {
  readonly kind: 'request';
  readonly system: ExternalSystem;
  readonly fields: readonly Field[];
}

export interface Scenario {
  readonly name: string;
  readonly span: Span;
  /** Where it stands: inside a sticky, or at the top (`undefined`). */
  readonly given: readonly Example[];
  /** Absent only in a read model's scenario, where `given` may say it all. */
  readonly when?: Example;
  readonly then: ScenarioOutcome;
}

/** A message with example values. */
export interface Example {
  readonly message: Command | Event | Request;
  readonly values: readonly ExampleValue[];
  /** A value of it was not understood and has been reported: what seems to be missing is no mistake of its own. */
  readonly incomplete?: boolean;
  /** Of the message's name. */
  readonly span: Span;
}

export interface ExampleValue {
  readonly field: Field;
  readonly data: Data;
  /** Of the field's name. */
  readonly span: Span;
}

/** Plain data as written; `text` is from the source, so that `50.10` and `0123` keep every digit. */
export type Data =
  | { readonly kind: 'scalar'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Data[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly { readonly name: string; readonly span: Span; readonly data: Data }[]; readonly span: Span };

export type ScenarioOutcome =
  | { readonly kind: 'nothing'; readonly span: Span }
  | { readonly kind: 'refused'; readonly refusal: string; readonly span: Span }
  /** `messages` in order; `rows` by read model (inside a read model's scenario: its own). */
  | { readonly kind: 'happens'; readonly messages: readonly Example[]; readonly rows: readonly ExampleRows[]; readonly span: Span };

export interface ExampleRows {
  readonly readModel: ReadModel;
  readonly rows: readonly ExampleRow[];
  readonly span: Span;
}

export interface ExampleRow {
  readonly values: readonly ExampleValue[];
  /** As in an example of a message. */
  readonly incomplete?: boolean;
  readonly span: Span;
}

export interface HotSpot {
  readonly question: string;
  readonly about?: string;
  /** The sticky it hangs on, by name. */
  readonly on?: string;
  readonly span: Span;
}
