import { Temporal } from 'temporal-polyfill';

/** Times as PostgreSQL writes and reads them: years before our era end in BC, and a plus has no place before a year. */

/** `2026-11-23T12:00:00Z` as it stands, `-000001-01-01T00:00:00Z` as `0002-01-01T00:00:00Z BC`. Dates without a time too. */
export function toPostgresTime(iso: string): string {
  const [, sign = '', year = '', rest = ''] = /^([+-]?)(\d+)(-.*)$/.exec(iso) ?? [];
  const beforeOurEra = sign === '-' || Number(year) === 0;
  if (!beforeOurEra) return Number(year).toString().padStart(4, '0') + rest;
  return `${(Number(year) + 1).toString().padStart(4, '0')}${rest} BC`;
}

const FOUR_DIGITS_FROM = Date.UTC(1000, 0);
const FOUR_DIGITS_UNTIL = Date.UTC(10_000, 0);

/** Almost every time has a year of four digits: what `Date` writes of it, and then the microseconds that it does not know. */
export function instantToPostgres(instant: Temporal.Instant): string {
  const milliseconds = instant.epochMilliseconds;
  if (milliseconds < FOUR_DIGITS_FROM || milliseconds >= FOUR_DIGITS_UNTIL) return toPostgresTime(instant.toString());
  const microseconds = Number(instant.epochNanoseconds - BigInt(milliseconds) * 1_000_000n) / 1000;
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${microseconds.toString().padStart(3, '0')}Z`;
}

/** `2026-11-23 12:00:00.5+00`, in UTC. */
export function instantFromPostgres(text: string): Temporal.Instant {
  return usualInstant(text) ?? unusualInstant(text);
}

const USUAL_LENGTH = '2026-11-23 12:00:00+00'.length;
const MOST_DIGITS = 6;

/** By hand, because this is done for every event that is read: a year of four digits, UTC. Whatever is not just so is left to others. */
function usualInstant(text: string): Temporal.Instant | undefined {
  const end = text.length - '+00'.length;
  const fraction = end - '2026-11-23 12:00:00.'.length;
  // `Date.UTC` takes the years up to 99 for others.
  if (text.charCodeAt(0) === ZERO || text.charCodeAt(4) !== DASH || text.charCodeAt(10) !== SPACE || !text.endsWith('+00') || !(text.length === USUAL_LENGTH || (fraction >= 1 && fraction <= MOST_DIGITS))) return undefined;
  const milliseconds = Date.UTC(number(text, 0, 4), number(text, 5, 7) - 1, number(text, 8, 10), number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
  const microseconds = fraction < 1 ? 0 : number(text, 20, end) * 10 ** (MOST_DIGITS - fraction);
  return Temporal.Instant.fromEpochNanoseconds(BigInt(milliseconds) * 1_000_000n + BigInt(microseconds * 1000));
}

const DASH = '-'.charCodeAt(0);
const SPACE = ' '.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) value = value * 10 + text.charCodeAt(index) - ZERO;
  return value;
}

function unusualInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(isoYear(text).replace(' ', 'T').replace(/\+00$/, 'Z'));
}

export function dateFromPostgres(text: string): string {
  return Temporal.PlainDate.from(isoYear(text)).toString();
}

/** ISO 8601 wants a year of four digits, or a sign and six. */
function isoYear(text: string): string {
  const [, year = '', rest = '', before = ''] = /^(\d+)(-.*?)( BC)?$/.exec(text) ?? [];
  const number = before === '' ? Number(year) : 1 - Number(year);
  if (number >= 0 && number <= 9999) return number.toString().padStart(4, '0') + rest;
  return `${number < 0 ? '-' : '+'}${Math.abs(number).toString().padStart(6, '0')}${rest}`;
}

/** `-P2DT12H` as `P-2DT-12H`: PostgreSQL has a sign for each part. */
export function toPostgresInterval(iso: string): string {
  return iso.startsWith('-') ? iso.slice(1).replace(/\d+(?:\.\d+)?/g, '-$&') : iso;
}

export function intervalFromPostgres(text: string): string {
  return Temporal.Duration.from(text.includes('-') ? `-${text.replaceAll('-', '')}` : text).toString();
}
