import type { OwnerRole } from '../feel/scope.ts';
import type { TypedExpression } from '../feel/typed-expression.ts';
import type { NamedType } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type Code, plain } from './code.ts';

/** How the owners and values that an expression reads are called in the function it is placed in. */
export interface Bindings {
  owner(role: OwnerRole): string;
  value(name: string): string;
}

/** How a named type is written where its `of` is called; `Referring` is one. */
export interface TypeNames {
  namedTypeValue(type: NamedType): Code;
}

/** A value of exactly `wanted`: the brand is put on where the expression does not have it already. */
export function typescriptOf(typed: TypedExpression, bindings: Bindings, wanted: ValueType, names: TypeNames): Code {
  return plain(`${typed.kind}${wanted.kind}${typeof bindings}${typeof names}`);
}

/** For `if (…)`, when the condition holds. */
export function conditionOf(typed: TypedExpression, bindings: Bindings): Code {
  return plain(`${typed.kind}${typeof bindings}`);
}

/** For `if (…) return refused(…)`: when the condition does not hold. */
export function negatedConditionOf(typed: TypedExpression, bindings: Bindings): Code {
  return plain(`${typed.kind}${typeof bindings}`);
}
