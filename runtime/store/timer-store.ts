import type { Temporal } from 'temporal-polyfill';
import type { Row } from './read-model-store.ts';

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

/** What a stroke of the clock set a policy for: one row as it was then, or an empty one for a policy that has no rows. */
export interface StrokeTimer {
  /** UUID derived from policy, stroke and the row's key: keeping it twice keeps it once. */
  readonly id: string;
  /** Among the rows of its stroke: they are acted on in this order. */
  readonly place: number;
  readonly row: Row;
}

/** Where a clock stands, and the next stroke that timers are kept for. */
export interface Stroke {
  readonly policy: string;
  readonly from: Temporal.Instant;
  readonly at: Temporal.Instant;
}

interface TimerStanding {
  readonly state: TimerState;
  readonly attempts: number;
  readonly lastError: string | null;
  /** Why it was skipped. */
  readonly reason: string | null;
}

export interface KeptEventTimer extends Timer, TimerStanding {
  readonly kind: 'event';
}

export interface KeptStrokeTimer extends StrokeTimer, TimerStanding {
  readonly kind: 'stroke';
  readonly policy: string;
  /** The time of the stroke. */
  readonly dueAt: Temporal.Instant;
}

export type KeptTimer = KeptEventTimer | KeptStrokeTimer;

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
  /** Pending timers that events set for a policy and that were due at `now`, in the order of their times, without those that pause after a failure. */
  dueTimers(policy: string, now: Temporal.Instant, limit: number): Promise<readonly KeptEventTimer[]>;
  /** When the first pending timer that an event set for a policy falls due, if there is one. */
  nextTimer(policy: string): Promise<Temporal.Instant | undefined>;
  /** Counts an attempt. Of several who claim a timer at the number of attempts they have seen, one does; nobody claims what is not pending. */
  claimTimer(id: string, attempts: number): Promise<boolean>;
  /** One of a stroke is forgotten: it is delivered only behind its stroke, after which nobody keeps it again. */
  markTimerDone(id: string): Promise<void>;
  /** Puts the next attempt off by `retryInMilliseconds`; null parks the timer. */
  markTimerFailed(id: string, error: string, retryInMilliseconds: number | null): Promise<void>;
  /** A parked timer is pending again. `false` when it is not parked. */
  retryTimer(id: string): Promise<boolean>;
  /** A parked timer is never acted on, for a reason that is kept. `false` when it is not parked. */
  skipTimer(id: string, reason: string): Promise<boolean>;
  /** In order of their times. */
  listTimers(state: TimerState, limit: number): Promise<readonly KeptTimer[]>;
  /**
   * Keeps timers for the next stroke of a policy, which fall due when the clock has moved to it. `false`, and none kept, when
   * the clock does not stand at `from` any more: another one has struck.
   */
  keepStroke(stroke: Stroke, timers: readonly StrokeTimer[]): Promise<boolean>;
  /** Pending timers of the strokes to which a policy's clock has moved, in the order of strokes and places, without those that pause after a failure. */
  dueStrokes(policy: string, limit: number): Promise<readonly KeptStrokeTimer[]>;
  /** When the clock last struck for a policy, or when the policy began; undefined for one that has not begun. */
  lastStroke(policy: string): Promise<Temporal.Instant | undefined>;
  /** Moves it from `from` to `to`; `false`, and nothing moved, when it was not at `from`. */
  moveStroke(policy: string, from: Temporal.Instant | undefined, to: Temporal.Instant): Promise<boolean>;
}
