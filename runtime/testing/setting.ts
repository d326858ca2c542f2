import { Temporal } from 'temporal-polyfill';
import type { Actor, Message } from '../message/message.ts';
import { momentAfter } from '../message/time-arithmetic.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';

/** What a scenario says before its `when`. */
export interface Setting {
  readonly application: ApplicationDefinition;
  /** Where it stands in the model: `model/bank.yaml:138`. */
  readonly source: string;
  /** The time at which it begins. Everything in it happens then, until time passes. */
  readonly at: Temporal.Instant;
  /** Nobody in particular, unless given. */
  readonly by: Actor | null;
  /** In order. */
  readonly given: readonly (Message | TimePassing)[];
}

/** A Thursday noon, for scenarios that do not say when they happen. */
export const USUAL_INSTANT = Temporal.Instant.from('2026-01-15T12:00:00Z');

export function settingOf(application: ApplicationDefinition, source: string): Setting {
  return { application, source, at: USUAL_INSTANT, by: null, given: [] };
}

/** Says when, by whom, and how much later; each returns the scenario anew. */
export interface Scene<Scenario> {
  at(instant: Temporal.Instant | string): Scenario;
  /** An actor of the model, and who exactly, where that matters. Unless given, a command is sent by the first who may send it. */
  by(actor: string, id?: string): Scenario;
  /** Before what is given next, or happens. What falls due meanwhile is over by then: what came of it is given, where it matters. */
  timePasses(duration: Temporal.DurationLike): Scenario;
}

export function scene<Scenario>(setting: Setting, anew: (setting: Setting) => Scenario): Scene<Scenario> {
  return {
    at: (instant) => anew({ ...setting, at: Temporal.Instant.from(instant) }),
    by: (name, id) => anew({ ...setting, by: { name, id: id ?? null } }),
    timePasses: (passes) => anew({ ...setting, given: [...setting.given, { passes }] }),
  };
}

/** What stands in a scenario, where it is not a message: that time passes. */
export interface TimePassing {
  readonly passes: Temporal.DurationLike;
}

/** The messages that are given. */
export function givenMessages({ given }: Setting): readonly Message[] {
  return given.flatMap((each) => ('passes' in each ? [] : [each]));
}

/** A day is 24 hours here, as it is for a policy's `after`. */
export function momentThen(now: Temporal.Instant, { passes }: TimePassing): Temporal.Instant {
  return momentAfter(now, Temporal.Duration.from(passes));
}
