import { WrittenByNewer } from '../message/written-by-newer.ts';
import type { Failure } from '../store/checkpoint-store.ts';
import type { Lease } from '../store/lease-store.ts';
import type { Follower } from './follower.ts';
import { HandlerFailure } from './handler-failure.ts';
import { type Loop, type LoopControl, startLoop } from './loop.ts';
import { printable } from './printable.ts';
import type { Signal } from './signal.ts';
import { afterNews, backOff, beforeStart, checkpointOf, type NextMove, nextMove, type SubscriptionNews, type SubscriptionState } from './subscription-state.ts';

/** A follower that is kept going, while this worker has its lease. */
export interface Subscription extends Loop {
  readonly follower: Follower;
  state(): SubscriptionState;
  /** How far it is, when this worker has the lease and knows. */
  position(): bigint | undefined;
  /** This key is wanted again: see `ParkingStore`. */
  retry(key: string): void;
}

export interface SubscriptionParts {
  readonly head: () => bigint;
  /** Raised when the log has grown, when any follower has advanced (one may be waiting for another), and when leases have changed. */
  readonly news: Signal;
  readonly pollInMilliseconds: number;
  /** How often an event is tried before it is parked. */
  readonly attempts: number;
  /** The lease of this name, while it is held. */
  lease(name: string): Lease | undefined;
  /** Somebody else is to have it. */
  giveUp(name: string): void;
  /** Keeps a failure, see `CheckpointStore`. */
  noteFailure(subscription: string, failure: Failure): Promise<void>;
  /** Hears of every failure, before it is tried again. */
  onFailure(name: string, error: unknown): void;
}

/** Effects here, transitions in `subscription-state.ts`. */
export function subscribe(follower: Follower, parts: SubscriptionParts): Subscription {
  let state = beforeStart;
  let holding: Lease | undefined;
  let told = performance.now();
  // The news it has taken into account. Read before a step begins: what comes in while it runs must not be slept through.
  let seen = parts.news.raised();
  const wanted = new Set<string>();
  const turn = async (control: LoopControl): Promise<void> => {
    const lease = parts.lease(follower.id);
    if (lease === undefined) return rest(control);
    if (lease.token !== holding?.token) {
      [holding, state] = [lease, afterNews(state, { kind: 'leased' })];
    }
    const move = nextMove(state, parts.head(), parts.pollInMilliseconds, performance.now() - told);
    const [key] = state.kind === 'following' ? wanted : [];
    const before = checkpointOf(state);
    if (move.kind === 'pause' && key === undefined) {
      await (move.untilWoken ? control.pause(seen, move.milliseconds) : control.rest(move.milliseconds));
      seen = parts.news.raised();
      state = afterNews(state, { kind: 'awake' });
      return;
    }
    seen = parts.news.raised();
    if (key !== undefined) wanted.delete(key);
    const news = await work(follower, parts, () => (key === undefined ? act(follower, move, lease, parts.head()) : follower.retryParked(key, { after: before, head: before, stored: storedIn(state), lease })));
    state = afterNews(state, news);
    if (news.kind !== 'passed') told = performance.now();
    if (checkpointOf(state) > before) parts.news.raise();
  };
  const rest = async (control: LoopControl): Promise<void> => {
    holding = undefined;
    await control.pause(seen, parts.pollInMilliseconds);
    seen = parts.news.raised();
  };
  const loop = startLoop(parts.news, turn);
  return {
    follower,
    state: () => state,
    position: () => (holding !== undefined && parts.lease(follower.id)?.token === holding.token && 'checkpoint' in state ? state.checkpoint : undefined),
    retry: (key) => void wanted.add(key),
    stop: loop.stop,
  };
}

const storedIn = (state: SubscriptionState): bigint => ('stored' in state ? state.stored : 0n);

async function act(follower: Follower, move: NextMove, lease: Lease, head: bigint): Promise<SubscriptionNews> {
  if (move.kind !== 'step') return { kind: 'found', ...(await follower.resume()) };
  const { after, stored, lazily } = move;
  return follower.step({ after, stored, head: head < after ? after : head, lease, lazily });
}

async function work(follower: Follower, parts: SubscriptionParts, doing: () => Promise<SubscriptionNews>): Promise<SubscriptionNews> {
  try {
    return await doing();
  } catch (error) {
    parts.onFailure(follower.name, error);
    if (newerIn(error)) parts.giveUp(follower.id);
    else if (error instanceof HandlerFailure) return couldNot(follower, parts, error);
    return { kind: 'failed', error: messageOf(error) };
  }
}

function newerIn(error: unknown): boolean {
  return error instanceof WrittenByNewer || (error instanceof Error && error.cause !== undefined && newerIn(error.cause));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Counts the attempt, and parks the event when there were enough. */
async function couldNot(follower: Follower, parts: SubscriptionParts, error: HandlerFailure): Promise<SubscriptionNews> {
  try {
    const { position: from, failure: known } = await follower.resume();
    const attempts = known?.position === error.event.position ? known.attempts + 1 : 1;
    const lease = parts.lease(follower.id);
    if (lease === undefined) return { kind: 'leased' };
    if (attempts >= parts.attempts || error.waitsFor !== undefined) return await follower.park(error, { after: from, head: from, lease });
    const failure: Failure = { position: error.event.position, attempts, error: printable(error.message), retryInMilliseconds: backOff(attempts) };
    await parts.noteFailure(follower.id, failure);
    return { kind: 'could not handle', failure };
  } catch (another) {
    parts.onFailure(follower.name, another);
    return { kind: 'failed', error: messageOf(another) };
  }
}
