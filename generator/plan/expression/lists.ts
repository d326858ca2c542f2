import { itemOf } from '../../feel/item-type.ts';
import type { ContextLiteral, Filter, For, Index, Iterator, ListCall, ListExpression, Quantified, Variable } from '../../feel/list-expression.ts';
import { propertiesOf, propertyOf } from '../../feel/properties.ts';
import { commonType } from '../../feel/typing/type-logic.ts';
import type { FeelType, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf, presentType } from '../../feel/types.ts';
import { type Code, code, joined, plain } from '../code.ts';
import { writeAs } from './any-value.ts';
import { writeCondition } from './conditions.ts';
import { writeListCall, writeRawListCall } from './list-calls.ts';
import { type Carrier, carrierOf, numberCarrier, writeNumber } from './numbers.ts';
import { writeReference } from './references.ts';
import { type Bindings, called, method, nameIn, named, primary, type Written, within, RANK, withVariables } from './written.ts';
import { memberName } from '../layout.ts';
import { runtimeValue } from '../types.ts';

/** What is written for a list, a context, or what goes through one, wherever it stands. */
export function writeListExpression(typed: ListExpression, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'variable':
      return named(nameIn(bindings, typed.variable));
    case 'property':
      return memberOf(writeReference(typed.of, bindings), typed.identifier);
    case 'index':
      return called(runtimeValue(typed.type.kind === 'optional' ? 'itemOrNull' : 'itemAt'), ...indexArguments(typed, bindings));
    case 'asked':
      return called(runtimeValue('present'), writeReference({ ...typed.of, type: { kind: 'optional', of: typed.type } }, bindings));
    case 'context':
      return writeContext(typed, typed.type, bindings);
    case 'quantified':
      return writeQuantified(typed, bindings);
    case 'list call':
      return typed.type.kind === 'optional' ? writeRawListCall(typed, bindings) : writeListCall(typed, bindings);
    case 'list':
    case 'filter':
    case 'for':
    case 'series':
      return writeList(typed, itemOf(typed.type), bindings);
    case 'function':
      throw new Error('A function is written where it is called, and never by itself.');
  }
}

function memberOf(of: Written, identifier: string): Written {
  const member = memberName(identifier);
  return primary(member.startsWith("'") ? code`${within(of, RANK.primary)}[${member}]` : code`${within(of, RANK.primary)}.${member}`);
}

function indexArguments({ of, position }: Index, bindings: Bindings): readonly Written[] {
  return [writeList(of, itemOf(of.type), bindings), writeNumber(position, numberCarrier, bindings)];
}

/** A list whose items are held as `item` says. */
export function writeList(typed: TypedExpression, item: FeelType, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'list':
      return primary(code`[${joined(typed.items.map((each) => writeAs(each, item, bindings).code), ', ')}]`);
    case 'for':
      return writeFor(typed, (inner) => writeAs(typed.body, item, inner), bindings);
    case 'series':
      return held(called(runtimeValue('series'), writeNumber(typed.low, numberCarrier, bindings), writeNumber(typed.high, numberCarrier, bindings)), itemOf(typed.type), item, bindings);
    case 'filter':
      return held(writeFilter(typed, bindings), itemOf(typed.of.type), item, bindings);
    case 'if':
      return { code: code`${writeCondition(typed.condition, false, bindings).code} ? ${writeList(typed.then, item, bindings).code} : ${writeList(typed.otherwise, item, bindings).code}`, rank: RANK.conditional };
    case 'list call':
      return writeListCall(typed, bindings, item);
    default:
      return held(writeReference(typed, bindings), itemOf(typed.type), item, bindings);
  }
}

/** `list`, each of whose items is held as `own` says, with items held as `wanted` says. */
export function held(list: Written, own: FeelType, wanted: FeelType, bindings: Bindings): Written {
  if (heldAlike(own, wanted)) return list;
  const variable: Variable = { id: -1, name: 'item', type: own };
  const { inner, names } = withVariables(bindings, [variable]);
  const span = { source: { path: '', text: '' }, start: 0, end: 0 };
  return method(list, 'map', arrow(names, writeAs({ kind: 'variable', variable, type: own, span }, wanted, inner)));
}

/** Whether values of both types are held in the same way. */
export function heldAlike(a: FeelType, b: FeelType): boolean {
  const [own, wanted] = [presentType(a), presentType(b)];
  if (kindOf(own) === 'number' && kindOf(wanted) === 'number') return sameCarriers(carrierOf(own), carrierOf(wanted));
  if (own.kind === 'list' && wanted.kind === 'list') return own.empty === true || heldAlike(own.of, wanted.of);
  if (kindOf(own) === 'record' && kindOf(wanted) === 'record') return own === wanted || propertiesOf(own).every((entry) => propertiesOf(wanted).every((other) => other.name !== entry.name || heldAlike(entry.type, other.type)));
  return true;
}

function sameCarriers(a: Carrier, b: Carrier): boolean {
  return a.kind === b.kind && (a.kind !== 'units' || b.kind !== 'units' || a.digits === b.digits);
}

/** `(line) => line.price`; an object in brackets, for braces would be a block. */
export function arrow(names: readonly string[], body: Written): Written {
  const written = body.code.text.startsWith('{') ? code`(${body.code})` : body.code;
  return { code: code`(${names.join(', ')}) => ${written}`, rank: 1 };
}

function writeFilter({ of, variable, condition }: Filter, bindings: Bindings): Written {
  const { inner, names } = withVariables(bindings, [variable]);
  return method(writeList(of, itemOf(of.type), bindings), 'filter', arrow(names, writeCondition(condition, false, inner)));
}

/** The last iterator maps, those before it map flat. */
export function writeFor({ iterators }: For, body: (inner: Bindings) => Written, bindings: Bindings): Written {
  return through(iterators, body, (last) => (last ? 'map' : 'flatMap'), bindings);
}

function writeQuantified({ quantifier, iterators, condition }: Quantified, bindings: Bindings): Written {
  return through(iterators, (inner) => writeCondition(condition, false, inner), () => quantifier, bindings);
}

function through(iterators: readonly Iterator[], body: (inner: Bindings) => Written, methodName: (last: boolean) => string, bindings: Bindings): Written {
  const [first, ...others] = iterators;
  if (first === undefined) return body(bindings);
  const { inner, names } = withVariables(bindings, [first.variable]);
  const list = writeList(first.over, first.variable.type, bindings);
  return method(list, methodName(others.length === 0), arrow(names, through(others, body, methodName, inner)));
}

/** `{ article: 'A1', pieces: 2 }`, its entries held as those of `type`. */
export function writeContext({ entries }: Pick<ContextLiteral, 'entries'>, type: FeelType, bindings: Bindings): Written {
  const wanted = propertiesOf(type);
  const members: readonly Code[] = entries.map(({ name, identifier, value }) => {
    const held = wanted.find((each) => each.name === name)?.type ?? value.type;
    return code`${memberName(identifier)}: ${writeAs(value, held, bindings).code}`;
  });
  return primary(members.length === 0 ? plain('{}') : code`{ ${joined(members, ', ')} }`);
}

/** Something with parts, each of them held as that of `type` is. */
export function writeRecord(typed: TypedExpression, type: FeelType, bindings: Bindings): Written {
  if (typed.kind === 'context') return writeContext(typed, type, bindings);
  if (heldAlike(typed.type, type)) return writeReference(typed, bindings);
  const entries = propertiesOf(typed.type).map((property) => ({ ...property, value: propertyOf(typed, property, typed.span) }));
  return writeContext({ entries }, type, bindings);
}

/** The type in which two values are held to be compared. */
export function commonHeld(a: FeelType, b: FeelType): FeelType {
  return commonType(a, b) ?? a;
}
