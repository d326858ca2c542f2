import type { Checkpoint, Failure } from '../store/checkpoint-store.ts';
import type { Progress } from './follower.ts';

/** Where a subscription stands. */
export type SubscriptionState =
  /** It has to ask the store where it is: at the start, when it has got the lease, and after a failure that may have left it anywhere. */
  | { readonly kind: 'lost'; readonly failures: number; readonly error: string | null }
  /** It has followed the log up to `checkpoint`; the store knows of `stored`. */
  | { readonly kind: 'following'; readonly checkpoint: bigint; readonly stored: bigint; readonly failures: number; readonly error: string | null }
  | { readonly kind: 'held up'; readonly checkpoint: bigint; readonly stored: bigint; readonly by: string; readonly error: string | null }
  /** The store could not be asked. */
  | { readonly kind: 'failing'; readonly failures: number; readonly error: string }
  /** One event could not be handled, and is tried again after a while. */
  | { readonly kind: 'trying again'; readonly checkpoint: bigint; readonly stored: bigint; readonly failure: Failure; readonly error: string };

export type SubscriptionNews =
  | ({ readonly kind: 'found' } & Checkpoint)
  | Progress
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'could not handle'; readonly failure: Failure }
  /** Its lease is new, or was another's meanwhile. */
  | { readonly kind: 'leased' }
  /** Its pause is over. */
  | { readonly kind: 'awake' };

export const beforeStart: SubscriptionState = { kind: 'lost', failures: 0, error: null };

/** What `news` makes of `state`. */
export function afterNews(state: SubscriptionState, news: SubscriptionNews): SubscriptionState {
  switch (news.kind) {
    case 'found':
      return found(news, 'failures' in state ? state.failures : 0, state.error);
    case 'advanced':
      return { kind: 'following', checkpoint: news.checkpoint, stored: news.checkpoint, failures: 0, error: null };
    case 'passed':
      return { kind: 'following', checkpoint: news.checkpoint, stored: storedOf(state), failures: 0, error: null };
    case 'held up':
      return { kind: 'held up', checkpoint: news.checkpoint, stored: news.checkpoint, by: news.by, error: null };
    case 'overtaken':
    case 'leased':
      return beforeStart;
    case 'failed':
      return { kind: 'failing', failures: ('failures' in state ? state.failures : 0) + 1, error: news.error };
    case 'could not handle':
      return { kind: 'trying again', checkpoint: checkpointOf(state), stored: storedOf(state), failure: news.failure, error: news.failure.error };
    case 'awake':
      return awake(state);
  }
}

function found({ position, failure }: Checkpoint, failures: number, error: string | null): SubscriptionState {
  if (failure === null) return { kind: 'following', checkpoint: position, stored: position, failures, error };
  return { kind: 'trying again', checkpoint: position, stored: position, failure, error: failure.error };
}

function awake(state: SubscriptionState): SubscriptionState {
  switch (state.kind) {
    case 'failing':
      return { ...state, kind: 'lost' };
    case 'held up':
    case 'trying again':
      return { kind: 'following', checkpoint: state.checkpoint, stored: state.stored, failures: 0, error: state.error };
    case 'following':
      // It only pauses here when it has caught up: there is nothing left that it could be failing at.
      return { ...state, failures: 0, error: null };
    case 'lost':
      return state;
  }
}

/** As far as is known; 0 for one that has to ask. */
export function checkpointOf(state: SubscriptionState): bigint {
  return 'checkpoint' in state ? state.checkpoint : 0n;
}

function storedOf(state: SubscriptionState): bigint {
  return 'stored' in state ? state.stored : 0n;
}

/** What a subscription does next. */
export type NextMove =
  | { readonly kind: 'ask where it is' }
  | { readonly kind: 'step'; readonly after: bigint; readonly stored: bigint; readonly lazily: boolean }
  | { readonly kind: 'pause'; readonly milliseconds: number; readonly untilWoken: boolean };

/** What the store is told of a checkpoint that has passed events which did not concern it: soon, and all at once. */
const TOLD_AFTER_MILLISECONDS = 100;
const TOLD_AFTER_EVENTS = 5000n;

/** `untoldFor` milliseconds the store has not been told of the newest checkpoint. */
export function nextMove(state: SubscriptionState, head: bigint, pollInMilliseconds: number, untoldFor: number): NextMove {
  switch (state.kind) {
    case 'lost':
      return { kind: 'ask where it is' };
    case 'following':
      return followOn(state, head, pollInMilliseconds, untoldFor);
    case 'held up':
      return { kind: 'pause', milliseconds: pollInMilliseconds, untilWoken: true };
    case 'failing':
      return { kind: 'pause', milliseconds: backOff(state.failures), untilWoken: false };
    case 'trying again':
      return { kind: 'pause', milliseconds: state.failure.retryInMilliseconds, untilWoken: false };
  }
}

type Following = Extract<SubscriptionState, { kind: 'following' }>;

function followOn({ checkpoint, stored }: Following, head: bigint, pollInMilliseconds: number, untoldFor: number): NextMove {
  const tell = stored < checkpoint && (untoldFor >= TOLD_AFTER_MILLISECONDS || checkpoint - stored >= TOLD_AFTER_EVENTS);
  if (checkpoint < head || tell) return { kind: 'step', after: checkpoint, stored, lazily: !tell };
  return { kind: 'pause', milliseconds: stored < checkpoint ? TOLD_AFTER_MILLISECONDS - untoldFor : pollInMilliseconds, untilWoken: true };
}

const FIRST_RETRY_IN_MILLISECONDS = 100;
const LONGEST_RETRY_IN_MILLISECONDS = 30_000;

/** Doubles with every failure: 100 ms, 200 ms, … up to half a minute, or to `longest`. */
export function backOff(failures: number, longest = LONGEST_RETRY_IN_MILLISECONDS): number {
  return Math.min(FIRST_RETRY_IN_MILLISECONDS * 2 ** Math.min(failures - 1, 30), longest);
}
