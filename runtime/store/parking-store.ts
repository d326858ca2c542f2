import type { Temporal } from 'temporal-polyfill';

/** Where an event is parked: one that is about many rows may be so under several keys. */
export interface ParkedAt {
  /** The policy, or the table of a read model, see `tableId`. */
  readonly subscription: string;
  /** What has to keep its order: everything of the same key waits behind it. A stream, or the key of a row. */
  readonly key: string;
  readonly position: bigint;
}

/** An event that a subscription passes without having handled it. */
export interface EventToPark extends ParkedAt {
  readonly stream: string;
  readonly type: string;
  /** Why it could not be handled; null when it only waits behind one that could not. */
  readonly error: string | null;
  /** The key of a table that has to be settled first, where it waits for one. */
  readonly waitsFor?: { readonly subscription: string; readonly key: string };
}

/**
 * `parked` until somebody says what to do; `behind` another one of its key; `wanted` again, because somebody said so, or what it
 * waited for is settled; `skipped` for good.
 */
export type ParkingState = 'parked' | 'behind' | 'wanted' | 'skipped';

export interface ParkedEvent extends EventToPark {
  readonly state: ParkingState;
  readonly parkedAt: Temporal.Instant;
  /** Why it was skipped, in the words of whoever did. */
  readonly reason: string | null;
}

/** A key under which something waits. */
export interface ParkedKey {
  readonly subscription: string;
  readonly key: string;
  /** How many events wait. */
  readonly events: number;
  /** The first of them is wanted again, or waits behind one that is not there any more. */
  readonly wanted: boolean;
  /** Why the first of them could not be handled. */
  readonly error: string | null;
}

/** Where events wait that could not be handled, so that everything else goes on. */
export interface ParkingStore {
  /** What waits for a subscription and was not skipped, in order of position; all subscriptions' unless given. */
  listParked(subscription?: string): Promise<readonly ParkedEvent[]>;
  /** Every key under which something waits, the longest waiting first. */
  parkedKeys(): Promise<readonly ParkedKey[]>;
  /** What was skipped, the newest first. */
  listSkipped(limit: number): Promise<readonly ParkedEvent[]>;
  /** The first event of this key is tried again, and what is behind it after it. `false` when nothing waits there. */
  retryParked(subscription: string, key: string): Promise<boolean>;
  /** The first event of this key is never handled, for a reason that is kept; what is behind it is tried. `false` when nothing waits there. */
  skipParked(subscription: string, key: string, reason: string): Promise<boolean>;
  /** Keeps why another attempt has failed. */
  parkAgain(at: ParkedAt, error: string): Promise<void>;
}
