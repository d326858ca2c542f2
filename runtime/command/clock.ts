import { Temporal } from 'temporal-polyfill';
import type { CommandContext } from '../aggregate/decider.ts';

/** What time it is. Tests bring their own. */
export type Clock = () => Temporal.Instant;

export const systemClock: Clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now());

/**
 * What rules see of `moment`. Milliseconds, because every store and JSON keep those exactly: the time a rule was
 * judged by is then the time a replay folds.
 */
export function contextAt(moment: Temporal.Instant, timeZone: string): CommandContext {
  const now = moment.round({ smallestUnit: 'millisecond', roundingMode: 'trunc' });
  return { now, today: now.toZonedDateTimeISO(timeZone).toPlainDate() };
}
