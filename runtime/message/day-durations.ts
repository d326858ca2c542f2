import type { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { exactDecimal, quotient, rounded, roundedDecimalQuotient } from './arithmetic.ts';

/** Lengths of time in days, hours, minutes and seconds. A day is 24 hours, so they add, compare and divide as numbers do. */

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;

/** How long a days and time duration is. */
export function nanosecondsIn({ days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds }: Temporal.Duration): bigint {
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  return whole * SECOND + BigInt(milliseconds) * 1_000_000n + BigInt(microseconds) * 1_000n + BigInt(nanoseconds);
}

/** The duration of that many nanoseconds, in days of 24 hours and what remains. */
export function durationOf(length: bigint): Temporal.Duration {
  const rest = length % DAY;
  return Temporal.Duration.from({
    days: Number(length / DAY),
    hours: Number(rest / (3_600n * SECOND)),
    minutes: Number((rest / (60n * SECOND)) % 60n),
    seconds: Number((rest / SECOND) % 60n),
    milliseconds: Number((rest / 1_000_000n) % 1_000n),
    microseconds: Number((rest / 1_000n) % 1_000n),
    nanoseconds: Number(rest % 1_000n),
  });
}

/** Counted in days first: `PT36H` is `P1DT12H`. */
export function balanced(duration: Temporal.Duration): Temporal.Duration {
  return durationOf(nanosecondsIn(duration));
}

/** As the DMN standard writes it: `P1DT2H`, `-PT0.5S`, `PT0S`. */
export function durationText(duration: Temporal.Duration): string {
  return balanced(duration).toString();
}

const WRITTEN = /^-?P(?=[0-9T])(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]{1,9})?S)?)?$/;

/** Reads `P1DT2H`; nothing where `text` is no days and time duration. */
export function durationFrom(text: string): Temporal.Duration | null {
  return WRITTEN.test(text) ? orNull(() => balanced(Temporal.Duration.from(text))) : null;
}

/** What `make` gives, or nothing where Temporal has no such value. */
export function orNull<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/** Of the seconds of a duration, counted in days first, in units of a nanosecond: 1.5 seconds are `1_500_000_000n`. */
export function secondsOf(duration: Temporal.Duration): bigint {
  return nanosecondsIn(duration) % (60n * SECOND);
}

/** Less than a nanosecond is left off. */
export function durationTimes(duration: Temporal.Duration, factor: Decimal): Temporal.Duration {
  return durationOf(rounded(exactDecimal(nanosecondsIn(duration)).times(factor), 0, 'down'));
}

/** Less than a nanosecond is left off. The divisor is not zero. */
export function durationOver(duration: Temporal.Duration, divisor: Decimal): Temporal.Duration {
  return durationOf(roundedDecimalQuotient(exactDecimal(nanosecondsIn(duration)), divisor, 0, 'down'));
}

/** How many times `divisor`, which is not of no length, goes into `duration`. */
export function durationRatio(duration: Temporal.Duration, divisor: Temporal.Duration): Decimal {
  return quotient(nanosecondsIn(duration), nanosecondsIn(divisor));
}
