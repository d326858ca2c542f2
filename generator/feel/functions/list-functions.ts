import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import { isPlaceIn } from '../facts-of.ts';
import { anyLength, atLeastOf, isList, itemOf, keptType, listOf, someOf } from '../item-type.ts';
import type { ListFunctionName } from '../list-expression.ts';
import { typeNeeded } from '../typing/type-arithmetic.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import { typeEach } from '../typing/type-function.ts';
import { listLiteral } from '../typing/type-list.ts';
import { commonType } from '../typing/type-logic.ts';
import { typeSyntax } from '../typing/type-syntax.ts';
import type { Syntax } from '../syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords, isWhole, kindOf, optionalOf, text, wholeNumber, yesOrNo } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from '../typing/typing.ts';
import { textArgument, wholeArgument } from './arguments.ts';
import { holdsOnly, listArgument } from './list-arguments.ts';
import { LIST_RESULTS } from './list-numbers.ts';

type Typer = (call: CallSyntax, typing: Typing, facts: Facts) => TypedExpression;
type Span = TypedExpression['span'];

/** The functions of lists. Of lists that are written out, most results can be written out as well. */
export const listFunctions: { readonly [name: string]: Typer } = {
  ...LIST_RESULTS,
  'list contains': typeContains, 'index of': typeIndexOf, append: typeAppend, concatenate: typeConcatenate, union: typeUnion, reverse: typeReverse, 'distinct values': typeDistinct, flatten: typeFlatten,
  'insert before': typeInsert, remove: typeRemove, sublist: typeSublist, 'list replace': typeReplace, sort: typeSort, 'string join': typeJoin,
};

function listCall(name: ListFunctionName, args: readonly TypedExpression[], type: FeelType, span: Span): TypedExpression {
  return { kind: 'list call', name, args, type, span };
}

/** The first argument as a list, and the second as it is. */
function listAndItem(call: CallSyntax, typing: Typing, facts: Facts): readonly [list: TypedExpression, item: TypedExpression] {
  const span = spanOf(call, typing);
  const [first, second] = call.args;
  if (first === undefined || second === undefined) return [broken(span), broken(span)];
  const list = listArgument(first, typing, facts);
  const item = typeSyntax(second, typing, facts, isBroken(list) ? undefined : itemOf(list.type));
  if (isBroken(list) || isBroken(item) || commonType(itemOf(list.type), item.type) !== undefined) return [list, item];
  // What can never be found was meant otherwise.
  typing.report(diagnose('items-of-other-kind', list.span, { asked: call.name.name, wanted: inWords(item.type), is: inWords(itemOf(list.type)) }));
  return [broken(span), item];
}

function typeContains(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [list, item] = listAndItem(call, typing, facts);
  return isBroken(list) || isBroken(item) ? broken(span) : containsOf(list, item, span);
}

/** Whether `item` is one of `list`. */
export function containsOf(list: TypedExpression, item: TypedExpression, span: Span): TypedExpression {
  return listCall('list contains', [list, item], yesOrNo, span);
}

function typeIndexOf(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [list, item] = listAndItem(call, typing, facts);
  return isBroken(list) || isBroken(item) ? broken(span) : listCall('index of', [list, item], someOf(wholeNumber), span);
}

function typeAppend(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first, ...others] = call.args;
  const list = first === undefined ? broken(span) : listArgument(first, typing, facts);
  const items = others.map((item) => typeSyntax(item, typing, facts, isBroken(list) ? undefined : itemOf(list.type)));
  if (isBroken(list) || items.some(isBroken)) return broken(span);
  return joinedLists([list, listLiteral(items, span)], span);
}

function typeConcatenate(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const lists = call.args.map((argument) => listArgument(argument, typing, facts));
  return lists.some(isBroken) ? broken(span) : joinedLists(lists, span);
}

function joinedLists(lists: readonly TypedExpression[], span: Span): TypedExpression {
  if (lists.every((list) => list.kind === 'list')) return listLiteral(lists.flatMap((list) => list.items), span);
  const filled = lists.filter(({ type }) => !(type.kind === 'list' && type.empty === true));
  const atLeast = lists.reduce((sum, list) => sum + (list.type.kind === 'list' ? (list.type.atLeast ?? 0) : 0), 0);
  const { of } = listOf(filled.map((list) => itemOf(list.type)));
  return listCall('concatenate', filled, { kind: 'list', of, ...(atLeast === 0 ? {} : { atLeast }) }, span);
}

function typeUnion(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const all = typeConcatenate(call, typing, facts);
  return isBroken(all) ? all : distinct(all);
}

function typeDistinct(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const [first] = call.args;
  const list = first === undefined ? broken(spanOf(call, typing)) : listArgument(first, typing, facts);
  return isBroken(list) ? list : distinct(list);
}

function distinct(list: TypedExpression): TypedExpression {
  const of = itemOf(list.type);
  if (list.type.kind === 'list' && list.type.empty === true) return list;
  return listCall('distinct values', [list], atLeastOf(list.type) > 0 ? { kind: 'list', of, atLeast: 1 } : someOf(of), list.span);
}

function typeReverse(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const list = first === undefined ? broken(span) : listArgument(first, typing, facts);
  if (isBroken(list)) return list;
  return list.kind === 'list' ? listLiteral([...list.items].reverse(), span) : listCall('reverse', [list], list.type, span);
}

/** Lists in lists in lists become one. */
function typeFlatten(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const list = first === undefined ? broken(span) : listArgument(first, typing, facts);
  if (isBroken(list)) return list;
  const items = leaves(list);
  if (items !== undefined) return listLiteral(items, span);
  const inner = itemOf(list.type);
  if (inner.kind === 'list' && kindOf(inner.of) !== 'list' && kindOf(inner.of) !== 'mixed') return listCall('flatten', [list], someOf(inner.of), span);
  if (kindOf(inner) !== 'list' && kindOf(inner) !== 'mixed') return list;
  typing.report(diagnose('not-supported-in-expression', span, { what: 'flatten of lists of several depths' }));
  return broken(span);
}

/** The items of lists that are written out, and of those in them. */
function leaves(list: TypedExpression): readonly TypedExpression[] | undefined {
  if (list.kind !== 'list') return undefined;
  const found = list.items.map((item) => (kindOf(item.type) === 'list' ? leaves(item) : [item]));
  return found.includes(undefined) ? undefined : found.flatMap((each) => each ?? []);
}

/** `list` and a place in it, from 1, or from -1 counted from the end. */
function listAndPlace(call: CallSyntax, typing: Typing, facts: Facts): readonly [list: TypedExpression, place: TypedExpression] {
  const [first, second] = call.args;
  if (first === undefined || second === undefined) return [broken(spanOf(call, typing)), broken(spanOf(call, typing))];
  return [listArgument(first, typing, facts), wholeArgument(second, typing, facts, call.name.name)];
}

/** Where a place that is written as a number is, from 0; `undefined` where it is computed or not in the list. */
function placeIn(list: TypedExpression, place: TypedExpression): number | 'computed' | 'outside' {
  if (list.kind !== 'list' || place.kind !== 'number') return 'computed';
  const at = Number(place.units);
  return at === 0 || Math.abs(at) > list.items.length ? 'outside' : at > 0 ? at - 1 : list.items.length + at;
}

const nothingAt = (span: Span): TypedExpression => ({ kind: 'nothing', type: { kind: 'nothing' }, span });

function typeInsert(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [list, place] = listAndPlace(call, typing, facts);
  const item = newItem(call.args[2], list, typing, facts);
  if (isBroken(list) || isBroken(place) || item === undefined || isBroken(item)) return broken(span);
  const at = placeIn(list, place);
  if (at === 'outside') return nothingAt(span);
  if (at !== 'computed' && list.kind === 'list') return listLiteral([...list.items.slice(0, at), item, ...list.items.slice(at)], span);
  const all = someOf(listOf([itemOf(list.type), keptType(item)]).of);
  return listCall('insert before', [list, place, item], isPlaceIn(list, place, facts) ? all : optionalOf(all), span);
}

function newItem(syntax: Syntax | undefined, list: TypedExpression, typing: Typing, facts: Facts): TypedExpression | undefined {
  return syntax === undefined ? undefined : typeSyntax(syntax, typing, facts, isBroken(list) ? undefined : itemOf(list.type));
}

function typeRemove(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [list, place] = listAndPlace(call, typing, facts);
  if (isBroken(list) || isBroken(place)) return broken(span);
  const at = placeIn(list, place);
  if (at === 'outside') return nothingAt(span);
  if (at !== 'computed' && list.kind === 'list') return listLiteral(list.items.filter((_, index) => index !== at), span);
  const rest = someOf(itemOf(list.type));
  return listCall('remove', [list, place], isPlaceIn(list, place, facts) ? rest : optionalOf(rest), span);
}

function typeSublist(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [list, place] = listAndPlace(call, typing, facts);
  const third = call.args[2];
  const length = third === undefined ? undefined : wholeArgument(third, typing, facts, 'sublist');
  if (isBroken(list) || isBroken(place) || (length !== undefined && isBroken(length))) return broken(span);
  const at = placeIn(list, place);
  if (at === 'outside') return nothingAt(span);
  if (at !== 'computed' && list.kind === 'list' && (length === undefined || length.kind === 'number')) {
    const count = length === undefined ? list.items.length - at : Number(length.units);
    return count < 0 || at + count > list.items.length ? nothingAt(span) : listLiteral(list.items.slice(at, at + count), span);
  }
  return listCall('sublist', [list, place, ...(length === undefined ? [] : [length])], optionalOf(someOf(itemOf(list.type))), span);
}

/** `list replace(list, position, newItem)`, or with a function that says which items. */
function typeReplace(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first, second, third] = call.args;
  if (first === undefined || second === undefined) return broken(span);
  const list = listArgument(first, typing, facts);
  const item = newItem(third, list, typing, facts);
  const which = typeSyntax(second, typing, facts);
  if (isBroken(list) || isBroken(which) || item === undefined || isBroken(item)) return broken(span);
  const of = listOf([itemOf(list.type), keptType(item)]).of;
  if (which.kind === 'function') return typeReplaceWhere(call, list, item, which, of, typing, facts);
  if (!isWhole(which.type) || kindOf(which.type) !== 'number') {
    typing.report(diagnose('whole-number-wanted', which.span, { asked: 'list replace', written: writtenOf(second, typing), is: inWords(which.type) }));
    return broken(span);
  }
  const place = needed(which, writtenOf(second, typing), typing, facts);
  const at = placeIn(list, place);
  if (at === 'outside') return nothingAt(span);
  if (at !== 'computed' && list.kind === 'list') return listLiteral(list.items.map((each, index) => (index === at ? item : each)), span);
  return listCall('list replace', [list, place, item], isPlaceIn(list, place, facts) ? someOf(of) : optionalOf(someOf(of)), span);
}

function typeReplaceWhere(call: CallSyntax, list: TypedExpression, item: TypedExpression, match: TypedExpression, of: FeelType, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const each = typeEach(match, [itemOf(list.type), keptType(item)], typing, facts);
  if (each === undefined || !isCondition(each.body)) return notThatFunction(call, match, 'function(item, newItem) …', each?.body, typing);
  const type = isList(list.type) ? { ...anyLength(list.type), of } : someOf(of);
  return { kind: 'list call', name: 'list replace', args: [list, item], each, type, span };
}

function isCondition(typed: TypedExpression): boolean {
  return kindOf(typed.type) === 'yes or no' && typed.type.kind !== 'optional';
}

function notThatFunction(call: CallSyntax, given: TypedExpression, wanted: string, body: TypedExpression | undefined, typing: Typing): TypedExpression {
  if (body === undefined || !isBroken(body)) typing.report(diagnose('function-wanted', given.span, { asked: call.name.name, wanted }));
  return broken(spanOf(call, typing));
}

/** `sort(list, function(a, b) a < b)` */
function typeSort(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first, second] = call.args;
  if (first === undefined || second === undefined) return broken(span);
  const list = listArgument(first, typing, facts);
  const precedes = typeSyntax(second, typing, facts);
  if (isBroken(list) || isBroken(precedes)) return broken(span);
  if (list.type.kind === 'list' && list.type.empty === true) return list;
  const each = typeEach(precedes, [itemOf(list.type), itemOf(list.type)], typing, facts);
  if (each === undefined || !isCondition(each.body)) return notThatFunction(call, precedes, 'function(a, b) a < b', each?.body, typing);
  return { kind: 'list call', name: 'sort', args: [list], each, type: list.type, span };
}

/** What is missing is left out. */
function typeJoin(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first, second] = call.args;
  const list = first === undefined ? broken(span) : listArgument(first, typing, facts);
  const delimiter = second === undefined || second.kind === 'nothing' ? undefined : textArgument(second, typing, facts, 'string join');
  if (isBroken(list) || (delimiter !== undefined && isBroken(delimiter))) return broken(span);
  const item = itemOf(list.type);
  const joinable = item.kind === 'nothing' || commonType(text, item) !== undefined || kindOf(item) === 'text';
  if (!joinable && !holdsOnly(list, ['text'], call, typing)) return broken(span);
  return listCall('string join', delimiter === undefined ? [list] : [list, delimiter], text, span);
}

export function typeNeededList(syntax: Syntax, typing: Typing, facts: Facts): TypedExpression {
  return typeNeeded(syntax, typing, facts);
}
