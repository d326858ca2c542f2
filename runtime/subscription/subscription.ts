import type { Follower } from './follower.ts';
import { type Loop, type LoopControl, startLoop } from './loop.ts';
import type { Signal } from './signal.ts';
import { afterNews, beforeStart, type NextMove, nextMove, type Pause, type SubscriptionNews, type SubscriptionState } from './subscription-state.ts';

/** A follower that is kept going. */
export interface Subscription extends Loop {
  readonly name: string;
  state(): SubscriptionState;
}

export interface SubscriptionParts {
  readonly head: () => bigint;
  /** Raised when the log has grown, and when any follower has advanced: one may be waiting for another. */
  readonly news: Signal;
  readonly pollInMilliseconds: number;
  /** Hears of every failure, before it is tried again. */
  onFailure(name: string, error: unknown): void;
}

/** Effects here, transitions in `subscription-state.ts`. */
export function subscribe(follower: Follower, parts: SubscriptionParts): Subscription {
  let state = beforeStart;
  // The news it has taken into account. Read before a step begins: what comes in while it runs must not be slept through.
  let seen = parts.news.raised();
  const loop = startLoop(parts.news, async (control) => {
    const move = nextMove(state, parts.head(), parts.pollInMilliseconds);
    if (move.kind === 'step') seen = parts.news.raised();
    const news = move.kind === 'pause' ? await pause(move.pause, control, seen) : await work(move, follower, state, parts);
    if (move.kind === 'pause') seen = parts.news.raised();
    const before = state.checkpoint;
    state = afterNews(state, news);
    if (state.checkpoint > before) parts.news.raise();
  });
  return { name: follower.name, state: () => state, stop: loop.stop };
}

async function pause({ milliseconds, untilWoken }: Pause, control: LoopControl, seen: number): Promise<SubscriptionNews> {
  await (untilWoken ? control.pause(seen, milliseconds) : control.rest(milliseconds));
  return { kind: 'awake' };
}

async function work(move: Exclude<NextMove, { kind: 'pause' }>, follower: Follower, state: SubscriptionState, parts: SubscriptionParts): Promise<SubscriptionNews> {
  try {
    if (move.kind === 'ask where it is') return { kind: 'found', checkpoint: await follower.checkpoint() };
    return await follower.step(state.checkpoint, parts.head());
  } catch (error) {
    parts.onFailure(follower.name, error);
    return { kind: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
}
