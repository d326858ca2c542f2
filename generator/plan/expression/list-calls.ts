import { itemOf } from '../../feel/item-type.ts';
import type { ListCall } from '../../feel/list-expression.ts';
import type { FeelType, TypedExpression } from '../../feel/typed-expression.ts';
import { freeDecimal, kindOf, presentType } from '../../feel/types.ts';
import { code, joined, plain } from '../code.ts';
import { writeAs } from './any-value.ts';
import { writeCondition } from './conditions.ts';
import { arrow, commonHeld, held, writeList } from './lists.ts';
import { carrierOf, numberCarrier, writeNumber } from './numbers.ts';
import { orderOf } from './order.ts';
import { writeText } from './text.ts';
import { type Bindings, called, method, primary, type Written, within, RANK, withVariables } from './written.ts';
import { runtimeValue } from '../types.ts';

/** Those that find no result where there is no such place, or nothing to compute with. */
const NULLABLE: ReadonlySet<ListCall['name']> = new Set<ListCall['name']>(['mean', 'median', 'product', 'stddev', 'least', 'greatest', 'insert before', 'remove', 'sublist', 'list replace']);

/** A call whose result is there; of a list, with items held as `item` says. */
export function writeListCall(typed: ListCall, bindings: Bindings, item?: FeelType): Written {
  const raw = writeRawListCall(typed, bindings);
  const there = NULLABLE.has(typed.name) && typed.each === undefined ? called(runtimeValue('present'), raw) : raw;
  return item === undefined ? there : held(there, itemOf(presentType(typed.type)), item, bindings);
}

/** As it stands: `null` where there is no result. */
export function writeRawListCall(typed: ListCall, bindings: Bindings): Written {
  const { name, args } = typed;
  const [first, second] = args;
  if (first === undefined) throw new Error(`"${name}" of nothing was checked.`);
  const list = (item: FeelType = itemOf(first.type)): Written => writeList(first, item, bindings);
  switch (name) {
    case 'count':
      return primary(code`${within(list(), RANK.primary)}.length`);
    case 'sum':
    case 'product':
      return writeTotal(name, first, presentType(typed.type), bindings);
    case 'mean':
    case 'median':
    case 'stddev':
      return called(runtimeValue(name === 'stddev' ? 'standardDeviation' : name), list(freeDecimal));
    case 'least':
    case 'greatest':
    case 'mode':
      return called(runtimeValue(name), list(), { code: orderOf(itemOf(first.type)), rank: RANK.primary });
    case 'every':
    case 'some':
      return method(list(), name, 'Boolean');
    case 'reverse':
      return method(list(), 'toReversed');
    case 'flatten':
      return method(list(), 'flat');
    case 'distinct values':
      return called(runtimeValue('distinct'), list());
    case 'string join':
      return called(runtimeValue('joinedTexts'), list(), ...(second === undefined ? [] : [writeText(second, bindings)]));
    case 'sort':
      return called(runtimeValue('sorted'), list(), eachOf(typed, bindings));
    default:
      return writeWithItems(typed, bindings);
  }
}

/** In the carrier of the result: exact, also where it is beyond JavaScript's own numbers. */
function writeTotal(name: 'sum' | 'product', list: TypedExpression, type: FeelType, bindings: Bindings): Written {
  const carrier = carrierOf(type);
  if (carrier.kind === 'decimal') return called(runtimeValue(name === 'sum' ? 'sumOfDecimals' : 'productOfDecimals'), writeList(list, freeDecimal, bindings));
  if (carrier.kind === 'number') return called(code`Number`, called(runtimeValue('sumOfWholes'), writeList(list, type, bindings)));
  return called(runtimeValue(name), writeList(list, type, bindings));
}

/** The sum of whole numbers in bigints, for where more is computed with it. */
export function writeSumOfWholes(typed: ListCall, bindings: Bindings): Written | undefined {
  const [list] = typed.args;
  return typed.name === 'sum' && list !== undefined && carrierOf(typed.type).kind === 'number' ? called(runtimeValue('sumOfWholes'), writeList(list, typed.type, bindings)) : undefined;
}

function eachOf({ each }: ListCall, bindings: Bindings): Written {
  if (each === undefined) throw new Error('There is nothing to go by.');
  const { inner, names } = withVariables(bindings, each.variables);
  return arrow(names, writeCondition(each.body, false, inner));
}

/** What takes items beside the list: all are held in one way. */
function writeWithItems(typed: ListCall, bindings: Bindings): Written {
  const { name, args } = typed;
  const [first, second, third] = args;
  if (first === undefined) throw new Error(`"${name}" of nothing was checked.`);
  const result = itemOf(presentType(typed.type));
  const place = (): Written => (second === undefined ? primary(plain('1')) : writeNumber(second, numberCarrier, bindings));
  switch (name) {
    case 'list contains':
    case 'index of':
      return writeSearch(name, first, second ?? first, bindings);
    case 'concatenate':
    case 'append':
      return primary(code`[${joined(args.map((each) => spread(each, result, bindings)), ', ')}]`);
    case 'insert before':
      return called(runtimeValue('insertedBefore'), writeList(first, result, bindings), place(), writeAs(third ?? first, result, bindings));
    case 'remove':
      return called(runtimeValue('removed'), writeList(first, result, bindings), place());
    case 'sublist':
      return called(runtimeValue('sublist'), writeList(first, result, bindings), place(), ...(third === undefined ? [] : [writeNumber(third, numberCarrier, bindings)]));
    case 'list replace':
      return typed.each === undefined ? called(runtimeValue('replacedAt'), writeList(first, result, bindings), place(), writeAs(third ?? first, result, bindings)) : writeReplace(typed, result, bindings);
    default:
      throw new Error(`A checked expression calls "${name}" with items.`);
  }
}

/** `list.map((each) => match ? item : each)`; the function may look at the new item as well. */
function writeReplace({ args, each }: ListCall, result: FeelType, bindings: Bindings): Written {
  const [list, item] = args;
  const [own, given] = each?.variables ?? [];
  if (list === undefined || item === undefined || each === undefined || own === undefined) throw new Error('There is nothing to go by.');
  const { inner, names } = withVariables(bindings, [own]);
  const withGiven = given === undefined ? inner : { ...inner, locals: new Map([...(inner.locals ?? []), [given.id, `(${writeAs(item, given.type, bindings).code.text})`]]) };
  const span = list.span;
  const kept = writeAs({ kind: 'variable', variable: own, type: own.type, span }, result, inner);
  const replaced = code`${writeCondition(each.body, false, withGiven).code} ? ${writeAs(item, result, bindings).code} : ${kept.code}`;
  return method(writeList(list, own.type, bindings), 'map', arrow(names, { code: replaced, rank: RANK.conditional }));
}

/** Items of a list that is written out stand by themselves. */
function spread(list: TypedExpression, item: FeelType, bindings: Bindings) {
  if (list.kind === 'list') return joined(list.items.map((each) => writeAs(each, item, bindings).code), ', ');
  return code`...${within(writeList(list, item, bindings), RANK.unary)}`;
}

/** Values that JavaScript compares by what they are. */
const PLAIN = new Set(['text', 'identifier', 'one of', 'yes or no']);

function writeSearch(name: 'list contains' | 'index of', list: TypedExpression, value: TypedExpression, bindings: Bindings): Written {
  const item = commonHeld(itemOf(list.type), value.type);
  const [written, sought] = [writeList(list, item, bindings), writeAs(value, item, bindings)];
  if (name === 'index of') return called(runtimeValue('placesOf'), written, sought);
  const plainly = item.kind !== 'optional' && (PLAIN.has(kindOf(item)) || (kindOf(item) === 'number' && carrierOf(item).kind !== 'decimal'));
  return plainly && itemOf(list.type).kind !== 'nothing' ? method(written, 'includes', sought) : called(runtimeValue('contains'), written, sought);
}
