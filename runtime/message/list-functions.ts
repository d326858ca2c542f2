import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { quotient } from './arithmetic.ts';
import { squareRoot } from './irrational-numbers.ts';

/** The item at `place`, from 1, or from -1 counted from the end; `null` where there is none. */
export function itemOrNull<T>(list: readonly T[], place: number): T | null {
  return list.at(indexOf(list, place)) ?? null;
}

/** The item at `place`, of which it is known that it is there. */
export function itemAt<T>(list: readonly T[], place: number): T {
  const item = list.at(indexOf(list, place));
  if (item === undefined) throw new Error(`There is no item ${place} in a list of ${list.length}.`);
  return item;
}

function indexOf({ length }: readonly unknown[], place: number): number {
  if (place === 0 || Math.abs(place) > length) return length;
  return place > 0 ? place - 1 : length + place;
}

/** Both ends included; downwards where the first is the greater. */
export function series(low: number, high: number): readonly number[] {
  const step = low <= high ? 1 : -1;
  return Array.from({ length: Math.abs(high - low) + 1 }, (_, index) => low + step * index);
}

/** The sum of units of one size; 0 of nothing. */
export function sum(list: readonly bigint[]): bigint {
  return list.reduce((total, each) => total + each, 0n);
}

/** The exact sum of whole numbers, also beyond what JavaScript's own hold to the last digit. */
export function sumOfWholes(list: readonly number[]): bigint {
  return list.reduce((total, each) => total + BigInt(each), 0n);
}

/** All of them added, exactly; 0 of nothing. */
export function sumOfDecimals(list: readonly Decimal[]): Decimal {
  return list.reduce((total, each) => total.plus(each), ZERO);
}

const ZERO = new Decimal(0);

/** `null` of nothing, as what follows. */
export function product(list: readonly bigint[]): bigint | null {
  return list.length === 0 ? null : list.reduce((total, each) => total * each);
}

/** All of them multiplied, exactly; `null` of nothing. */
export function productOfDecimals(list: readonly Decimal[]): Decimal | null {
  return list.length === 0 ? null : list.reduce((total, each) => total.times(each));
}

/** To 34 significant digits. */
export function mean(list: readonly Decimal[]): Decimal | null {
  return list.length === 0 ? null : quotient(sumOfDecimals(list), new Decimal(list.length));
}

/** The one in the middle, or the mean of the two that are; `null` of nothing. */
export function median(list: readonly Decimal[]): Decimal | null {
  const sorted = list.toSorted((a, b) => a.cmp(b));
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) return null;
  return sorted.length % 2 === 1 ? high : quotient(low.plus(high), new Decimal(2));
}

/** Of a sample: divided by one less than there are. `null` of less than two. */
export function standardDeviation(list: readonly Decimal[]): Decimal | null {
  const average = mean(list);
  if (average === null || list.length < 2) return null;
  return squareRoot(quotient(sumOfDecimals(list.map((each) => each.minus(average).pow(2))), new Decimal(list.length - 1)));
}

type Order<T> = (a: T, b: T) => number;

/** The first in `order`; `null` of nothing. */
export function least<T>(list: readonly T[], order: Order<T>): T | null {
  return list.length === 0 ? null : list.reduce((best, each) => (order(each, best) < 0 ? each : best));
}

/** The last in `order`; `null` of nothing. */
export function greatest<T>(list: readonly T[], order: Order<T>): T | null {
  return list.length === 0 ? null : list.reduce((best, each) => (order(each, best) > 0 ? each : best));
}

/** What is there most often, in ascending order. */
export function mode<T>(list: readonly T[], order: Order<T>): readonly T[] {
  const counts = list.map((item) => list.filter((other) => order(item, other) === 0).length);
  const most = Math.max(...counts);
  return distinct(list.filter((_, index) => counts[index] === most).toSorted(order));
}

/** Stable; `precedes` says whether the first of two comes before the second. */
export function sorted<T>(list: readonly T[], precedes: (a: T, b: T) => boolean): readonly T[] {
  return list.toSorted((a, b) => (precedes(a, b) ? -1 : precedes(b, a) ? 1 : 0));
}

/** Each value once, where it is first. */
export function distinct<T>(list: readonly T[]): readonly T[] {
  if (list.every((item) => typeof item !== 'object' || item === null)) return [...new Set(list)];
  return list.filter((item, index) => list.findIndex((other) => sameValue(item, other)) === index);
}

/** Whether an item of `list` is the same as `value`, whatever is in it. */
export function contains(list: readonly unknown[], value: unknown): boolean {
  return list.some((item) => sameValue(item, value));
}

/** The places where `value` is, from 1. */
export function placesOf(list: readonly unknown[], value: unknown): readonly number[] {
  return list.flatMap((item, index) => (sameValue(item, value) ? [index + 1] : []));
}

/** `null` where there is no such place, as what follows. */
export function insertedBefore<T>(list: readonly T[], place: number, item: T): readonly T[] | null {
  const index = indexOf(list, place);
  return index === list.length ? null : list.toSpliced(index, 0, item);
}

/** Without the item at `place`, from 1, or from -1 counted from the end. */
export function removed<T>(list: readonly T[], place: number): readonly T[] | null {
  const index = indexOf(list, place);
  return index === list.length ? null : list.toSpliced(index, 1);
}

/** With `item` in the place of the one at `place`. */
export function replacedAt<T>(list: readonly T[], place: number, item: T): readonly T[] | null {
  const index = indexOf(list, place);
  return index === list.length ? null : list.with(index, item);
}

/** So many items from `place` on; all of them unless `length` is given. */
export function sublist<T>(list: readonly T[], place: number, length?: number): readonly T[] | null {
  const index = indexOf(list, place);
  const end = length === undefined ? list.length : index + length;
  return index === list.length || end < index || end > list.length ? null : list.slice(index, end);
}

/** What is missing is left out. */
export function joinedTexts(list: readonly (string | null)[], delimiter = ''): string {
  return list.filter((item) => item !== null).join(delimiter);
}

/** By value: lists item by item, contexts entry by entry, numbers and times by what they stand for. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Decimal.isDecimal(a) && Decimal.isDecimal(b)) return a.eq(b);
  if (a instanceof Temporal.Duration && b instanceof Temporal.Duration) return Temporal.Duration.compare(a, b, { relativeTo: SOME_DAY }) === 0;
  if (hasEquals(a)) return a.equals(b);
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return left.length === right.size && left.every(([name, value]) => right.has(name) && sameValue(value, right.get(name)));
}

/** Durations have days; a day is 24 hours long here. */
const SOME_DAY = Temporal.PlainDate.from('2000-01-01');

function hasEquals(value: object): value is { equals(other: unknown): boolean } {
  return 'equals' in value && typeof value.equals === 'function';
}
