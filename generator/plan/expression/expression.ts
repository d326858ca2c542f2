import { itemOf } from '../../feel/item-type.ts';
import { propertiesOf, propertyOf } from '../../feel/properties.ts';
import type { Call, FeelType, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf, presentType } from '../../feel/types.ts';
import type { NamedType } from '../../resolve/model.ts';
import type { ValueType } from '../../resolve/value-type.ts';
import { type Code, code, joined } from '../code.ts';
import { mayBeNull, writeRawCall } from './calls.ts';
import { writeAs } from './any-value.ts';
import { writeCondition, writeRaw, zeroTest } from './conditions.ts';
import { arrow, writeFor } from './lists.ts';
import { type Carrier, carrierOf, writeNumber } from './numbers.ts';
import { writeReference } from './references.ts';
import { writeText } from './text.ts';
import { mayBeNoTime } from './time-calls.ts';
import { writeTimeAs } from './time.ts';
import { type Bindings, called, conditional, infix, method, named, primary, RANK, type Written, within, withVariables } from './written.ts';
import { memberName } from '../layout.ts';
import { runtimeValue } from '../types.ts';

export type { Bindings } from './written.ts';

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
  if (isComposed(target)) return writeComposed(typed, target, placing);
  if (typed.type.kind !== 'optional') return writePresent(typed, target, placing);
  if (mayBeNoTime(typed)) return writeOptionalTime(typed, target, placing);
  if (typed.kind === 'call' && mayBeNull(typed)) return writeOptionalCall(typed, target, placing);
  const missing = LIES.has(typed.kind) ? infix(writeRaw(typed, bindings), '===', named('null'), RANK.equality) : zeroTest(typed, true, bindings);
  return conditional(missing, named('null'), writePresent({ ...typed, type: presentType(typed.type) }, target, placing));
}

/** What is `null` where it is missing, however it is computed. */
const LIES = new Set<TypedExpression['kind']>(['field', 'variable', 'property', 'index', 'list call', 'declared call', 'asked']);

function isComposed(target: ValueType): boolean {
  return target.kind === 'list' || (target.kind === 'named' && target.type.kind === 'record type');
}

/** A list or a record: its items and fields are values of their own, each with the brand it wants. */
function writeComposed(typed: TypedExpression, target: ValueType, placing: Placing): Written {
  const { bindings } = placing;
  if (typed.type.kind === 'optional') {
    const raw = writeRaw(typed, bindings);
    if (fitsWhole({ ...typed, type: presentType(typed.type) }, target)) return raw;
    return conditional(infix(raw, '===', named('null'), RANK.equality), named('null'), writeComposed({ ...typed, type: presentType(typed.type) }, target, placing));
  }
  if (fitsWhole(typed, target)) return writeAs(typed, typed.type, bindings);
  return target.kind === 'list' ? writeItems(typed, target.of, placing) : writeFields(typed, target, placing);
}

/** Whether every part of `typed` is already what the place wants. */
function fitsWhole(typed: TypedExpression, target: ValueType): boolean {
  return partFits(typed.type, target);
}

function partFits(own: FeelType, target: ValueType): boolean {
  const [from, to] = [presentType(own), withoutOptional(target)];
  if (to.kind === 'named') return from.kind === 'named' ? from.type === to.type : to.type.kind === 'choice type' && kindOf(from) === 'one of';
  if (to.kind === 'list') return from.kind === 'list' && (('empty' in from && from.empty === true) || partFits(from.of, to.of));
  if (to.kind === 'identifier') return from.kind === 'identifier';
  return kindOf(from) === kindOf(to) && sameCarrier(from, to);
}

function writeItems(typed: TypedExpression, item: ValueType, placing: Placing): Written {
  const { bindings } = placing;
  if (typed.kind === 'list') return primary(code`[${joined(typed.items.map((each) => writeValue(each, { ...placing, wanted: item }).code), ', ')}]`);
  if (typed.kind === 'list call' && (typed.name === 'concatenate' || typed.name === 'append')) {
    const parts = typed.args.map((list) => (list.kind === 'list' ? joined(list.items.map((each) => writeValue(each, { ...placing, wanted: item }).code), ', ') : code`...${within(writeItems(list, item, placing), RANK.unary)}`));
    return primary(code`[${joined(parts, ', ')}]`);
  }
  const own = itemOf(typed.type);
  if (partFits(own, item)) return writeAs(typed, typed.type, bindings);
  if (typed.kind === 'for') return writeFor(typed, (inner) => writeValue(typed.body, { ...placing, bindings: inner, wanted: item }), bindings);
  const variable = { id: -1, name: 'item', type: own };
  const { inner, names } = withVariables(bindings, [variable]);
  const reference: TypedExpression = { kind: 'variable', variable, type: own, span: typed.span };
  return method(writeAs(typed, typed.type, bindings), 'map', arrow(names, writeValue(reference, { ...placing, bindings: inner, wanted: item })));
}

/** Field by field; what a context does not say is nothing. */
function writeFields(typed: TypedExpression, target: ValueType, placing: Placing): Written {
  if (target.kind !== 'named' || target.type.kind !== 'record type') return writeAs(typed, typed.type, placing.bindings);
  const own = propertiesOf(typed.type);
  const members = target.type.fields.map((field) => {
    const property = own.find(({ name }) => name === field.name);
    const value = property === undefined ? named('null') : writeValue(propertyOf(typed, property, typed.span), { ...placing, wanted: field.type });
    return code`${memberName(field.identifier)}: ${value.code}`;
  });
  return primary(code`{ ${joined(members, ', ')} }`);
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
  if (!LIES.has(typed.kind) || (typed.kind !== 'field' && typed.kind !== 'declared call' && typed.type.kind === 'optional')) return false;
  const own = presentType(typed.kind === 'field' ? typed.field.type : typed.type);
  if (own.kind === 'named' && target.kind === 'named') return own.type === target.type;
  if (target.kind === 'list') return partFits(own, target);
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
