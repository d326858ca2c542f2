import { type Clock, systemClock } from '../command/clock.ts';
import type { Store } from '../store/store.ts';
import { type Head, watchHead } from '../subscription/head.ts';
import { createSignal, type Signal } from '../subscription/signal.ts';
import { subscribe, type Subscription } from '../subscription/subscription.ts';
import type { ApplicationDefinition } from './application.ts';
import { type Assembly, assemble } from './assembly.ts';
import { type DeliveryLoop, deliverRequests } from './delivery-loop.ts';
import type { Outbox } from './outbox.ts';
import type { RunningApplication } from './running-application.ts';
import { keepTime, type TimeLoop } from './time-loop.ts';

export interface StartOptions {
  /** The system's unless given. */
  readonly clock?: Clock;
  /** How long a lost wake-up delays at most; 250 unless given. */
  readonly pollInMilliseconds?: number;
  /** Most events a read model or a policy handles in one step; 500 unless given. */
  readonly batchSize?: number;
  /** Hears of every failure of a read model, a policy or a request, each time before it is tried again. Must not throw. */
  onFailure?(subscription: string, error: unknown): void;
}

/** Everything of a running application that goes on by itself. */
interface AtWork {
  readonly assembly: Assembly;
  readonly news: Signal;
  readonly head: Head;
  readonly subscriptions: readonly Subscription[];
  readonly delivery: DeliveryLoop;
  readonly times: readonly TimeLoop[];
}

/**
 * Makes the read models' tables and begins to follow the log: one subscription for each read model and each policy, one
 * loop that delivers requests, and one that keeps time for each policy that acts later or at fixed times. A read model or
 * policy that has never run begins at the start of the log, and the clock of one at the moment it first runs.
 */
export async function startApplication(definition: ApplicationDefinition, store: Store, options: StartOptions = {}): Promise<RunningApplication> {
  const kept = createSignal();
  const assembly = await assemble(definition, store, { ...options, outbox: (real) => announcing(real, kept) });
  const news = createSignal();
  const poll = options.pollInMilliseconds ?? 250;
  const head = watchHead(store.events, poll, news);
  const onFailure = (name: string, error: unknown): void => options.onFailure?.(name, error);
  const subscriptions = [...assembly.projections, ...assembly.policies].map((follower) =>
    subscribe(follower, { head: head.position, news, pollInMilliseconds: poll, onFailure }),
  );
  const delivery = deliverRequests(assembly.dispatcher, kept, poll, (error) => onFailure(REQUESTS, error));
  const timeParts = { clock: options.clock ?? systemClock, events: store.events, news, pollInMilliseconds: poll, onFailure };
  const times = assembly.timed.map((policy) => keepTime(policy, timeParts));
  return running({ assembly, news, head, subscriptions, delivery, times });
}

const REQUESTS = 'Requests to external systems';

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
  const { assembly } = work;
  return {
    definition: assembly.definition,
    store: assembly.store,
    send: assembly.handler.send,
    report: assembly.report,
    find: assembly.find,
    list: assembly.list,
    caughtUpTo: async () => caughtUpTo(work),
    waitFor: (position, timeoutInMilliseconds) => waitFor(work, position, timeoutInMilliseconds),
    troubles: () => troublesOf(work),
    stop: () => stop(work),
  };
}

/** The position that the slowest has passed. */
function caughtUpTo({ head, subscriptions }: AtWork): bigint {
  const positions = subscriptions.map((subscription) => subscription.state().checkpoint);
  return positions.reduce((least, position) => (position < least ? position : least), positions[0] ?? head.position());
}

async function waitFor(work: AtWork, position: bigint, timeoutInMilliseconds: number): Promise<boolean> {
  const deadline = performance.now() + timeoutInMilliseconds;
  for (;;) {
    const seen = work.news.raised();
    if (caughtUpTo(work) >= position) return true;
    const left = deadline - performance.now();
    if (left <= 0) return false;
    await work.news.wait(seen, left);
  }
}

function troublesOf({ assembly, head, subscriptions, delivery, times }: AtWork): ReturnType<RunningApplication['troubles']> {
  const candidates: readonly (readonly [string, string | null | undefined])[] = [
    ['The log', head.trouble()],
    ...subscriptions.map((subscription) => [subscription.name, subscription.state().error] as const),
    ...times.map((time) => [time.name, time.trouble()] as const),
    ...assembly.dispatcher.troubles(),
    [REQUESTS, delivery.trouble()],
  ];
  return candidates.flatMap(([subscription, error]) => (typeof error === 'string' ? [{ subscription, error }] : []));
}

async function stop({ head, subscriptions, delivery, times }: AtWork): Promise<void> {
  await Promise.all([head.stop(), delivery.stop(), ...[...subscriptions, ...times].map((loop) => loop.stop())]);
}
