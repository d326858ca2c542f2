import type { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { exactDecimal, quotient, rounded, roundedDecimalQuotient } from './arithmetic.ts';
import { orNull } from './day-durations.ts';

/** Years and months, whose length in days nobody can tell: `P1Y2M` is fourteen months and nothing else. */

export function monthsIn({ years, months }: Temporal.Duration): number {
  return years * 12 + months;
}

/** Negative when `a` is the shorter. */
export function compareMonths(a: Temporal.Duration, b: Temporal.Duration): number {
  return monthsIn(a) - monthsIn(b);
}

export function monthDuration(months: number): Temporal.Duration {
  return Temporal.Duration.from({ years: Math.trunc(months / 12) + 0, months: (months % 12) + 0 });
}

/** Reads `P1Y2M`; nothing where `text` is no years and months duration. */
export function monthDurationFrom(text: string): Temporal.Duration | null {
  return /^-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?$/.test(text) ? orNull(() => monthDuration(monthsIn(Temporal.Duration.from(text)))) : null;
}

/** As the DMN standard writes it: `P1Y2M`, `-P3M`, `P0M`. */
export function monthDurationText(duration: Temporal.Duration): string {
  const months = monthsIn(duration);
  return months === 0 ? 'P0M' : monthDuration(months).toString();
}

/** The sum of two durations in months; what they have of days is left out. */
export function monthsPlus(a: Temporal.Duration, b: Temporal.Duration): Temporal.Duration {
  return monthDuration(monthsIn(a) + monthsIn(b));
}

/** The difference of two durations in months; what they have of days is left out. */
export function monthsMinus(a: Temporal.Duration, b: Temporal.Duration): Temporal.Duration {
  return monthDuration(monthsIn(a) - monthsIn(b));
}

/** Less than a month is left off. */
export function monthsTimes(duration: Temporal.Duration, factor: Decimal): Temporal.Duration {
  return monthDuration(Number(rounded(exactDecimal(monthsIn(duration)).times(factor), 0, 'down')));
}

/** Less than a month is left off. The divisor is not zero. */
export function monthsOver(duration: Temporal.Duration, divisor: Decimal): Temporal.Duration {
  return monthDuration(Number(roundedDecimalQuotient(exactDecimal(monthsIn(duration)), divisor, 0, 'down')));
}

/** How many times `divisor`, which is not of no months, goes into `duration`. */
export function monthsRatio(duration: Temporal.Duration, divisor: Temporal.Duration): Decimal {
  return quotient(BigInt(monthsIn(duration)), BigInt(monthsIn(divisor)));
}

/** Whole months from one day to another: 30 January to 28 February is none. */
export function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.Duration {
  return from.until(to, { largestUnit: 'year' }).with({ days: 0, weeks: 0 });
}
