import { Temporal } from 'temporal-polyfill';
import { durationOf, nanosecondsIn, orNull } from './day-durations.ts';
import { type ClockZone, offsetSeconds, offsetZone, zoneFrom, zoneText } from './time-zones.ts';

/** A time of day, and where the clock stands that shows it. */
export interface ClockTime {
  readonly time: Temporal.PlainTime;
  readonly zone: ClockZone;
}

const WRITTEN = /^((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?)(.*)$/s;
const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;

/** Reads `10:30:00`, `10:30:00Z`, `10:30:00+02:00`, `10:30:00@Europe/Paris`; nothing where `text` is no time. */
export function clockTimeFrom(text: string): ClockTime | null {
  const [, time, where] = WRITTEN.exec(text) ?? [];
  const zone = where === undefined ? undefined : zoneFrom(where);
  return time === undefined || zone === undefined ? null : { time: Temporal.PlainTime.from(time), zone };
}

/** A literal, which was judged when the code was generated. */
export function clockTime(text: string): ClockTime {
  const time = clockTimeFrom(text);
  if (time === null) throw new RangeError(`"${text}" is not a time.`);
  return time;
}

/** Of hour, minute and second; nothing where there is no such time. `second` is in units of a nanosecond. */
export function clockTimeOf(hour: number, minute: number, second: bigint, offset: Temporal.Duration | null = null): ClockTime | null {
  const fits = within(hour, 24) && within(minute, 60) && second >= 0n && second < 60n * SECOND;
  const zone = offset === null ? '' : offsetZone(Number(nanosecondsIn(offset) / SECOND));
  const where = zoneFrom(zone);
  return fits && where !== undefined ? { time: plainTime(BigInt(hour * 60 + minute) * 60n * SECOND + second), zone: where } : null;
}

function within(value: number, below: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < below;
}

/** What a clock in `zone` shows at `moment`, for those who all look at that clock. */
export function timeOfDay(moment: Temporal.Instant, zone: string): ClockTime {
  return { time: moment.toZonedDateTimeISO(zone).toPlainTime(), zone: null };
}

/** Seconds always, zeros at the end of their fraction never. */
export function clockTimeText({ time, zone }: ClockTime): string {
  return `${time.toString()}${zoneText(zone)}`;
}

/** Past midnight it is the next day's clock. */
export function timeAfter({ time, zone }: ClockTime, duration: Temporal.Duration): ClockTime {
  return { time: plainTime(sinceMidnight(time) + nanosecondsIn(duration)), zone };
}

/** So much earlier; before midnight it is the day before's clock. */
export function timeBefore(time: ClockTime, duration: Temporal.Duration): ClockTime {
  return timeAfter(time, duration.negated());
}

/** On one day: nobody knows of a time alone which day it belongs to. */
export function timeSince(later: ClockTime, earlier: ClockTime): Temporal.Duration {
  return durationOf(atUtc(later) - atUtc(earlier));
}

/** Negative when `a` comes first on the same day. */
export function compareTimes(a: ClockTime, b: ClockTime): number {
  const difference = atUtc(a) - atUtc(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The same moment of the day; a clock that stands nowhere never shows that of one that stands somewhere. */
export function sameTime(a: ClockTime, b: ClockTime): boolean {
  return standAlike(a.zone, b.zone) && compareTimes(a, b) === 0;
}

/** `is` of the DMN standard: the same on the face of the clock, and as far from UTC. */
export function identicalTime(a: ClockTime, b: ClockTime): boolean {
  if (a.zone === null || b.zone === null) return a.zone === b.zone && a.time.equals(b.time);
  return a.time.equals(b.time) && atUtc(a) === atUtc(b);
}

/** Both somewhere, or both nowhere. */
export function standAlike(a: ClockZone, b: ClockZone): boolean {
  return (a === null) === (b === null);
}

/** In units of a nanosecond: 1.5 seconds are `1_500_000_000n`. */
export function secondOf(time: Temporal.PlainTime): bigint {
  return sinceMidnight(time) % (60n * SECOND);
}

/** How far a clock is ahead of UTC; nothing where it stands nowhere, or in a zone, whose offset depends on the day. */
export function timeOffset({ zone }: { readonly zone: ClockZone }): Temporal.Duration | null {
  const seconds = zone === null ? undefined : offsetSeconds(zone);
  return seconds === undefined ? null : durationOf(BigInt(seconds) * SECOND);
}

/** `Europe/Paris`; nothing of a clock by an offset. */
export function timeZone({ zone }: { readonly zone: ClockZone }): string | null {
  return zone === null || offsetSeconds(zone) !== undefined ? null : zone;
}

/** A zone without a day counts by the offset it has outside of summer time. */
function atUtc({ time, zone }: ClockTime): bigint {
  return sinceMidnight(time) - BigInt(zone === null ? 0 : (offsetSeconds(zone) ?? standardOffset(zone))) * SECOND;
}

function standardOffset(zone: string): number {
  const [january, july] = ['2020-01-01', '2020-07-01'].map((day) => (orNull(() => Temporal.PlainDate.from(day).toZonedDateTime(zone).offsetNanoseconds) ?? 0) / 1e9);
  return Math.min(january ?? 0, july ?? 0);
}

export function sinceMidnight(time: Temporal.PlainTime): bigint {
  const seconds = BigInt((time.hour * 60 + time.minute) * 60 + time.second);
  return seconds * SECOND + BigInt(time.millisecond) * 1_000_000n + BigInt(time.microsecond) * 1_000n + BigInt(time.nanosecond);
}

function plainTime(nanoseconds: bigint): Temporal.PlainTime {
  const { hours, minutes, seconds, milliseconds, microseconds, nanoseconds: rest } = durationOf(((nanoseconds % DAY) + DAY) % DAY);
  return new Temporal.PlainTime(hours, minutes, seconds, milliseconds, microseconds, rest);
}
