import { bothFacts, type Facts, fieldKey, findings, insideClosure, isAmong, isNot, knows, noFacts, sharedFacts } from './facts.ts';
import { membersOf } from './known-names.ts';
import type { Variable } from './list-expression.ts';
import { structureOf } from './structure.ts';
import type { Comparison, ComparisonOperator, TypedExpression } from './typed-expression.ts';

/** What a condition's outcome tells of the values it asks about. TypeScript must be able to follow each of these. */
export function factsWhen(condition: TypedExpression, outcome: boolean): Facts {
  switch (condition.kind) {
    case 'all':
      return condition.parts.map((part) => factsWhen(part, outcome)).reduce(outcome ? bothFacts : sharedFacts);
    case 'any':
      return condition.parts.map((part) => factsWhen(part, outcome)).reduce(outcome ? sharedFacts : bothFacts);
    case 'not':
      return factsWhen(condition.of, !outcome);
    case 'presence':
      return presenceFacts(condition.of, condition.present === outcome);
    case 'comparison':
      return comparisonFacts(condition, outcome ? condition.operator : OPPOSITE[condition.operator]);
    default:
      return noFacts;
  }
}

function presenceFacts(of: TypedExpression, present: boolean): Facts {
  if (of.kind === 'arithmetic') {
    const divisor = keyOf(of.right);
    return divisor === undefined || !present ? noFacts : findings([divisor, 'is not zero']);
  }
  const key = keyOf(of);
  return key === undefined ? noFacts : findings([key, present ? 'has a value' : 'is missing']);
}

export const OPPOSITE: { readonly [operator in ComparisonOperator]: ComparisonOperator } = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
/** The same comparison with its sides changed. */
export const MIRRORED: { readonly [operator in ComparisonOperator]: ComparisonOperator } = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function comparisonFacts({ left, right }: Comparison, operator: ComparisonOperator): Facts {
  const filled = operator === '!=' ? [left, right].find((side, index) => isEmptyList([right, left][index])) : undefined;
  if (filled !== undefined) return firstItems(filled, 1n);
  const [of, literal, sign] = literalKey(right) === undefined ? [right, left, MIRRORED[operator]] : [left, right, operator];
  const key = keyOf(of);
  const value = literalKey(literal);
  if (key === undefined || value === undefined || literalKey(of) !== undefined) return countFacts(left, right, operator);
  const facts = sign === '=' ? isAmong(key, [value]) : sign === '!=' ? isOther(key, literal, value) : noFacts;
  if (literal.kind !== 'number') return facts;
  const least = literal.digits === 0 && isAtLeastOne(sign, literal.units) ? findings([key, 'is at least one']) : noFacts;
  const known = bothFacts(bothFacts(facts, least), itemsThere(of, leastOf(sign, literal.units)));
  return excludesZero(sign, literal.units) ? bothFacts(known, findings([key, 'is not zero'])) : known;
}

function isEmptyList(typed: TypedExpression | undefined): boolean {
  return typed?.kind === 'list' && typed.items.length === 0;
}

/** As many first items, and the last one, as anybody asks for by number. */
const MOST_ITEMS = 10n;

/** What is counted, and is at least `least`, has its first items and its last one. */
function itemsThere(counted: TypedExpression, least: bigint): Facts {
  const [list] = counted.kind === 'list call' && counted.name === 'count' ? counted.args : [];
  return list === undefined ? noFacts : firstItems(list, least);
}

function firstItems(list: TypedExpression, least: bigint): Facts {
  if (least < 1n) return noFacts;
  const places = [-1n, ...Array.from({ length: Number(least < MOST_ITEMS ? least : MOST_ITEMS) }, (_, index) => BigInt(index + 1))];
  return findings(...places.flatMap((place) => {
    const key = itemKey(list, place);
    return key === undefined ? [] : [[key, 'has a value'] as const];
  }));
}

function itemKey(list: TypedExpression, units: bigint): string | undefined {
  const { span } = list;
  return keyOf({ kind: 'index', of: list, position: { kind: 'number', units, digits: 0, type: { kind: 'whole number' }, span }, type: list.type, span });
}

/** Those of as many items as they are of. */
const AS_LONG: ReadonlySet<string> = new Set(['distinct values', 'sort', 'reverse']);

/** Whether it was asked that there is anything in `list`, or in the list that it is made of item by item. */
export function isFilled(list: TypedExpression, facts: Facts): boolean {
  const key = itemKey(list, 1n);
  if (key !== undefined && knows(facts, 'has a value', key)) return true;
  const [iterator, second] = list.kind === 'for' ? list.iterators : [];
  if (iterator !== undefined) return second === undefined && isFilled(iterator.over, facts);
  const [first] = list.kind === 'list call' && AS_LONG.has(list.name) ? list.args : [];
  return first !== undefined && isFilled(first, facts);
}

function isAtLeastOne(operator: ComparisonOperator, bound: bigint): boolean {
  return operator === '>' ? bound >= 0n : (operator === '>=' || operator === '=') && bound >= 1n;
}

/** `place <= count(list)` */
function countFacts(left: TypedExpression, right: TypedExpression, operator: ComparisonOperator): Facts {
  const [place, count, sign] = right.kind === 'list call' ? [left, right, operator] : [right, left, MIRRORED[operator]];
  if (count.kind !== 'list call' || count.name !== 'count' || sign === '>' || sign === '>=' || sign === '!=') return noFacts;
  const key = placeKey(count.args[0], place);
  return key === undefined ? noFacts : findings([key, 'is at most the count']);
}

/** Whether it was asked that `place`, a whole number, is one of those in the list. */
export function isPlaceIn(list: TypedExpression, place: TypedExpression, facts: Facts): boolean {
  const item = place.kind === 'number' ? itemKey(list, place.units) : undefined;
  if (item !== undefined) return knows(facts, 'has a value', item);
  const [within, least] = [placeKey(list, place), keyOf(place)];
  return within !== undefined && least !== undefined && knows(facts, 'is at most the count', within) && knows(facts, 'is at least one', least);
}

function placeKey(list: TypedExpression | undefined, place: TypedExpression): string | undefined {
  const [listKey, key] = [list === undefined ? undefined : keyOf(list), keyOf(place)];
  return listKey === undefined || key === undefined ? undefined : `${key} in ${listKey}`;
}

/** How many there are at least where a count compares so with `bound`. */
function leastOf(operator: ComparisonOperator, bound: bigint): bigint {
  if (operator === '=' || operator === '>=') return bound;
  if (operator === '>') return bound + 1n;
  return operator === '!=' && bound === 0n ? 1n : 0n;
}

/** What is not one member of its type is one of the others. */
function isOther(key: string, literal: TypedExpression, value: string): Facts {
  if (literal.kind !== 'member') return isNot(key, value);
  return isAmong(key, membersOf(literal.type).map((member) => JSON.stringify(member)).filter((member) => member !== value));
}

function excludesZero(operator: ComparisonOperator, bound: bigint): boolean {
  switch (operator) {
    case '=':
      return bound !== 0n;
    case '!=':
      return bound === 0n;
    case '>':
      return bound >= 0n;
    case '>=':
      return bound > 0n;
    case '<':
      return bound <= 0n;
    case '<=':
      return bound < 0n;
  }
}

/** What is known of each item of a list because it was filtered by that, said of `item`. */
export function factsOfItems(list: TypedExpression, item: Variable): Facts {
  if (list.kind !== 'filter') return noFacts;
  const asked = insideClosure(saidOf(factsWhen(list.condition, true), list.variable, item));
  return bothFacts(factsOfItems(list.of, item), asked);
}

/** The facts about one thing that goes through a list, as facts about another. */
function saidOf({ found, among }: Facts, one: Variable, other: Variable): Facts {
  const name = new RegExp(`#${one.id}(?![0-9])`, 'g');
  const said = (key: string): string => key.replaceAll(name, `#${other.id}`);
  return { found: new Set([...found].map(said)), among: new Map([...among].map(([key, literals]) => [said(key), literals])) };
}

/** What a literal stands for, the same for equal values. */
export function literalKey(typed: TypedExpression): string | undefined {
  switch (typed.kind) {
    case 'number':
      return `${typed.units}/${typed.digits}`;
    case 'text':
      return JSON.stringify(typed.value);
    case 'member':
      return JSON.stringify(typed.member);
    case 'truth':
      return String(typed.value);
    default:
      return undefined;
  }
}

/** The same for two expressions that are certain to have the same value at one place; nothing where that is not worth knowing. */
export function keyOf(typed: TypedExpression): string | undefined {
  switch (typed.kind) {
    case 'field':
      return fieldKey(typed.role, typed.field);
    case 'value':
      return typed.name;
    case 'arithmetic': {
      const [left, right] = [keyOf(typed.left), keyOf(typed.right)];
      return left === undefined || right === undefined ? undefined : `(${left} ${typed.operator} ${right})`;
    }
    case 'time':
      return `${typed.type.kind} ${typed.text}`;
    case 'time part': {
      const of = keyOf(typed.of);
      return of === undefined ? undefined : `${of}.${typed.part}`;
    }
    case 'time call':
    case 'call': {
      const keys = typed.args.map((arg) => (arg.kind === 'nothing' ? 'null' : keyOf(arg)));
      return keys.includes(undefined) ? undefined : `${typed.name}(${keys.join(', ')})`;
    }
    case 'asked':
      return keyOf(typed.of);
    case 'declared call': {
      const keys = typed.args.map((arg) => (arg.kind === 'nothing' ? 'null' : keyOf(arg)));
      return keys.includes(undefined) ? undefined : `${typed.function.name}(${keys.join(', ')})`;
    }
    case 'list':
    case 'context':
    case 'variable':
    case 'property':
    case 'index':
    case 'filter':
    case 'for':
    case 'quantified':
    case 'series':
    case 'list call':
      return structureOf(typed);
    default:
      return literalKey(typed);
  }
}
