import type { Call, TypedExpression } from '../feel/typed-expression.ts';
import { kindOf, presentType } from '../feel/types.ts';
import type { NamedType } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type Code, code } from './code.ts';
import { mayBeNull, writeRawCall } from './expression-calls.ts';
import { writeCondition, zeroTest } from './expression-conditions.ts';
import { type Carrier, carrierOf, writeNumber } from './expression-numbers.ts';
import { writeReference } from './expression-references.ts';
import { writeText } from './expression-text.ts';
import { mayBeNoTime } from './expression-time-calls.ts';
import { writeTimeAs } from './expression-time.ts';
import { type Bindings, called, conditional, infix, named, RANK, type Written } from './expression-written.ts';
import { runtimeValue } from './types.ts';

export type { Bindings } from './expression-written.ts';

/** How a named type is written where its `of` is called; `Referring` is one. */
export interface TypeNames {
  namedTypeValue(type: NamedType): Code;
}

/** For `if (…)`, when the condition holds. */
export function conditionOf(typed: TypedExpression, bindings: Bindings): Code {
  return writeCondition(typed, false, bindings).code;
}

/** For `if (…) return refused(…)`: when the condition does not hold. */
export function negatedConditionOf(typed: TypedExpression, bindings: Bindings): Code {
  return writeCondition(typed, true, bindings).code;
}

/** A value of exactly `wanted`: the brand is put on where the expression does not have it already. */
export function typescriptOf(typed: TypedExpression, bindings: Bindings, wanted: ValueType, names: TypeNames): Code {
  return writeValue(typed, { bindings, wanted, names }).code;
}

interface Placing {
  readonly bindings: Bindings;
  readonly wanted: ValueType;
  readonly names: TypeNames;
}

/** What may be missing is asked for before it is converted, so that nothing stays nothing. */
function writeValue(typed: TypedExpression, placing: Placing): Written {
  const { bindings } = placing;
  const target = withoutOptional(placing.wanted);
  if (typed.type.kind === 'nothing') return named('null');
  if (typed.kind === 'if') return conditional(writeCondition(typed.condition, false, bindings), writeValue(typed.then, placing), writeValue(typed.otherwise, placing));
  if (fitsAsItIs(typed, target)) return writeReference(typed, bindings);
  if (typed.type.kind !== 'optional') return writePresent(typed, target, placing);
  if (mayBeNoTime(typed)) return writeOptionalTime(typed, target, placing);
  if (typed.kind === 'call' && mayBeNull(typed)) return writeOptionalCall(typed, target, placing);
  const missing = typed.kind === 'field' ? infix(writeReference(typed, bindings), '===', named('null'), RANK.equality) : zeroTest(typed, true, bindings);
  return conditional(missing, named('null'), writePresent({ ...typed, type: presentType(typed.type) }, target, placing));
}

/** As it stands where the place holds it in the same way; else asked for first. */
function writeOptionalCall(typed: Call, target: ValueType, placing: Placing): Written {
  const { bindings } = placing;
  const raw = writeRawCall(typed, bindings) ?? writeReference(typed, bindings);
  if (target.kind !== 'named' && sameCarrier(typed.type, target)) return raw;
  return conditional(infix(raw, '===', named('null'), RANK.equality), named('null'), writePresent({ ...typed, type: presentType(typed.type) }, target, placing));
}

function writeOptionalTime(typed: TypedExpression, target: ValueType, placing: Placing): Written {
  const raw = writeBare(typed, target, placing.bindings);
  if (target.kind !== 'named') return raw;
  return conditional(infix(raw, '===', named('null'), RANK.equality), named('null'), writePresent({ ...typed, type: presentType(typed.type) }, target, placing));
}

function withoutOptional(type: ValueType): ValueType {
  return type.kind === 'optional' ? withoutOptional(type.of) : type;
}

/** A field of the very type that is wanted, or of one that TypeScript takes for it. */
function fitsAsItIs(typed: TypedExpression, target: ValueType): boolean {
  if (typed.kind !== 'field') return false;
  const own = presentType(typed.field.type);
  if (own.kind === 'named' && target.kind === 'named') return own.type === target.type;
  const sameHeld = kindOf(own) === kindOf(target) && sameCarrier(own, target);
  return target.kind !== 'named' && sameHeld && !(kindOf(target) === 'identifier' && own.kind === 'named');
}

function sameCarrier(a: TypedExpression['type'], b: TypedExpression['type']): boolean {
  if (kindOf(a) !== 'number') return true;
  const [one, other]: readonly Carrier[] = [carrierOf(a), carrierOf(b)];
  return JSON.stringify(one) === JSON.stringify(other);
}

function writePresent(typed: TypedExpression, target: ValueType, { bindings, names }: Placing): Written {
  const bare = writeBare(typed, target, bindings);
  if (target.kind === 'named' && target.type.kind === 'limited type') return called(code`${names.namedTypeValue(target.type)}.of`, bare);
  if (target.kind === 'identifier' && typed.kind !== 'value') return called(code`${runtimeValue('identifier')}.of`, bare);
  return bare;
}

function writeBare(typed: TypedExpression, target: ValueType, bindings: Bindings): Written {
  switch (kindOf(target)) {
    case 'number':
      return writeNumber(typed, carrierOf(target), bindings);
    case 'yes or no':
      return writeCondition(typed, false, bindings);
    case 'date':
    case 'date and time':
    case 'duration':
      return writeTimeAs(typed, target, bindings);
    case 'list':
    case 'record':
      return writeReference(typed, bindings);
    default:
      return writeText(typed, bindings);
  }
}
