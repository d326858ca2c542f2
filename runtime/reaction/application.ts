import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { ConnectedSystem } from './external-system.ts';
import type { PolicyDefinition } from './policy.ts';
import type { ReadModelDefinition } from './read-model.ts';

/** Somebody who decides: a name on the wall, which commands and read models refer to. */
export interface ActorDefinition {
  readonly name: string;
  readonly about?: string;
}

/** Everything a model became: what the runtime runs and the server serves. */
export interface ApplicationDefinition {
  readonly name: string;
  readonly about?: string;
  /** Names the model's schema in the database: `bank`. Letters, digits and `_` only. */
  readonly slug: string;
  /** IANA name; "today" is a date there. */
  readonly timeZone: string;
  readonly actors: readonly ActorDefinition[];
  readonly aggregates: readonly AggregateDefinition[];
  readonly policies: readonly PolicyDefinition[];
  readonly readModels: readonly ReadModelDefinition[];
  readonly externalSystems: readonly ConnectedSystem[];
}
