import { Temporal } from 'temporal-polyfill';
import type { Actor, Message } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';

/** What a scenario says before its `when`. */
export interface Setting {
  readonly application: ApplicationDefinition;
  /** Where it stands in the model: `model/bank.yaml:138`. */
  readonly source: string;
  /** The time at which everything in it happens. */
  readonly at: Temporal.Instant;
  readonly by: Actor | null;
  readonly given: readonly Message[];
}

/** A Thursday noon, for scenarios that do not say when they happen. */
export const USUAL_INSTANT = Temporal.Instant.from('2026-01-15T12:00:00Z');

export function settingOf(application: ApplicationDefinition, source: string): Setting {
  return { application, source, at: USUAL_INSTANT, by: null, given: [] };
}

/** Says when and by whom; each returns the scenario anew. */
export interface Scene<Scenario> {
  at(instant: Temporal.Instant | string): Scenario;
  by(actor: Actor): Scenario;
}

export function scene<Scenario>(setting: Setting, anew: (setting: Setting) => Scenario): Scene<Scenario> {
  return {
    at: (instant) => anew({ ...setting, at: Temporal.Instant.from(instant) }),
    by: (actor) => anew({ ...setting, by: actor }),
  };
}
