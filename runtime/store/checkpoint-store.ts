import type { Lease } from './lease-store.ts';
import type { EventToPark, ParkedAt } from './parking-store.ts';

/** The event that a subscription failed at, and when it is tried again. */
export interface Failure {
  readonly position: bigint;
  /** From 1. */
  readonly attempts: number;
  readonly error: string;
  readonly retryInMilliseconds: number;
}

/** How far a subscription has followed the log. */
export interface Checkpoint {
  readonly position: bigint;
  /** Forgotten when the checkpoint moves. */
  readonly failure: Failure | null;
}

/** A checkpoint's way forward. All of it happens or nothing does. */
export interface CheckpointMove {
  readonly subscription: string;
  readonly from: bigint;
  readonly to: bigint;
  /** When given, it must be the newest of its name: a worker that has slept through the end of its lease moves nothing. */
  readonly lease?: Lease;
  /** Events that are passed without having been handled. */
  readonly park?: readonly EventToPark[];
  /** Parked events that are handled with it. */
  readonly settle?: readonly ParkedAt[];
}

export interface NamedCheckpoint extends Checkpoint {
  readonly subscription: string;
}

/** How far everybody who follows the log has got. */
export interface CheckpointStore {
  /** At 0, where nothing is known of the subscription. */
  checkpoint(subscription: string): Promise<Checkpoint>;
  /** Moves it as it says; `false`, and nothing moved, when it was not at `from`, or the lease is another's. */
  moveCheckpoint(move: CheckpointMove): Promise<boolean>;
  /** Keeps what a subscription failed at, so that the pause before the next attempt outlives the process. */
  noteFailure(subscription: string, failure: Failure): Promise<void>;
  /**
   * Makes a checkpoint for each share of `name` (see `shareId`), when they are not there. They begin where the slowest of its shares
   * stood, if it was divided in another way before, and at `position` if it is new.
   */
  beginShares(name: string, shares: number, position: bigint): Promise<void>;
  listCheckpoints(): Promise<readonly NamedCheckpoint[]>;
}

/** What the share `number`, from 0, of `shares` is called: the name itself when it is not divided. */
export function shareId(name: string, number: number, shares: number): string {
  return shares === 1 ? name : `${name} ${number + 1}/${shares}`;
}
