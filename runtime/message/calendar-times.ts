import { Temporal } from 'temporal-polyfill';
import { type ClockTime, clockTimeFrom, standAlike } from './clock-times.ts';
import { dateFrom, dateText } from './dates.ts';
import { durationOf, nanosecondsIn } from './day-durations.ts';
import { type ClockZone, offsetSeconds, zoneText } from './time-zones.ts';

/** A day and a time of it, as a calendar and a clock show them, and where that clock stands. */
export interface CalendarTime {
  readonly at: Temporal.PlainDateTime;
  readonly zone: ClockZone;
}

const SECOND = 1_000_000_000n;

/** Reads `2026-01-31T10:30:00`, with or without an offset or a zone behind it, and a date alone; nothing where `text` is neither. */
export function calendarTimeFrom(text: string): CalendarTime | null {
  const middle = text.indexOf('T');
  const date = dateFrom(middle < 0 ? text : text.slice(0, middle));
  const time = middle < 0 ? { time: new Temporal.PlainTime(), zone: null } : clockTimeFrom(text.slice(middle + 1));
  return date === null || time === null ? null : calendarTimeOf(date, time);
}

/** A literal, which was judged when the code was generated. */
export function calendarTime(text: string): CalendarTime {
  const value = calendarTimeFrom(text);
  if (value === null) throw new RangeError(`"${text}" is not a date and time.`);
  return value;
}

/** What a calendar shows at that time of that day, in the zone of the time. */
export function calendarTimeOf(date: Temporal.PlainDate, { time, zone }: ClockTime): CalendarTime {
  return { at: date.toPlainDateTime(time), zone };
}

/** What a calendar and a clock in `zone` show at `moment`. */
export function inZone(moment: Temporal.Instant, zone: string): CalendarTime {
  const seconds = offsetSeconds(zone);
  return { at: seconds === undefined ? moment.toZonedDateTimeISO(zone).toPlainDateTime() : plainAt(moment.epochNanoseconds + BigInt(seconds) * SECOND), zone };
}

/** The same moment by another clock; what stands nowhere in particular is put there. */
export function withZone(value: CalendarTime, zone: string): CalendarTime {
  return value.zone === null ? { at: value.at, zone } : inZone(momentOf(value), zone);
}

/** The moment that `value`, which stands somewhere, is. A clock that is put back shows some times twice: then it is the earlier. */
export function momentOf(value: CalendarTime): Temporal.Instant {
  return Temporal.Instant.fromEpochNanoseconds(atUtc(value));
}

/** The moment of a text with an offset or a zone; nothing of any other. */
export function momentFrom(text: string): Temporal.Instant | null {
  const value = calendarTimeFrom(text);
  return value === null || value.zone === null ? null : momentOf(value);
}

/** As the standard writes it: `2026-05-01T12:00:00@Europe/Amsterdam`. */
export function calendarTimeText({ at, zone }: CalendarTime): string {
  return `${dateText(at.toPlainDate())}T${at.toPlainTime().toString()}${zoneText(zone)}`;
}

/** Days are of 24 hours: where a clock is put forward in between, it shows an hour more. */
export function calendarTimeAfter({ at, zone }: CalendarTime, duration: Temporal.Duration): CalendarTime {
  const length = nanosecondsIn(duration);
  if (zone === null || offsetSeconds(zone) !== undefined) return { at: plainAt(sinceEpoch(at) + length), zone };
  return inZone(Temporal.Instant.fromEpochNanoseconds(atUtc({ at, zone }) + length), zone);
}

/** So much earlier; see `calendarTimeAfter`. */
export function calendarTimeBefore(value: CalendarTime, duration: Temporal.Duration): CalendarTime {
  return calendarTimeAfter(value, duration.negated());
}

/** The same time of another month's day, of its last where it has not as many. */
export function monthsAfter({ at, zone }: CalendarTime, duration: Temporal.Duration): CalendarTime {
  return { at: at.add(duration), zone };
}

/** So many months earlier; see `monthsAfter`. */
export function monthsBefore({ at, zone }: CalendarTime, duration: Temporal.Duration): CalendarTime {
  return { at: at.subtract(duration), zone };
}

/** From `earlier` to `later`, as time has passed between the moments they are. */
export function calendarTimeSince(later: CalendarTime, earlier: CalendarTime): Temporal.Duration {
  return durationOf(atUtc(later) - atUtc(earlier));
}

/** Negative when `a` comes first. */
export function compareCalendarTimes(a: CalendarTime, b: CalendarTime): number {
  const difference = atUtc(a) - atUtc(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The same moment; a clock that stands nowhere never shows that of one that stands somewhere. */
export function sameCalendarTime(a: CalendarTime, b: CalendarTime): boolean {
  return standAlike(a.zone, b.zone) && compareCalendarTimes(a, b) === 0;
}

/** `is` of the DMN standard: the same on calendar and clock, and as far from UTC. */
export function identicalCalendarTime(a: CalendarTime, b: CalendarTime): boolean {
  if (a.zone === null || b.zone === null) return a.zone === b.zone && a.at.equals(b.at);
  return a.at.equals(b.at) && atUtc(a) === atUtc(b);
}

/** The time of day it is. */
export function clockTimeIn({ at, zone }: CalendarTime): ClockTime {
  return { time: at.toPlainTime(), zone };
}

/** How far the clock is ahead of UTC; nothing of one that stands nowhere. */
export function calendarOffset(value: CalendarTime): Temporal.Duration | null {
  return value.zone === null ? null : zoneOffset(value);
}

/** How far the clock of what stands somewhere is ahead of UTC. */
export function zoneOffset(value: CalendarTime): Temporal.Duration {
  return durationOf(sinceEpoch(value.at) - atUtc(value));
}

function atUtc({ at, zone }: CalendarTime): bigint {
  const seconds = zone === null ? 0 : offsetSeconds(zone);
  if (seconds !== undefined) return sinceEpoch(at) - BigInt(seconds) * SECOND;
  return at.toZonedDateTime(zone ?? 'UTC').epochNanoseconds;
}

function sinceEpoch(at: Temporal.PlainDateTime): bigint {
  return at.toZonedDateTime('UTC').epochNanoseconds;
}

function plainAt(nanoseconds: bigint): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochNanoseconds(nanoseconds).toZonedDateTimeISO('UTC').toPlainDateTime();
}
