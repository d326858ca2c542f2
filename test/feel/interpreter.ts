import { Temporal } from 'temporal-polyfill';
import type { Arithmetic, Call, Comparison, PatternCall, TypedExpression } from '../../generator/feel/typed-expression.ts';
import { digitsOf as digitsOfType, kindOf, isWhole } from '../../generator/feel/types.ts';
import { meant } from './declared.ts';
import { digitsOf, divided, irrational, negated, plus, type Ratio, ratioOf, rounded, sign, times, to34Digits, toDigits } from './interpreter-numbers.ts';
import { interpretList } from './interpreter-lists.ts';
import { interpretTime, isTimeNode, orderOfTimes, type Time, timeText } from './interpreter-times.ts';

export type { Ratio } from './interpreter-numbers.ts';

export type Value = Ratio | Time | boolean | string | null | readonly Value[] | ReadonlyMap<string, Value>;

/** What the fields and values of a scope are, by the words they are written with: `command.quantity`. */
export type World = ReadonlyMap<string, Value>;

/**
 * A second reading of typed expressions, from the definition of FEEL and nothing else: numbers are ratios of integers, a
 * division is rounded to 34 digits where it is not rounded otherwise, and texts are rows of characters.
 */
export function interpret(typed: TypedExpression, world: World): Value {
  const inner = (part: TypedExpression): Value => interpret(part, world);
  if (isTimeNode(typed)) return interpretTime(typed, inner);
  switch (typed.kind) {
    case 'number':
      return { over: typed.units, under: 10n ** BigInt(typed.digits) };
    case 'truth':
    case 'text':
      return typed.value;
    case 'member':
      return typed.member;
    case 'nothing':
      return null;
    case 'field':
      return world.get(`${typed.role.kind}.${typed.field.identifier}`) ?? null;
    case 'value':
      return world.get(typed.name) ?? null;
    case 'arithmetic':
      return arithmetic(typed, world);
    case 'negative':
      return negated(ratio(inner(typed.of)));
    case 'power':
      return Array.from({ length: typed.exponent }).reduce<Ratio>((sofar) => times(sofar, ratio(inner(typed.base))), { over: 1n, under: 1n });
    case 'rounding':
      return rounding(typed, world);
    case 'concatenation':
      return textOf(inner(typed.left)) + textOf(inner(typed.right));
    case 'comparison':
      return compared(typed, inner(typed.left), inner(typed.right));
    case 'presence':
      return (inner(typed.of) !== null) === typed.present;
    case 'all':
      return typed.parts.every((part) => inner(part) === true);
    case 'any':
      return typed.parts.some((part) => inner(part) === true);
    case 'not':
      return inner(typed.of) !== true;
    case 'if':
      return inner(typed.condition) === true ? inner(typed.then) : inner(typed.otherwise);
    case 'call':
      return called(typed, typed.args.map(inner));
    case 'declared call':
      return declaredCall(typed.function.name, typed.args.map(inner));
    case 'pattern call':
      return patternCall(typed, textOf(inner(typed.of)));
    case 'list':
    case 'context':
    case 'variable':
    case 'asked':
    case 'property':
    case 'index':
    case 'filter':
    case 'for':
    case 'quantified':
    case 'series':
    case 'list call':
    case 'function':
      return interpretList(typed, world, interpret, { same, before: (left, right) => differenceOf(left, right, 'any') < 0 });
    default:
      throw new Error(`Not interpreted: ${typed.kind}`);
  }
}

function declaredCall(name: string, given: readonly Value[]): Value {
  const called = meant.get(name);
  if (called === undefined) throw new Error(`Nobody said what "${name}" means.`);
  return called(given);
}

/** Item by item, and name by name. */
function same(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (Array.isArray(left) || Array.isArray(right)) return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => same(item, right[index] ?? null));
  if (left instanceof Map || right instanceof Map) return left instanceof Map && right instanceof Map && left.size === right.size && [...left].every(([name, value]) => right.has(name) && same(value, right.get(name) ?? null));
  return differenceOf(left, right, 'any') === 0;
}

export function ratio(value: Value | undefined): Ratio {
  if (typeof value !== 'object' || value === null || !('over' in value)) throw new Error('A number was expected.');
  return value;
}

function textOf(value: Value | undefined): string {
  if (typeof value !== 'string') throw new Error('A text was expected.');
  return value;
}

function arithmetic({ operator, left, right }: Arithmetic, world: World): Value {
  const [a, b] = [ratio(interpret(left, world)), ratio(interpret(right, world))];
  switch (operator) {
    case '+':
      return plus(a, b);
    case '-':
      return plus(a, negated(b));
    case '*':
      return times(a, b);
    case '/':
      return b.over === 0n ? null : to34Digits(divided(a, b));
    case 'modulo': {
      if (b.over === 0n) return null;
      const floor = rounded(divided(a, b), 'floor');
      return plus(a, times({ over: -floor, under: 1n }, b));
    }
  }
}

function rounding({ of, mode, digits }: Extract<TypedExpression, { kind: 'rounding' }>, world: World): Value {
  const quotient = of.kind === 'arithmetic' && of.operator === '/';
  if (!quotient) return toDigits(ratio(interpret(of, world)), mode, digits);
  const [a, b] = [ratio(interpret(of.left, world)), ratio(interpret(of.right, world))];
  return b.over === 0n ? null : toDigits(divided(a, b), mode, digits);
}

function compared({ operator, left: { type } }: Comparison, left: Value, right: Value): boolean {
  const difference = differenceOf(left, right, kindOf(type));
  switch (operator) {
    case '=':
      return difference === 0;
    case '!=':
      return difference !== 0;
    case '<':
      return difference < 0;
    case '<=':
      return difference <= 0;
    case '>':
      return difference > 0;
    default:
      return difference >= 0;
  }
}

function differenceOf(left: Value, right: Value, kind: string): number {
  if (kind === 'list' || kind === 'record') return same(left, right) ? 0 : 1;
  if (typeof left === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'string') return kind === 'identifier' ? Number(left.toLowerCase() !== textOf(right).toLowerCase()) : orderOfTexts(left, textOf(right));
  if (typeof left === 'object' && left !== null && 'over' in left) return sign(left, ratio(right));
  return orderOfTimes(left, right);
}

/** Character by character, by their numbers in Unicode. */
function orderOfTexts(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const at = (a ?? []).findIndex((code, index) => code !== b?.[index]);
  return at < 0 ? (a?.length ?? 0) - (b?.length ?? 0) : (a?.[at] ?? -1) - (b?.[at] ?? -1);
}

function called({ name, args: typedArgs }: Call, args: readonly Value[]): Value {
  const [first, second, third] = args;
  const least = (order: 1 | -1): Ratio => args.map(ratio).reduce((a, b) => (sign(b, a) * order < 0 ? b : a));
  switch (name) {
    case 'abs':
      return sign(ratio(first), { over: 0n, under: 1n }) < 0 ? negated(ratio(first)) : ratio(first);
    case 'min':
      return least(1);
    case 'max':
      return least(-1);
    case 'even':
      return ratio(first).over % (2n * ratio(first).under) === 0n;
    case 'odd':
      return ratio(first).over % (2n * ratio(first).under) !== 0n;
    case 'sqrt':
    case 'log':
    case 'exp':
      return irrational(name, ratio(first));
    case 'number':
      return numberIn(textOf(first), second ?? null, third ?? null);
    case 'string':
      return written(first, typedArgs[0]);
    default:
      return textCalled(name, args);
  }
}

/** What a person would read as a number, once the signs between thousands are gone. */
function numberIn(text: string, grouping: Value, point: Value): Value {
  const digits = Array.from(text).filter((character) => character !== grouping).map((character) => (character === point ? '.' : character === '.' && point === ',' ? 'x' : character)).join('');
  return /^-?([0-9]+([.][0-9]+)?|[.][0-9]+)$/.test(digits) ? ratioOf(digits.replace(/^(-?)[.]/, '$10.')) : null;
}

function written(value: Value | undefined, typed: TypedExpression | undefined): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'object' && value !== null && 'over' in value && typed !== undefined) return digitsOf(value, isWhole(typed.type) ? 0 : digitsOfType(typed.type));
  return timeText(value ?? null);
}

function textCalled(name: string, args: readonly Value[]): Value {
  const characters = Array.from(textOf(args[0]));
  const [second, third] = args.slice(1);
  const searched = typeof second === 'string' ? Array.from(second) : [];
  const at = characters.findIndex((_, index) => searched.every((character, offset) => characters[index + offset] === character));
  const found = searched.length === 0 ? 0 : at;
  switch (name) {
    case 'string length':
      return { over: BigInt(characters.length), under: 1n };
    case 'upper case':
      return textOf(args[0]).toLocaleUpperCase('en');
    case 'lower case':
      return textOf(args[0]).toLocaleLowerCase('en');
    case 'contains':
      return found >= 0;
    case 'starts with':
      return searched.every((character, index) => characters[index] === character);
    case 'ends with':
      return searched.length <= characters.length && searched.every((character, index) => characters[characters.length - searched.length + index] === character);
    case 'substring before':
      return found < 0 ? '' : characters.slice(0, found).join('');
    case 'substring after':
      return found < 0 ? '' : characters.slice(found + searched.length).join('');
    case 'substring':
    case 'substring at':
      return partOf(characters, Number(ratio(second).over), third === undefined ? undefined : Number(ratio(third).over), name === 'substring at');
    default:
      throw new Error(`Not interpreted: ${name}`);
  }
}

function partOf(characters: readonly string[], start: number, length: number | undefined, orNothing: boolean): Value {
  const first = start > 0 ? start : characters.length + start + 1;
  if (orNothing && (start === 0 || first < 1 || first > characters.length || (length !== undefined && length < 1))) return null;
  const from = Math.max(first, 1);
  return characters.filter((_, index) => index + 1 >= from && (length === undefined || index + 1 < from + length)).join('');
}

/** By the engine of the language, which the runtime does not use. */
function patternCall({ name, pattern, replacement }: PatternCall, text: string): Value {
  if (name === 'matches') return new RegExp(pattern.source, pattern.flags).test(text);
  const every = new RegExp(pattern.source, `${pattern.flags}g`);
  if (name === 'split') return text.replace(every, '\u0000').split('\u0000');
  return text.replace(every, (...found) => replacement.replaceAll(/\\([\\$])|\$([0-9])/g, (_, plain, group) => plain ?? found[Number(group)] ?? ''));
}

/** So that a test can give a moment or a date by its text. */
export const moment = (text: string): Time => Temporal.Instant.from(text);
export const day = (text: string): Time => Temporal.PlainDate.from(text);
export const length = (text: string): Time => Temporal.Duration.from(text);
