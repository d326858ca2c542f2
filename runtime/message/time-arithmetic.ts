import type { Temporal } from 'temporal-polyfill';

/** A day is 24 hours here: `Instant` itself knows no days, because it knows no time zone. */
export function momentAfter(moment: Temporal.Instant, duration: Temporal.Duration): Temporal.Instant {
  return moment.toZonedDateTimeISO('UTC').add(duration).toInstant();
}

/** So much earlier; see `momentAfter`. */
export function momentBefore(moment: Temporal.Instant, duration: Temporal.Duration): Temporal.Instant {
  return moment.toZonedDateTimeISO('UTC').subtract(duration).toInstant();
}

/** A date plus less than a day is the same date; minus less than a day, the date before. */
export function dateAfter(date: Temporal.PlainDate, duration: Temporal.Duration): Temporal.PlainDate {
  return date.toPlainDateTime().add(duration).toPlainDate();
}

/** So much earlier; see `dateAfter`. */
export function dateBefore(date: Temporal.PlainDate, duration: Temporal.Duration): Temporal.PlainDate {
  return date.toPlainDateTime().subtract(duration).toPlainDate();
}
