import { type CommandHandler, commandHandler } from '../command/command-handler.ts';
import { type Clock, systemClock } from '../command/clock.ts';
import { shareId } from '../store/checkpoint-store.ts';
import type { KnownTable, Row, RowQuery } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import { createFeed } from '../subscription/feed.ts';
import type { Follower } from '../subscription/follower.ts';
import type { ApplicationDefinition } from './application.ts';
import { clockPolicy, type ClockPolicyParts } from './clock-policy.ts';
import { delayedReactions } from './delayed-reactions.ts';
import { type Outbox, outbox } from './outbox.ts';
import type { PolicyDefinition } from './policy.ts';
import { policyFollower } from './policy-runner.ts';
import { projection } from './projection.ts';
import { type Report, reporting } from './report.ts';
import { type RequestDispatcher, requestDispatcher, type RequestDispatcherOptions } from './request-dispatcher.ts';
import { type Standings, standingsIn } from './standings.ts';
import { tableOf } from './table.ts';
import type { TimedPolicy } from './timed-policy.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

export interface AssemblyOptions extends RequestDispatcherOptions {
  readonly clock?: Clock;
  /** Most events a read model or a policy handles in one step; 1,000 unless given. */
  readonly batchSize?: number;
  /** In how many parts, by stream, each policy reacts; 1 unless given. */
  readonly policyShares?: number;
  /** Takes the place of what policies send to, to watch it or to keep it from being sent. */
  readonly outbox?: (real: Outbox) => Outbox;
  /** Takes the place of asking the store how far read models and policies are. */
  readonly standings?: (stored: Standings) => Standings;
}

/** The parts of an application on a store, put together, with nothing running yet. */
export interface Assembly {
  readonly definition: ApplicationDefinition;
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  readonly handler: CommandHandler;
  readonly report: Report;
  /** One for each table that has to be filled, as of now. */
  readonly projections: readonly Follower[];
  /** For a table that has come since. */
  projectionInto(table: KnownTable): Follower;
  /** Those that follow the log, in all their shares; one of the clock does not. */
  readonly policies: readonly Follower[];
  /** Those that also act later, or at fixed times. */
  readonly timed: readonly TimedPolicy[];
  readonly dispatcher: RequestDispatcher;
  find(readModel: string, key: Row): Promise<Row | undefined>;
  list(readModel: string, query: RowQuery): Promise<readonly Row[]>;
}

/** Also makes the tables of the read models that are new, or whose definition has changed. */
export async function assemble(definition: ApplicationDefinition, store: Store, options: AssemblyOptions = {}): Promise<Assembly> {
  const vocabulary = vocabularyOf(definition);
  const { clock = systemClock, policyShares = 1, batchSize = 1000 } = options;
  const handler = commandHandler({ aggregates: definition.aggregates, registry: vocabulary.events, events: store.events, snapshots: store.snapshots, clock, timeZone: definition.timeZone });
  const real = outbox(handler, store.requests, clock);
  const stored = standingsIn(store, (policy) => Array.from({ length: policyShares }, (_, number) => shareId(policy, number, policyShares)));
  const standings = options.standings?.(stored) ?? stored;
  const parts = { store, feed: createFeed(store.events), vocabulary, timeZone: definition.timeZone, batchSize, outbox: options.outbox?.(real) ?? real, standings };
  const projectionInto = (table: KnownTable): Follower => projection(readModelOf(definition, table.name), table, parts);
  const tables: KnownTable[] = [];
  for (const readModel of definition.readModels) {
    await store.readModels.prepare(tableOf(readModel, vocabulary.events));
    tables.push(...(await store.readModels.tables(readModel.name)));
  }
  return {
    definition,
    store,
    vocabulary,
    handler,
    report: reporting({ vocabulary, events: store.events, clock }),
    projections: tables.map(projectionInto),
    projectionInto,
    policies: definition.policies.filter(followsTheLog).flatMap((policy) => Array.from({ length: policyShares }, (_, number) => policyFollower(policy, { number, of: policyShares }, parts))),
    timed: definition.policies.flatMap((policy) => timedPolicies(policy, parts)),
    dispatcher: requestDispatcher(definition, store, options),
    find: async (readModel, key) => store.readModels.find(readModelOf(definition, readModel).name, key),
    list: async (readModel, query) => store.readModels.list(readModelOf(definition, readModel).name, query),
  };
}

/** One of the clock alone has nothing to follow. */
export function followsTheLog(policy: PolicyDefinition): boolean {
  return policy.clock === undefined || Object.keys(policy.whenever).length > 0;
}

function timedPolicies(policy: PolicyDefinition, parts: ClockPolicyParts): readonly TimedPolicy[] {
  const delayed = Object.values(policy.whenever).some(({ afterSeconds }) => afterSeconds !== undefined);
  return [...(delayed ? [delayedReactions(policy, parts)] : []), ...(policy.clock === undefined ? [] : [clockPolicy(policy, policy.clock, parts)])];
}

function readModelOf({ name: application, readModels }: ApplicationDefinition, wanted: string): ApplicationDefinition['readModels'][number] {
  const found = readModels.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new Error(`${application} has no read model "${wanted}". It has ${readModels.map(({ name }) => name).join(', ')}.`);
}
