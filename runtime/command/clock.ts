import { Temporal } from 'temporal-polyfill';
import type { CommandContext } from '../aggregate/decider.ts';
import { type Actor, idOfActor } from '../message/message.ts';

/** What time it is. Tests bring their own. */
export type Clock = () => Temporal.Instant;

export const systemClock: Clock = () => Temporal.Instant.fromEpochMilliseconds(Date.now());

/** A moment as it is recorded: in milliseconds, because every store and JSON keep those exactly. */
export function recordedMoment(moment: Temporal.Instant): Temporal.Instant {
  return moment.epochNanoseconds % NANOSECONDS_IN_A_MILLISECOND === 0n ? moment : moment.round({ smallestUnit: 'millisecond', roundingMode: 'floor' });
}

const NANOSECONDS_IN_A_MILLISECOND = 1_000_000n;

/** The moment of what happens now, after `last`: clocks jump back, and that of another process may be ahead, but time in a stream never runs backward. */
export function momentAfterLast(clock: Clock, last: Temporal.Instant | undefined): Temporal.Instant {
  const now = recordedMoment(clock());
  return last !== undefined && last.epochNanoseconds > now.epochNanoseconds ? last : now;
}

/** The date of `moment` in a time zone. */
export function dateAt(moment: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return moment.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** What rules see of the world outside. The time a rule was judged by is the time a replay folds. */
export type ContextAt = (moment: Temporal.Instant, actor: Actor | null) => CommandContext;

/** For rules whose `today` is a date in `timeZone`. */
export function contextsIn(timeZone: string): ContextAt {
  const dateOf = datesIn(timeZone);
  return (moment, actor) => {
    const now = recordedMoment(moment);
    return { now, today: dateOf(now), actor: actor?.name ?? '', actorId: idOfActor(actor) };
  };
}

interface Day {
  /** In milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly date: Temporal.PlainDate;
}

/** The day of the last question is remembered: a time zone's rules take a hundred times as long as a command. */
function datesIn(timeZone: string): (moment: Temporal.Instant) => Temporal.PlainDate {
  let day: Day | undefined;
  return (moment) => {
    const milliseconds = moment.epochMilliseconds;
    if (day === undefined || milliseconds < day.from || milliseconds >= day.until) day = dayAround(moment.toZonedDateTimeISO(timeZone));
    return day.date;
  };
}

const DAY = 86_400_000;

/** From midnight to midnight, unless the clocks are put forward or back in between: then only as far as they are not. */
function dayAround(moment: Temporal.ZonedDateTime): Day {
  const { epochMilliseconds: now, hour, minute, second, millisecond } = moment;
  const midnight = now - (((hour * 60 + minute) * 60 + second) * 1000 + millisecond);
  // Whoever stands on a change already belongs to what comes after it.
  const [before, after] = [moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous'), moment.getTimeZoneTransition('next')];
  return {
    from: Math.max(midnight, before?.epochMilliseconds ?? midnight),
    until: Math.min(midnight + DAY, after?.epochMilliseconds ?? midnight + DAY),
    date: moment.toPlainDate(),
  };
}
