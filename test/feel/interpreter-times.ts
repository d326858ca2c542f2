import { Temporal } from 'temporal-polyfill';
import type { TypedExpression } from '../../generator/feel/typed-expression.ts';
import { kindOf } from '../../generator/feel/types.ts';
import type { Value } from './interpreter.ts';
import { divided, type Ratio, rounded, times, whole } from './interpreter-numbers.ts';

/** Days, moments and lengths of time; a length in months and one in hours are told apart by what they hold. */
export type Time = Temporal.PlainDate | Temporal.Instant | Temporal.Duration | Temporal.PlainTime | Temporal.PlainDateTime;

type TimeNode = Extract<TypedExpression, { kind: 'time' | 'time arithmetic' | 'time part' | 'time call' }>;

export function isTimeNode(typed: TypedExpression): typed is TimeNode {
  return typed.kind === 'time' || typed.kind === 'time arithmetic' || typed.kind === 'time part' || typed.kind === 'time call' || (typed.kind === 'negative' && kindOf(typed.type) !== 'number');
}

type Inner = (part: TypedExpression) => Value;

export function interpretTime(typed: TimeNode, inner: Inner): Value {
  switch (typed.kind) {
    case 'time':
      return literal(typed);
    case 'time arithmetic':
      return shifted(typed.operator, inner(typed.left), inner(typed.right));
    case 'time part':
      return partOf(typed.part, inner(typed.of));
    case 'time call':
      return calledTime(typed.name, typed.args.map(inner));
    default:
      throw new Error('Not interpreted: a length of time the other way round');
  }
}

function literal(typed: Extract<TypedExpression, { kind: 'time' }>): Time {
  switch (typed.type.kind) {
    case 'date':
      return Temporal.PlainDate.from(typed.text);
    case 'date and time':
      return Temporal.Instant.from(typed.text);
    case 'time':
      return Temporal.PlainTime.from(typed.text);
    case 'calendar time':
      // By a clock whose place is known, it is a moment.
      return /(?:Z|[+-]\d\d:\d\d)$/.test(typed.text) ? Temporal.Instant.from(typed.text) : Temporal.PlainDateTime.from(typed.text);
    default:
      return Temporal.Duration.from(typed.text);
  }
}

const NANOSECONDS_A_DAY = 86_400n * 1_000_000_000n;

/** A length in nanoseconds, or in months. */
function measured(length: Temporal.Duration): { readonly months: bigint; readonly nanoseconds: bigint } {
  const seconds = ((BigInt(length.weeks * 7 + length.days) * 24n + BigInt(length.hours)) * 60n + BigInt(length.minutes)) * 60n + BigInt(length.seconds);
  const nanoseconds = ((seconds * 1000n + BigInt(length.milliseconds)) * 1000n + BigInt(length.microseconds)) * 1000n + BigInt(length.nanoseconds);
  return { months: BigInt(length.years * 12 + length.months), nanoseconds };
}

function lengthOf(nanoseconds: bigint): Temporal.Duration {
  const parts = [1000n, 1000n, 1000n, 60n, 60n, 24n].reduce<{ readonly rest: bigint; readonly units: readonly bigint[] }>(
    ({ rest, units }, size) => ({ rest: rest / size, units: [...units, rest % size] }),
    { rest: nanoseconds, units: [] },
  );
  const [ns = 0n, us = 0n, ms = 0n, s = 0n, m = 0n, h = 0n] = parts.units;
  const fields = { days: parts.rest, hours: h, minutes: m, seconds: s, milliseconds: ms, microseconds: us, nanoseconds: ns };
  return Temporal.Duration.from(Object.fromEntries(Object.entries(fields).map(([unit, value]) => [unit, Number(value)])));
}

function isLength(value: Value): value is Temporal.Duration {
  return value instanceof Temporal.Duration;
}

function ratioIn(value: Value): Ratio {
  if (typeof value === 'object' && value !== null && 'over' in value) return value;
  throw new Error('A number was expected.');
}

function shifted(operator: string, left: Value, right: Value): Value {
  if (operator === '*') return isLength(left) ? stretched(left, ratioIn(right)) : isLength(right) ? stretched(right, ratioIn(left)) : null;
  if (operator === '/') return isLength(left) ? quotient(left, right) : null;
  if (isLength(left) && isLength(right)) return joinedLengths(left, right, operator === '+' ? 1n : -1n);
  if (isLength(left)) return moved(right, left, 1n);
  if (isLength(right)) return moved(left, right, operator === '+' ? 1n : -1n);
  return between(left, right);
}

function joinedLengths(left: Temporal.Duration, right: Temporal.Duration, sign: bigint): Time {
  const [a, b] = [measured(left), measured(right)];
  const months = a.months + sign * b.months;
  return months === 0n ? lengthOf(a.nanoseconds + sign * b.nanoseconds) : Temporal.Duration.from({ months: Number(months) });
}

function stretched(length: Temporal.Duration, by: Ratio): Time {
  const { months, nanoseconds } = measured(length);
  if (months !== 0n) return Temporal.Duration.from({ months: Number(rounded(times({ over: months, under: 1n }, by), 'down')) });
  return lengthOf(rounded(times({ over: nanoseconds, under: 1n }, by), 'down'));
}

function quotient(length: Temporal.Duration, by: Value): Value {
  if (!isLength(by)) return ratioIn(by).over === 0n ? null : stretched(length, divided(whole(1), ratioIn(by)));
  const [a, b] = [measured(length), measured(by)];
  const [over, under] = a.months === 0n && b.months === 0n ? [a.nanoseconds, b.nanoseconds] : [a.months, b.months];
  return under === 0n ? null : divided({ over, under: 1n }, { over: under, under: 1n });
}

/** A day that is moved by hours stays at midnight of the day it comes to; a moment knows no months. */
function moved(start: Value, length: Temporal.Duration, sign: bigint): Time {
  const { months, nanoseconds } = measured(length);
  if (start instanceof Temporal.Instant) return Temporal.Instant.fromEpochNanoseconds(start.epochNanoseconds + sign * nanoseconds);
  if (start instanceof Temporal.PlainDate) {
    const days = sign * nanoseconds;
    const full = days >= 0n ? days / NANOSECONDS_A_DAY : -((-days + NANOSECONDS_A_DAY - 1n) / NANOSECONDS_A_DAY);
    return start.add({ months: Number(sign * months) }).add({ days: Number(full) });
  }
  throw new Error('Not interpreted: a clock that is moved');
}

function between(left: Value, right: Value): Time {
  if (left instanceof Temporal.Instant && right instanceof Temporal.Instant) return lengthOf(left.epochNanoseconds - right.epochNanoseconds);
  if (left instanceof Temporal.PlainDate && right instanceof Temporal.PlainDate) return lengthOf(BigInt(dayNumber(left) - dayNumber(right)) * NANOSECONDS_A_DAY);
  throw new Error('Not interpreted: the time between two clocks');
}

/** Days since the first of March of the year 0, counted with the calendar's own rule. */
function dayNumber({ year, month, day }: Temporal.PlainDate): number {
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) + day - 1;
}

function partOf(part: string, of: Value): Value {
  if (of instanceof Temporal.PlainDate) return part === 'weekday' ? whole((((dayNumber(of) + 2) % 7) + 7) % 7 + 1) : whole(part === 'year' ? of.year : part === 'month' ? of.month : of.day);
  if (!isLength(of)) throw new Error(`Not interpreted: ${part} of a clock`);
  const { months, nanoseconds } = measured(of);
  const seconds = nanoseconds / 1_000_000_000n;
  const counts: { readonly [part: string]: bigint } = {
    years: months / 12n, months: months % 12n, days: seconds / 86_400n, hours: (seconds / 3600n) % 24n, minutes: (seconds / 60n) % 60n,
  };
  if (part === 'seconds') return divided({ over: nanoseconds % 60_000_000_000n, under: 1n }, { over: 1_000_000_000n, under: 1n });
  return { over: counts[part] ?? 0n, under: 1n };
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function calledTime(name: string, args: readonly Value[]): Value {
  const [first, second] = args;
  if (name === 'absolute duration' && first instanceof Temporal.Duration) return first.sign < 0 ? first.negated() : first;
  if (!(first instanceof Temporal.PlainDate)) throw new Error(`Not interpreted: ${name}`);
  switch (name) {
    case 'day of week':
      return DAYS[(((dayNumber(first) + 2) % 7) + 7) % 7] ?? null;
    case 'month of year':
      return MONTHS[first.month - 1] ?? null;
    case 'day of year':
      return whole(dayNumber(first) - dayNumber(Temporal.PlainDate.from({ year: first.year, month: 1, day: 1 })) + 1);
    case 'years and months duration':
      return second instanceof Temporal.PlainDate ? monthsBetween(first, second) : null;
    default:
      throw new Error(`Not interpreted: ${name}`);
  }
}

function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): Time {
  const apart = (to.year - from.year) * 12 + to.month - from.month;
  const full = apart > 0 && to.day < from.day ? apart - 1 : apart < 0 && to.day > from.day ? apart + 1 : apart;
  return Temporal.Duration.from({ months: full });
}

export function orderOfTimes(left: Value, right: Value): number {
  if (left instanceof Temporal.Instant && right instanceof Temporal.Instant) return Number(left.epochNanoseconds > right.epochNanoseconds) - Number(left.epochNanoseconds < right.epochNanoseconds);
  if (left instanceof Temporal.PlainDate && right instanceof Temporal.PlainDate) return dayNumber(left) - dayNumber(right);
  if (isLength(left) && isLength(right)) {
    const [a, b] = [measured(left), measured(right)];
    return Number(a.months > b.months || a.nanoseconds > b.nanoseconds) - Number(a.months < b.months || a.nanoseconds < b.nanoseconds);
  }
  throw new Error('Not interpreted: two clocks');
}

export function timeText(value: Value): string {
  if (value instanceof Temporal.PlainDate || value instanceof Temporal.Instant) return value.toString();
  throw new Error('Not interpreted: the text of a clock or a length of time');
}
