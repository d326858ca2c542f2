import { Temporal } from 'temporal-polyfill';
import { assertNever } from '../message/assert-never.ts';
import type { Schedule } from './policy.ts';

/** Longer than any schedule pauses, also over a day that a time zone left out. */
const MOST_DAYS = 400;

/**
 * When a schedule strikes next, strictly behind `after`. A time of the day that a change of the clocks leaves out is made
 * up for as late as the clocks were put on, and one that comes twice counts the first time: every day strikes once.
 */
export function nextStroke(schedule: Schedule, after: Temporal.Instant, timeZone: string): Temporal.Instant {
  if (schedule.kind === 'interval') return afterInterval(schedule.minutes, after);
  const time = Temporal.PlainTime.from(schedule.at);
  // From the day before: what was put off for a change of the clocks may fall on the day after its own.
  let day = after.toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  for (let looked = 0; looked < MOST_DAYS; looked += 1, day = day.add({ days: 1 })) {
    if (!isDayOf(schedule, day)) continue;
    const stroke = day.toZonedDateTime({ timeZone, plainTime: time }).toInstant();
    if (Temporal.Instant.compare(stroke, after) > 0) return stroke;
  }
  throw new Error(`A schedule of the kind "${schedule.kind}" never strikes behind ${after.toString()}.`);
}

type DaySchedule = Exclude<Schedule, { kind: 'interval' }>;

function isDayOf(schedule: DaySchedule, day: Temporal.PlainDate): boolean {
  switch (schedule.kind) {
    case 'daily':
      return true;
    case 'weekly':
      return day.dayOfWeek === schedule.weekday;
    case 'monthly':
      return day.day === schedule.day;
    default:
      return assertNever(schedule);
  }
}

const MILLISECONDS_OF_A_MINUTE = 60_000;

/** Intervals divide a day, and the first of them began at midnight UTC. */
function afterInterval(minutes: number, after: Temporal.Instant): Temporal.Instant {
  const interval = minutes * MILLISECONDS_OF_A_MINUTE;
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(after.epochMilliseconds / interval) + 1) * interval);
}
