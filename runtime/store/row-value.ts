import { Temporal } from 'temporal-polyfill';
import { assertNever } from '../message/assert-never.ts';
import type { ColumnType } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import { ExactDecimal } from '../message/number-types.ts';
import { storableInstant, storableJson, storableText, storableUuid } from './storable.ts';

/**
 * One value of a read model's row, in the one JSON form in which every store gives it back. What PostgreSQL would
 * rewrite (`PT90M` becomes `PT1H30M`, `007.50` becomes `7.50`) is rewritten here, before it reaches a store.
 */
export function rowValue(type: ColumnType, what: string, json: Json): Json {
  switch (type) {
    case 'json':
      return JSON.parse(storableJson(what, json));
    case 'boolean':
      if (typeof json !== 'boolean') throw wrong(what, 'true or false', json);
      return json;
    case 'bigint':
      if (!Number.isSafeInteger(json)) throw wrong(what, 'a whole number', json);
      return json;
    default:
      return textValue(type, what, json);
  }
}

type TextColumn = Exclude<ColumnType, 'json' | 'boolean' | 'bigint'>;

const FORMS: { readonly [type in TextColumn]: { readonly expected: string; readonly read: (text: string, what: string) => string } } = {
  text: { expected: 'text', read: (text, what) => storableText(what, text) },
  uuid: { expected: 'a UUID', read: (text, what) => storableUuid(what, text) },
  numeric: { expected: 'a decimal written as text, like "20.05"', read: numericForm },
  date: { expected: 'a date, like "2026-11-23"', read: (text) => dateForm(text) },
  timestamptz: { expected: 'a date and time with its zone, like "2026-11-23T12:00:00Z"', read: (text, what) => storableInstant(what, Temporal.Instant.from(text)).toString() },
  interval: { expected: 'a duration of days and less, like "P2DT12H"', read: (text) => durationForm(text) },
};

function textValue(type: TextColumn, what: string, json: Json): string {
  const { expected, read } = FORMS[type];
  if (typeof json !== 'string') throw wrong(what, expected, json);
  if (type === 'text') return read(json, what);
  try {
    return read(json, what);
  } catch (cause) {
    throw wrong(what, expected, json, cause);
  }
}

function wrong(what: string, expected: string, json: Json, cause?: unknown): TypeError {
  return new TypeError(`${what} must be ${expected}; it is ${JSON.stringify(json).slice(0, 100)}.`, { cause });
}

/** PostgreSQL keeps the digits behind the point, and neither leading zeros nor a minus before nothing. */
function numericForm(text: string): string {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)0*([0-9]+?)(\.[0-9]+)?$/.exec(text) ?? [];
  if (whole === '') throw new RangeError(text);
  const digits = whole + fraction;
  return /[1-9]/.test(digits) ? minus + digits : digits;
}

function dateForm(text: string): string {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) throw new RangeError(text);
  return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
}

const MICROSECONDS = { hour: 3_600_000_000n, minute: 60_000_000n, second: 1_000_000n } as const;

/** Weeks become days; hours stay hours, however many; the rest is carried up into them. */
function durationForm(text: string): string {
  const { days, microseconds } = measured(Temporal.Duration.from(text));
  if (days > 2 ** 31 - 1 || days < -(2 ** 31) || microseconds >= 2n ** 63n || microseconds <= -(2n ** 63n)) throw new RangeError(text);
  const { hour, minute, second } = MICROSECONDS;
  return Temporal.Duration.from({
    days,
    hours: Number(microseconds / hour),
    minutes: Number((microseconds % hour) / minute),
    seconds: Number((microseconds % minute) / second),
    microseconds: Number(microseconds % second),
  }).toString();
}

function measured(duration: Temporal.Duration): { readonly days: number; readonly microseconds: bigint } {
  if (duration.years !== 0 || duration.months !== 0) throw new RangeError(duration.toString());
  const { hour, minute, second } = MICROSECONDS;
  const whole = BigInt(duration.hours) * hour + BigInt(duration.minutes) * minute + BigInt(duration.seconds) * second;
  const parts = BigInt(duration.milliseconds) * 1000n + BigInt(duration.microseconds) + BigInt(duration.nanoseconds) / 1000n;
  return { days: duration.weeks * 7 + duration.days, microseconds: whole + parts };
}

/** The same for values that PostgreSQL holds to be equal: `1.50` and `1.5`, a day and 24 hours. `value` is in the form of `rowValue`. */
export function comparable(type: ColumnType, value: Json): Json {
  if (type === 'numeric') return new ExactDecimal(String(value)).toFixed();
  if (type === 'interval') return lengthOf(String(value)).toString();
  return value;
}

/** Before, equal or behind, as PostgreSQL has it; text goes by its bytes. Both values are in the form of `rowValue`. */
export function compareValues(type: ColumnType, a: Json, b: Json): number {
  switch (type) {
    case 'boolean':
    case 'bigint':
      return Number(a) - Number(b);
    case 'numeric':
      return new ExactDecimal(String(a)).comparedTo(String(b));
    case 'interval':
      return Number(lengthOf(String(a)) - lengthOf(String(b)));
    case 'timestamptz':
      return Temporal.Instant.compare(String(a), String(b));
    case 'date':
    case 'uuid':
    case 'text':
      return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
    case 'json':
      return JSON.stringify(a) === JSON.stringify(b) ? 0 : 1;
    default:
      return assertNever(type);
  }
}

function lengthOf(duration: string): bigint {
  const { days, microseconds } = measured(Temporal.Duration.from(duration));
  return BigInt(days) * 24n * MICROSECONDS.hour + microseconds;
}
