import { Temporal } from 'temporal-polyfill';
import type { CommandContext } from '../aggregate/decider.ts';
import { type Actor, idOfActor } from '../message/message.ts';

/** What time it is. Tests bring their own. */
export type Clock = () => Temporal.Instant;

export const systemClock: Clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now());

/** A moment as it is recorded: in milliseconds, because every store and JSON keep those exactly. */
export function recordedMoment(moment: Temporal.Instant): Temporal.Instant {
  return moment.round({ smallestUnit: 'millisecond', roundingMode: 'trunc' });
}

/** The date of `moment` in a time zone. */
export function dateAt(moment: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return moment.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** What rules see of the world outside. The time a rule was judged by is the time a replay folds. */
export function contextAt(moment: Temporal.Instant, timeZone: string, actor: Actor | null): CommandContext {
  const now = recordedMoment(moment);
  return { now, today: dateAt(now, timeZone), actorId: idOfActor(actor) };
}
