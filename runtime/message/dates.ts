import { Temporal } from 'temporal-polyfill';
import { orNull } from './day-durations.ts';

/** Reads `2026-01-31`, and years of more digits or below zero; nothing where `text` is no date. */
export function dateFrom(text: string): Temporal.PlainDate | null {
  const [, sign, year, rest] = /^(-?)([0-9]{4}|[1-9][0-9]{4,5})(-[0-9]{2}-[0-9]{2})$/.exec(text) ?? [];
  if (year === undefined || (sign === '-' && year === '0000')) return null;
  const written = sign === '' && year.length === 4 ? text : `${sign === '-' ? '-' : '+'}${year.padStart(6, '0')}${rest}`;
  return orNull(() => Temporal.PlainDate.from(written, { overflow: 'reject' }));
}

/** Nothing where there is no such day. */
export function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  return orNull(() => Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }));
}

/** As the DMN standard writes it, years of more than four digits and below zero as well. */
export function dateText(date: Temporal.PlainDate): string {
  return date.toString().replace(/^([+-])0{0,2}/, (_, sign: string) => (sign === '-' ? '-' : ''));
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The English name of the weekday, as the DMN standard has it. */
export function dayOfWeek(date: Temporal.PlainDate): string {
  return DAYS[date.dayOfWeek - 1] ?? '';
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** The English name of the month, as the DMN standard has it. */
export function monthOfYear(date: Temporal.PlainDate): string {
  return MONTHS[date.month - 1] ?? '';
}

/** By ISO 8601: the first week of a year is the one with its first Thursday. */
export function weekOfYear(date: Temporal.PlainDate): number {
  return date.weekOfYear ?? 0;
}
