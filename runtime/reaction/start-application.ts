import { type Clock, systemClock } from '../command/clock.ts';
import type { Store } from '../store/store.ts';
import { type Head, watchHead } from '../subscription/head.ts';
import { createSignal, type Signal } from '../subscription/signal.ts';
import { countFailure } from '../telemetry/consumers.ts';
import type { ApplicationDefinition } from './application.ts';
import { type Assembly, type AssemblyOptions, assemble } from './assembly.ts';
import { type DeliveryLoop, deliverRequests } from './delivery-loop.ts';
import { showGauges } from './gauges.ts';
import type { Outbox } from './outbox.ts';
import type { RunningApplication } from './running-application.ts';
import { keepTime, type TimeLoop } from './time-loop.ts';
import { beginPolicies, ownFirst, type Positions, positionsOf } from './waiting.ts';
import { startWorkforce, type Workforce } from './workforce.ts';

/** How an application is to work. All of it may be left out. */
export interface StartOptions extends Pick<AssemblyOptions, 'claimInMilliseconds' | 'answerInMilliseconds'> {
  /** The system's unless given. */
  readonly clock?: Clock;
  /** How long a lost wake-up delays at most; 250 unless given. */
  readonly pollInMilliseconds?: number;
  /** Most events a read model or a policy handles in one step; 1,000 unless given. */
  readonly batchSize?: number;
  /** In how many parts, by stream, each policy reacts, so that several processes can share it; 4 unless given. */
  readonly policyShares?: number;
  /** How long the work of a process that died waits for another one; 5,000 unless given. */
  readonly leaseInMilliseconds?: number;
  /** How often an event is tried before it is parked; 5 unless given. */
  readonly attempts?: number;
  /** Hears of every failure of a read model, a policy or a request, and of a store that does not answer, each time before it is tried again. Must not throw. */
  onFailure?(subscription: string, error: unknown): void;
}

/** Everything of a running application that goes on by itself. */
interface AtWork {
  readonly assembly: Assembly;
  readonly head: Head;
  readonly workforce: Workforce;
  readonly delivery: DeliveryLoop;
  readonly times: readonly TimeLoop[];
  readonly positions: Positions;
  hideGauges(): void;
}

const POLICY_SHARES = 4;
const LEASE_IN_MILLISECONDS = 5_000;
const ATTEMPTS = 5;
const REQUESTS = 'Requests to external systems';
const LOG = 'The log';

/**
 * Makes the read models' tables and begins to follow the log: one subscription for each table and each share of a policy, one
 * loop that delivers requests, and one that keeps time for each policy that acts later or at fixed times. Processes on one
 * store share the work by leases. A read model that has never run begins at the start of the log; a policy at its end, for
 * what has happened before it was there is none of its business; and the clock of one at the moment it first runs.
 */
export async function startApplication(definition: ApplicationDefinition, store: Store, options: StartOptions = {}): Promise<RunningApplication> {
  const { pollInMilliseconds = 250, policyShares = POLICY_SHARES, leaseInMilliseconds = LEASE_IN_MILLISECONDS, attempts = ATTEMPTS } = options;
  const [kept, news] = [createSignal(), createSignal()];
  let workforce: Workforce | undefined;
  const assembly = await assemble(definition, store, { ...options, policyShares, outbox: (real) => announcing(real, kept), standings: (stored) => ownFirst(stored, () => workforce) });
  await beginPolicies(assembly, store, policyShares);
  const onFailure = (name: string, error: unknown): void => {
    countFailure(name, error);
    options.onFailure?.(name, error);
  };
  const head = watchHead(store.events, pollInMilliseconds, news, (error) => onFailure(LOG, error));
  const parts = { head: head.position, news, pollInMilliseconds, onFailure };
  const crew = await startWorkforce({ ...parts, assembly, attempts, leaseInMilliseconds, otherLeases: assembly.timed.map(({ id }) => id) });
  workforce = crew;
  const delivery = deliverRequests(assembly.dispatcher, kept, pollInMilliseconds, (error) => onFailure(REQUESTS, error));
  const timeParts = { clock: options.clock ?? systemClock, events: store.events, news, pollInMilliseconds, lease: crew.leases.lease, onFailure };
  const times = assembly.timed.map((policy) => keepTime(policy, timeParts));
  const positions = positionsOf({ assembly, workforce: crew, head: head.position, news, policyShares });
  const hideGauges = showGauges({ head, workforce: crew, requests: store.requests });
  return running({ assembly, head, workforce: crew, delivery, times, positions, hideGauges });
}

function announcing(real: Outbox, kept: Signal): Outbox {
  return {
    sendCommand: real.sendCommand,
    keepRequest: async (request) => {
      await real.keepRequest(request);
      kept.raise();
    },
  };
}

function running(work: AtWork): RunningApplication {
  const { assembly, positions } = work;
  return {
    definition: assembly.definition,
    store: assembly.store,
    send: assembly.handler.send,
    report: assembly.report,
    find: assembly.find,
    list: assembly.list,
    caughtUpTo: positions.caughtUpTo,
    waitFor: positions.waitFor,
    troubles: () => troublesOf(work),
    stop: () => stop(work),
  };
}

function troublesOf({ assembly, head, workforce, delivery, times }: AtWork): ReturnType<RunningApplication['troubles']> {
  const candidates: readonly (readonly [string, string | null | undefined])[] = [
    [LOG, head.trouble() ?? workforce.trouble()],
    ...workforce.subscriptions().map(({ follower, state }) => [follower.name, state().error] as const),
    ...workforce.parked().map(({ subscription, key, events, error }) => [subscription, `${events === 1 ? 'One event is' : `${events} events are`} parked under ${key}: ${error ?? 'it is wanted again.'}`] as const),
    ...times.map((time) => [time.name, time.trouble()] as const),
    ...assembly.dispatcher.troubles(),
    [REQUESTS, delivery.trouble()],
  ];
  return candidates.flatMap(([subscription, error]) => (typeof error === 'string' ? [{ subscription, error }] : []));
}

/** Leases are given back last, when nobody works on them any more. */
async function stop({ head, workforce, delivery, times, hideGauges }: AtWork): Promise<void> {
  hideGauges();
  await Promise.all([head.stop(), delivery.stop(), ...times.map((loop) => loop.stop())]);
  await workforce.stop();
}
