import type { EventStore, StoredEvent } from '../store/event-store.ts';

/** The next events behind a checkpoint. All that a follower asked for up to `upTo` are in it. */
export interface FeedBatch {
  readonly events: readonly StoredEvent[];
  readonly upTo: bigint;
}

export interface FeedRequest {
  readonly after: bigint;
  readonly head: bigint;
  readonly types: readonly string[];
  readonly batchSize: number;
}

/** A full batch reaches up to its last event; any other has everything up to `head`. */
export async function nextBatch(events: EventStore, { after, head, types, batchSize }: FeedRequest): Promise<FeedBatch> {
  for await (const batch of events.readAll({ after, upTo: head, types, batchSize })) {
    const last = batch.at(-1);
    return { events: batch, upTo: batch.length < batchSize || last === undefined ? head : last.position };
  }
  return { events: [], upTo: head };
}
