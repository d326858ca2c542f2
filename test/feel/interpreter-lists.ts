import type { Iterator, ListCall, ListExpression, Variable } from '../../generator/feel/list-expression.ts';
import type { TypedExpression } from '../../generator/feel/typed-expression.ts';
import { divided, plus, type Ratio, times, to34Digits, whole } from './interpreter-numbers.ts';
import type { Value, World } from './interpreter.ts';

type Interpret = (typed: TypedExpression, world: World) => Value;
/** What can be asked of two values: whether they are the same, and which comes first. */
export interface Order {
  same(left: Value, right: Value): boolean;
  before(left: Value, right: Value): boolean;
}

export function listIn(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}

export function interpretList(typed: ListExpression, world: World, interpret: Interpret, order: Order): Value {
  const inner = (part: TypedExpression): Value => interpret(part, world);
  switch (typed.kind) {
    case 'list':
      return typed.items.map(inner);
    case 'context':
      return new Map(typed.entries.map((entry) => [entry.identifier, inner(entry.value)]));
    case 'variable':
      return world.get(nameOf(typed.variable)) ?? null;
    case 'asked':
      return inner(typed.of);
    case 'property': {
      const of = inner(typed.of);
      return of instanceof Map ? (of.get(typed.identifier) ?? null) : null;
    }
    case 'index':
      return itemAt(listIn(inner(typed.of)), number(inner(typed.position)));
    case 'filter':
      return listIn(inner(typed.of)).filter((item) => interpret(typed.condition, withVariable(world, typed.variable, item)) === true);
    case 'for':
      return worldsOf(typed.iterators, world, interpret).map((each) => interpret(typed.body, each));
    case 'quantified': {
      const answers = worldsOf(typed.iterators, world, interpret).map((each) => interpret(typed.condition, each) === true);
      return typed.quantifier === 'some' ? answers.includes(true) : !answers.includes(false);
    }
    case 'series':
      return seriesOf(number(inner(typed.low)), number(inner(typed.high)));
    case 'list call':
      return listCall(typed, typed.args.map(inner), (items) => interpretEach(typed, items, world, interpret), order);
    case 'function':
      throw new Error('A function is no value by itself.');
  }
}

function nameOf({ id }: Variable): string {
  return `variable ${id}`;
}

function withVariable(world: World, variable: Variable, value: Value): World {
  return new Map([...world, [nameOf(variable), value]]);
}

/** The first iterator turns slowest; each sees those before it. */
function worldsOf(iterators: readonly Iterator[], world: World, interpret: Interpret): readonly World[] {
  return iterators.reduce<readonly World[]>((worlds, { variable, over }) => worlds.flatMap((each) => listIn(interpret(over, each)).map((item) => withVariable(each, variable, item))), [world]);
}

function interpretEach({ each }: ListCall, items: readonly Value[], world: World, interpret: Interpret): boolean {
  if (each === undefined) throw new Error('There is nothing to go by.');
  const inside = each.variables.reduce((sofar, variable, index) => withVariable(sofar, variable, items[index] ?? null), world);
  return interpret(each.body, inside) === true;
}

function ratio(value: Value | undefined): Ratio {
  if (typeof value === 'object' && value !== null && 'over' in value) return value;
  throw new Error('A number was expected.');
}

function number(value: Value | undefined): number {
  const { over, under } = ratio(value);
  return Number(over / under);
}

function itemAt(items: readonly Value[], place: number): Value {
  return (place > 0 ? items[place - 1] : items[items.length + place]) ?? null;
}

function seriesOf(low: number, high: number): readonly Value[] {
  const step = low <= high ? 1 : -1;
  return Array.from({ length: Math.abs(high - low) + 1 }, (_, index) => whole(low + step * index));
}

function listCall({ name, args: typedArgs }: ListCall, args: readonly Value[], each: (items: readonly Value[]) => boolean, order: Order): Value {
  const [first = null, second = null, third = null] = args;
  const items = args.length === 1 ? listIn(first) : args;
  const list = listIn(first);
  switch (name) {
    case 'count':
      return whole(list.length);
    case 'sum':
      return items.map(ratio).reduce(plus, whole(0));
    case 'product':
      return items.length === 0 ? null : items.map(ratio).reduce(times, whole(1));
    case 'mean':
      return items.length === 0 ? null : to34Digits(divided(items.map(ratio).reduce(plus, whole(0)), whole(items.length)));
    case 'median':
      return medianOf(sortedBy(items, order));
    case 'least':
      return items.length === 0 ? null : items.reduce((a, b) => (order.before(b, a) ? b : a));
    case 'greatest':
      return items.length === 0 ? null : items.reduce((a, b) => (order.before(a, b) ? b : a));
    case 'every':
      return items.every((item) => item === true);
    case 'some':
      return items.some((item) => item === true);
    case 'mode': {
      const counts = items.map((item) => items.filter((other) => order.same(item, other)).length);
      return distinct(sortedBy(items.filter((_, index) => counts[index] === Math.max(...counts)), order), order);
    }
    case 'sort':
      return list.reduce<readonly Value[]>((sorted, item) => inserted(sorted, item, each), []);
    case 'list replace':
      return typedArgs.length === 2 ? list.map((item) => (each([item, second]) ? second : item)) : list.map((item, index) => (index === placeIn(list, number(second)) ? third : item));
    default:
      return listOf(name, args, order);
  }
}

function listOf(name: ListCall['name'], args: readonly Value[], order: Order): Value {
  const [first = null, second = null, third = null] = args;
  const list = listIn(first);
  switch (name) {
    case 'list contains':
      return list.some((item) => order.same(item, second));
    case 'index of':
      return list.flatMap((item, index) => (order.same(item, second) ? [whole(index + 1)] : []));
    case 'append':
      return [...list, ...args.slice(1)];
    case 'concatenate':
      return args.flatMap((each) => [...listIn(each)]);
    case 'insert before':
      return [...list.slice(0, placeIn(list, number(second))), third, ...list.slice(placeIn(list, number(second)))];
    case 'remove':
      return list.filter((_, index) => index !== placeIn(list, number(second)));
    case 'reverse':
      return list.reduceRight<readonly Value[]>((sofar, item) => [...sofar, item], []);
    case 'distinct values':
      return distinct(list, order);
    case 'flatten':
      return flattened(list);
    case 'sublist': {
      const start = placeIn(list, number(second));
      return list.filter((_, index) => index >= start && (third === null || index < start + number(third)));
    }
    case 'string join':
      return list.filter((item) => item !== null).map(String).join(second === null ? '' : String(second));
    default:
      throw new Error(`Not interpreted: ${name}`);
  }
}

function placeIn(list: readonly Value[], place: number): number {
  return place > 0 ? place - 1 : list.length + place;
}

function medianOf(sorted: readonly Value[]): Value {
  if (sorted.length === 0) return null;
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? null;
  return to34Digits(divided(plus(ratio(sorted[middle - 1]), ratio(sorted[middle])), whole(2)));
}

function sortedBy(items: readonly Value[], order: Order): readonly Value[] {
  return items.reduce<readonly Value[]>((sorted, item) => inserted(sorted, item, ([a = null, b = null]) => order.before(a, b)), []);
}

/** Behind all that `item` does not come before, so that equal ones keep their order. */
function inserted(sorted: readonly Value[], item: Value, before: (items: readonly Value[]) => boolean): readonly Value[] {
  const at = sorted.findIndex((other) => before([item, other]));
  return at < 0 ? [...sorted, item] : [...sorted.slice(0, at), item, ...sorted.slice(at)];
}

function distinct(items: readonly Value[], order: Order): readonly Value[] {
  return items.filter((item, index) => items.findIndex((other) => order.same(item, other)) === index);
}

function flattened(items: readonly Value[]): readonly Value[] {
  return items.flatMap((item) => (Array.isArray(item) ? [...flattened(item)] : [item]));
}
