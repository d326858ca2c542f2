import { Temporal } from 'temporal-polyfill';
import { orNull } from './day-durations.ts';

/**
 * Where a clock stands: an offset from UTC like `+02:00`, a zone like `Europe/Paris`, or nowhere in particular. UTC
 * itself is the offset `Z`, as the DMN standard writes it; `Etc/UTC` is a zone of its own.
 */
export type ClockZone = string | null;

const OFFSET = /^([+-])([0-9]{2}):([0-5][0-9])(?::([0-5][0-9]))?$/;

/** Seconds ahead of UTC; nothing of a zone, whose offset depends on the day. */
export function offsetSeconds(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const [, sign, hours, minutes, seconds] = OFFSET.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0));
}

/** `+02:00`, `-05:30`, `Z`. */
export function offsetZone(seconds: number): string {
  if (seconds === 0) return 'Z';
  const [ahead, two] = [Math.abs(seconds), (part: number): string => String(part).padStart(2, '0')];
  const rest = ahead % 60 === 0 ? '' : `:${two(ahead % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(ahead / 3600))}:${two(Math.floor(ahead / 60) % 60)}${rest}`;
}

/** As far from UTC as any clock is taken to be. */
const MOST_OFFSET = 14 * 3600;

/** The zone behind a time: `''`, `Z`, `+02:00`, `@Europe/Paris`. Not defined where it is none. */
export function zoneFrom(text: string): ClockZone | undefined {
  if (text === '') return null;
  if (text.startsWith('@')) return isZone(text.slice(1)) ? text.slice(1) : undefined;
  const seconds = offsetSeconds(text);
  return seconds === undefined || Math.abs(seconds) > MOST_OFFSET ? undefined : offsetZone(seconds);
}

function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && orNull(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)) !== null;
}

/** Behind a time, as it is written. */
export function zoneText(zone: ClockZone): string {
  return zone === null ? '' : offsetSeconds(zone) === undefined ? `@${zone}` : zone;
}
