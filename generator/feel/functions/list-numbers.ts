import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import { isFilled } from '../facts-of.ts';
import { atLeastOf, itemOf, keptType, someOf } from '../item-type.ts';
import type { ListFunctionName } from '../list-expression.ts';
import { logicalOf } from '../simplify.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { baseOf, decimalOf, freeDecimal, inWords, isWhole, type Kind, kindOf, optionalOf, presentType, wholeNumber, yesOrNo } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from '../typing/typing.ts';
import { holdsOnly, listArgument, listOrItems } from './list-arguments.ts';

type Span = TypedExpression['span'];

/** Functions that make one value of a list. */
export const LIST_RESULTS: { readonly [name: string]: (call: CallSyntax, typing: Typing, facts: Facts) => TypedExpression } = {
  count: typeCount, sum: typeOfNumbers, mean: typeOfNumbers, median: typeOfNumbers, mode: typeOfNumbers, product: typeOfNumbers, stddev: typeOfNumbers, min: typeExtreme, max: typeExtreme, all: typeTruths, any: typeTruths,
};

function typeCount(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const list = first === undefined ? broken(span) : listArgument(first, typing, facts);
  if (isBroken(list)) return broken(span);
  if (first !== undefined && list.kind === 'list' && first.kind === 'name') typing.report(diagnose('count-of-one', spanOf(first, typing), { written: writtenOf(first, typing), is: inWords(itemOf(list.type)) }));
  return list.kind === 'list' ? { kind: 'number', units: BigInt(list.items.length), digits: 0, type: wholeNumber, span } : { kind: 'list call', name: 'count', args: [list], type: wholeNumber, span };
}

/** `sum` of nothing is 0; what else there is of nothing is nothing. */
function typeOfNumbers(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const list = listOrItems(call, typing, facts);
  if (isBroken(list) || !holdsOnly(list, ['number'], call, typing)) return broken(span);
  const [name, type] = resultOf(call.name.name, baseOf(itemOf(list.type)), Math.max(atLeastOf(list.type), isFilled(list, facts) ? 1 : 0));
  if (name !== undefined && list.type.kind === 'list' && list.type.empty !== true) return { kind: 'list call', name, args: [list], type, span };
  return ofNothing(call.name.name, span);
}

function resultOf(name: string, item: FeelType, atLeast: number): readonly [ListFunctionName | undefined, FeelType] {
  const ofSome = (type: FeelType, least: number): FeelType => (atLeast >= least ? type : optionalOf(type));
  switch (name) {
    case 'sum':
      return ['sum', item];
    case 'mean':
      return ['mean', ofSome(freeDecimal, 1)];
    case 'median':
      return ['median', ofSome(freeDecimal, 1)];
    case 'product':
      return ['product', ofSome(isWhole(item) ? decimalOf(0) : freeDecimal, 1)];
    case 'mode':
      return ['mode', someOf(item)];
    case 'stddev':
      return ['stddev', ofSome(freeDecimal, 2)];
    default:
      return [undefined, item];
  }
}

function ofNothing(name: string, span: Span): TypedExpression {
  if (name === 'sum') return { kind: 'number', units: 0n, digits: 0, type: wholeNumber, span };
  if (name === 'mode') return { kind: 'list', items: [], type: { kind: 'list', of: { kind: 'nothing' }, empty: true }, span };
  return { kind: 'nothing', type: { kind: 'nothing' }, span };
}

const ORDERED: readonly Kind[] = ['number', 'text', 'date', 'time', 'date and time', 'duration', 'years and months duration'];

function typeExtreme(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const list = listOrItems(call, typing, facts);
  if (isBroken(list) || !holdsOnly(list, ORDERED, call, typing)) return broken(span);
  const type = itemOf(list.type);
  if (list.kind === 'list' && list.items.length === 0) return { kind: 'nothing', type: { kind: 'nothing' }, span };
  const [only] = list.kind === 'list' ? list.items : [];
  if (only !== undefined && list.kind === 'list' && list.items.length === 1) return only;
  const ofNumbers = kindOf(type) === 'number';
  if (list.kind === 'list' && ofNumbers) return { kind: 'call', name: call.name.name === 'min' ? 'min' : 'max', args: list.items, type: baseOf(listed(list.items, type)), span };
  const there = atLeastOf(list.type) > 0 || isFilled(list, facts);
  const result = ofNumbers ? baseOf(type) : type;
  return { kind: 'list call', name: call.name.name === 'min' ? 'least' : 'greatest', args: [list], type: there ? result : optionalOf(result), span };
}

/** Numbers that are compared at once need not be kept first. */
function listed(items: readonly TypedExpression[], type: FeelType): FeelType {
  return items.every((item) => isWhole(item.type)) ? wholeNumber : type;
}

/** `all(a, b)`; where the list is written out, it is `a and b`. */
function typeTruths(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const list = listOrItems(call, typing, facts);
  if (isBroken(list) || !holdsOnly(list, ['yes or no'], call, typing)) return broken(span);
  const ofAll = call.name.name === 'all';
  if (list.kind === 'list') return logicalOf(ofAll ? 'and' : 'or', list.items, span);
  return { kind: 'list call', name: ofAll ? 'every' : 'some', args: [list], type: yesOrNo, span };
}

/** As it is kept in a list. */
export function keptPresent(typed: TypedExpression): FeelType {
  return presentType(keptType(typed));
}
