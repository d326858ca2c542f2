import { type CommandHandler, commandHandler } from '../command/command-handler.ts';
import { type Clock, systemClock } from '../command/clock.ts';
import type { Row, RowQuery } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import type { Follower } from '../subscription/follower.ts';
import type { ApplicationDefinition } from './application.ts';
import { clockPolicy, type ClockPolicyParts } from './clock-policy.ts';
import { delayedReactions } from './delayed-reactions.ts';
import { type Outbox, outbox } from './outbox.ts';
import type { PolicyDefinition } from './policy.ts';
import { policyFollower } from './policy-runner.ts';
import { projection } from './projection.ts';
import { type Report, reporting } from './report.ts';
import { type RequestDispatcher, requestDispatcher } from './request-dispatcher.ts';
import { tableOf } from './table.ts';
import type { TimedPolicy } from './timed-policy.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

export interface AssemblyOptions {
  readonly clock?: Clock;
  /** Most events a read model or a policy handles in one step; 500 unless given. */
  readonly batchSize?: number;
  /** Takes the place of what policies send to, to watch it or to keep it from being sent. */
  readonly outbox?: (real: Outbox) => Outbox;
}

/** The parts of an application on a store, put together, with nothing running yet. */
export interface Assembly {
  readonly definition: ApplicationDefinition;
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  readonly handler: CommandHandler;
  readonly report: Report;
  readonly projections: readonly Follower[];
  /** Those that follow the log; one of the clock does not. */
  readonly policies: readonly Follower[];
  /** Those that also act later, or at fixed times. */
  readonly timed: readonly TimedPolicy[];
  readonly dispatcher: RequestDispatcher;
  find(readModel: string, key: Row): Promise<Row | undefined>;
  list(readModel: string, query: RowQuery): Promise<readonly Row[]>;
}

/** Also makes the tables of the read models, or makes them anew where the model has changed. */
export async function assemble(definition: ApplicationDefinition, store: Store, options: AssemblyOptions = {}): Promise<Assembly> {
  const vocabulary = vocabularyOf(definition);
  const clock = options.clock ?? systemClock;
  const handler = commandHandler({ aggregates: definition.aggregates, registry: vocabulary.events, events: store.events, clock, timeZone: definition.timeZone });
  const real = outbox(handler, store.requests, clock);
  const parts = { store, vocabulary, timeZone: definition.timeZone, batchSize: options.batchSize ?? 500, outbox: options.outbox?.(real) ?? real };
  for (const readModel of definition.readModels) await store.readModels.prepare(tableOf(readModel, vocabulary.events));
  return {
    definition,
    store,
    vocabulary,
    handler,
    report: reporting({ vocabulary, events: store.events, clock }),
    projections: definition.readModels.map((readModel) => projection(readModel, parts)),
    policies: definition.policies.filter((policy) => policy.clock === undefined || Object.keys(policy.whenever).length > 0).map((policy) => policyFollower(policy, parts)),
    timed: definition.policies.flatMap((policy) => timedPolicies(policy, parts)),
    dispatcher: requestDispatcher(definition, store),
    find: async (readModel, key) => store.readModels.find(known(definition, readModel), key),
    list: async (readModel, query) => store.readModels.list(known(definition, readModel), query),
  };
}

function timedPolicies(policy: PolicyDefinition, parts: ClockPolicyParts): readonly TimedPolicy[] {
  const delayed = Object.values(policy.whenever).some(({ afterSeconds }) => afterSeconds !== undefined);
  return [...(delayed ? [delayedReactions(policy, parts)] : []), ...(policy.clock === undefined ? [] : [clockPolicy(policy, policy.clock, parts)])];
}

function known(definition: ApplicationDefinition, readModel: string): string {
  if (definition.readModels.some(({ name }) => name === readModel)) return readModel;
  throw new Error(`${definition.name} has no read model "${readModel}". It has ${definition.readModels.map(({ name }) => name).join(', ')}.`);
}
