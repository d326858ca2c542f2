import type { Temporal } from 'temporal-polyfill';

/** A moment at which something is due, and the end of the log as it was then or a little later. */
export interface Moment {
  readonly now: Temporal.Instant;
  readonly head: bigint;
}

/** What came of looking for what is due. */
export type Strike =
  | { readonly kind: 'nothing due' }
  /** Something was done, or tried; there may be more. */
  | { readonly kind: 'struck' }
  /** What is due has to wait until `by` has followed the log to the moment's head. */
  | { readonly kind: 'held up'; readonly by: string };

/** A policy that acts when a time has come: after a delay, or when the clock strikes. */
export interface TimedPolicy {
  /** Of its lease. */
  readonly id: string;
  readonly name: string;
  /** When it has something to do, perhaps long ago; undefined while nothing is pending. A policy that was never asked begins at `now`. */
  nextAt(now: Temporal.Instant): Promise<Temporal.Instant | undefined>;
  /** Does what was due at the moment. What it rejects with is tried again from the start, under the same ids. */
  strike(moment: Moment): Promise<Strike>;
  /** What it keeps failing at while it goes on with everything else. */
  trouble(): string | undefined;
}
