import type { Temporal } from 'temporal-polyfill';
import type { Json } from '../message/json.ts';
import type { StoredEvent } from './event-store.ts';

/** An instance of an aggregate as it was after one of its events. */
export interface Snapshot {
  readonly stream: string;
  /** A fingerprint of what folded the events into `state`: another fold would have come to something else. */
  readonly fold: string;
  /** Of the last event folded, from 1. */
  readonly revision: number;
  /** UUID of that event. It says which history the snapshot is of. */
  readonly lastEventId: string;
  /** When that event happened. */
  readonly occurredAt: Temporal.Instant;
  readonly state: Json;
}

/** What there is to fold of an event: not why it happened. */
export type FoldableEvent = Omit<StoredEvent, 'metadata'>;

export interface SnapshotAndTail {
  readonly snapshot: Snapshot | undefined;
  /** The events behind the snapshot, or from the first one without it, in order; when there are `MOST_IN_TAIL`, more may follow. */
  readonly tail: readonly FoldableEvent[];
}

export const MOST_IN_TAIL = 1000;

/**
 * Shortcuts into long histories; one for each stream, the one kept last.
 *
 * - `find` gives only a snapshot of this very fold, which was compared before anything else, and only one whose last event is in the log, at that revision
 *   and with that id. A log that was restored as it was earlier, and has perhaps grown into another one since, never meets a snapshot of what is no more.
 * - The snapshot and what is behind it are of one moment.
 */
export interface SnapshotStore {
  find(stream: string, fold: string): Promise<SnapshotAndTail>;
  keep(snapshot: Snapshot): Promise<void>;
}
