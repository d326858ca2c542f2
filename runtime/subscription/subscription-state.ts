import type { Progress } from './follower.ts';

/** Where a subscription stands. `checkpoint` is what it knows of its follower's, never more than the store's. */
export type SubscriptionState =
  /** It has to ask the store where it is: at the start, and after a failure that may have left it anywhere. */
  | { readonly kind: 'lost'; readonly checkpoint: bigint; readonly failures: number; readonly error: string | null }
  | { readonly kind: 'following'; readonly checkpoint: bigint; readonly failures: number; readonly error: string | null }
  | { readonly kind: 'held up'; readonly checkpoint: bigint; readonly by: string; readonly failures: number; readonly error: string | null }
  | { readonly kind: 'failing'; readonly checkpoint: bigint; readonly failures: number; readonly error: string };

export type SubscriptionNews =
  | { readonly kind: 'found'; readonly checkpoint: bigint }
  | Progress
  | { readonly kind: 'failed'; readonly error: string }
  /** Its pause is over. */
  | { readonly kind: 'awake' };

export const beforeStart: SubscriptionState = { kind: 'lost', checkpoint: 0n, failures: 0, error: null };

/** What `news` makes of `state`. Failures are forgotten by progress, or when there is nothing left to fail at: until then the back-off grows. */
export function afterNews(state: SubscriptionState, news: SubscriptionNews): SubscriptionState {
  const { failures, error } = state;
  switch (news.kind) {
    case 'found':
      return { kind: 'following', checkpoint: news.checkpoint, failures, error };
    case 'advanced':
    case 'overtaken':
      return { kind: 'following', checkpoint: news.checkpoint, failures: 0, error: null };
    case 'held up':
      return news.checkpoint > state.checkpoint
        ? { kind: 'held up', checkpoint: news.checkpoint, by: news.by, failures: 0, error: null }
        : { kind: 'held up', checkpoint: news.checkpoint, by: news.by, failures, error };
    case 'failed':
      return { kind: 'failing', checkpoint: state.checkpoint, failures: failures + 1, error: news.error };
    case 'awake':
      return awake(state);
  }
}

function awake(state: SubscriptionState): SubscriptionState {
  switch (state.kind) {
    case 'failing':
      return { ...state, kind: 'lost' };
    case 'held up':
      return { kind: 'following', checkpoint: state.checkpoint, failures: state.failures, error: state.error };
    case 'following':
      // It only pauses here when it has caught up: there is nothing left that it could be failing at.
      return { ...state, failures: 0, error: null };
    case 'lost':
      return state;
  }
}

/** How long to pause, and whether news of the log end the pause before its time. */
export interface Pause {
  readonly milliseconds: number;
  readonly untilWoken: boolean;
}

/** What a subscription does next. */
export type NextMove =
  | { readonly kind: 'ask where it is' }
  | { readonly kind: 'step' }
  | { readonly kind: 'pause'; readonly pause: Pause };

export function nextMove(state: SubscriptionState, head: bigint, pollInMilliseconds: number): NextMove {
  switch (state.kind) {
    case 'lost':
      return { kind: 'ask where it is' };
    case 'following':
      return state.checkpoint < head ? { kind: 'step' } : { kind: 'pause', pause: { milliseconds: pollInMilliseconds, untilWoken: true } };
    case 'held up':
      return { kind: 'pause', pause: { milliseconds: pollInMilliseconds, untilWoken: true } };
    case 'failing':
      return { kind: 'pause', pause: { milliseconds: backOff(state.failures), untilWoken: false } };
  }
}

const FIRST_RETRY_IN_MILLISECONDS = 100;
const LONGEST_RETRY_IN_MILLISECONDS = 30_000;

/** Doubles with every failure: 100 ms, 200 ms, … up to half a minute. */
export function backOff(failures: number): number {
  return Math.min(FIRST_RETRY_IN_MILLISECONDS * 2 ** Math.min(failures - 1, 20), LONGEST_RETRY_IN_MILLISECONDS);
}
