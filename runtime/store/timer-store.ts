import type { Temporal } from 'temporal-polyfill';

/** A reaction that was put off until its time has come. What it reacts to stays in the log, at `position`. */
export interface Timer {
  /** UUID derived from the event and the policy: keeping it twice keeps it once. */
  readonly id: string;
  readonly policy: string;
  /** Of the event that set it. */
  readonly eventType: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly dueAt: Temporal.Instant;
}

/** `parked` after too many failures until somebody says what to do, `skipped` for good when they say so. */
export type TimerState = 'pending' | 'done' | 'called off' | 'parked' | 'skipped';

export interface KeptTimer extends Timer {
  readonly state: TimerState;
  readonly attempts: number;
  readonly lastError: string | null;
  /** Why it was skipped. */
  readonly reason: string | null;
}

/** Which timers an event calls off: those that `eventTypes` set for a policy in its own stream before it. */
export interface CallOff {
  readonly policy: string;
  readonly stream: string;
  readonly eventTypes: readonly string[];
  readonly beforeRevision: number;
}

/**
 * What is to happen at a later time. Times are compared with the `now` of whoever asks, so that the application's clock
 * alone decides; only the pause after a failure is counted by the store.
 */
export interface TimerStore {
  /** Keeps a timer. One that was kept before stays as it is, also when it is done or was called off. */
  keepTimer(timer: Timer): Promise<void>;
  /** Calls pending timers off for good. */
  callOffTimers(which: CallOff): Promise<void>;
  /** Pending timers of a policy that were due at `now`, in the order of their times, without those that pause after a failure. */
  dueTimers(policy: string, now: Temporal.Instant, limit: number): Promise<readonly KeptTimer[]>;
  /** When the first pending timer of a policy falls due, if there is one. */
  nextTimer(policy: string): Promise<Temporal.Instant | undefined>;
  /** Counts an attempt. Of several who claim a timer at the number of attempts they have seen, one does; nobody claims what is not pending. */
  claimTimer(id: string, attempts: number): Promise<boolean>;
  markTimerDone(id: string): Promise<void>;
  /** Puts the next attempt off by `retryInMilliseconds`; null parks the timer. */
  markTimerFailed(id: string, error: string, retryInMilliseconds: number | null): Promise<void>;
  /** A parked timer is pending again. `false` when it is not parked. */
  retryTimer(id: string): Promise<boolean>;
  /** A parked timer is never acted on, for a reason that is kept. `false` when it is not parked. */
  skipTimer(id: string, reason: string): Promise<boolean>;
  /** In order of their times. */
  listTimers(state: TimerState, limit: number): Promise<readonly KeptTimer[]>;
  /** When the clock last struck for a policy, or when the policy began; undefined for one that has not begun. */
  lastStroke(policy: string): Promise<Temporal.Instant | undefined>;
  /** Moves it from `from` to `to`; `false`, and nothing moved, when it was not at `from`. */
  moveStroke(policy: string, from: Temporal.Instant | undefined, to: Temporal.Instant): Promise<boolean>;
}
