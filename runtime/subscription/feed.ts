import type { EventStore, StoredEvent } from '../store/event-store.ts';
import { partitionOf, type Partition } from '../store/partition.ts';

/** The next events behind a checkpoint. All that a follower asked for up to `upTo` are in it. */
export interface FeedBatch {
  readonly events: readonly StoredEvent[];
  readonly upTo: bigint;
}

export interface FeedRequest {
  readonly after: bigint;
  readonly head: bigint;
  readonly types: readonly string[];
  /** When given, events whose type is not among these come as well: who asks has never heard of them, and must not pass them unseen. */
  readonly known?: readonly string[];
  readonly partition?: Partition;
  readonly batchSize: number;
}

/** The log as followers read it. */
export interface Feed {
  nextBatch(request: FeedRequest): Promise<FeedBatch>;
}

/** How many of the newest events are kept in memory for everybody. */
const KEPT = 1000;

/** Everything in the log from behind `after` up to `upTo`. */
interface Recent {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly events: readonly Placed[];
}

/** An event, and the number that its stream's partition follows from. */
interface Placed {
  readonly event: StoredEvent;
  readonly place: number;
}

/** As many as there can be: the number of the partition in fewer is the rest of a division. */
const MOST_PARTITIONS = 256;

/**
 * Whoever is close to the end of the log shares one reading of it: under load everybody is woken for the same few events,
 * and each would ask the store for them. Whoever is far behind reads what it needs alone.
 */
export function createFeed(events: EventStore): Feed {
  let recent: Recent = { after: 0n, upTo: 0n, events: [] };
  let reading: Promise<unknown> = Promise.resolve();
  const extend = async (after: bigint, head: bigint): Promise<void> => {
    if (recent.upTo < after || recent.after > after) recent = { after, upTo: after, events: [] };
    if (recent.upTo >= head) return;
    const found: Placed[] = [];
    for await (const batch of events.readAll({ after: recent.upTo, upTo: head, batchSize: KEPT })) found.push(...batch.map((event) => ({ event, place: partitionOf(event.stream, MOST_PARTITIONS) })));
    recent = newest({ after: recent.after, upTo: head, events: [...recent.events, ...found] });
  };
  const covers = (after: bigint, head: bigint): boolean => recent.after <= after && recent.upTo >= head;
  return {
    async nextBatch(request) {
      const { after, head } = request;
      if (after >= head) return { events: [], upTo: head };
      if (head - after > BigInt(KEPT)) return readAlone(events, request);
      if (!covers(after, head)) {
        const mine = reading.then(() => (covers(after, head) || after < recent.after ? undefined : extend(after, head)));
        reading = mine.catch(() => undefined);
        await mine;
      }
      return covers(after, head) ? pick(recent, request) : readAlone(events, request);
    },
  };
}

function newest(recent: Recent): Recent {
  const events = recent.events.slice(-KEPT);
  const dropped = recent.events.at(-KEPT - 1);
  return dropped === undefined ? recent : { after: dropped.event.position, upTo: recent.upTo, events };
}

function isWanted({ types, known }: FeedRequest, type: string): boolean {
  return types.includes(type) || (known !== undefined && !known.includes(type));
}

function pick(recent: Recent, request: FeedRequest): FeedBatch {
  const { after, head, partition, batchSize } = request;
  const wanted: StoredEvent[] = [];
  for (const { event, place } of recent.events) {
    if (event.position <= after || event.position > head || !isWanted(request, event.type)) continue;
    if (partition !== undefined && place % partition.of !== partition.number) continue;
    wanted.push(event);
    if (wanted.length === batchSize) return { events: wanted, upTo: event.position };
  }
  return { events: wanted, upTo: head };
}

/** A full batch reaches up to its last event; any other has everything up to `head`. */
async function readAlone(events: EventStore, request: FeedRequest): Promise<FeedBatch> {
  const { after, head, types, known, partition, batchSize } = request;
  const only = known === undefined ? { types } : {};
  for await (const batch of events.readAll({ after, upTo: head, batchSize, ...only, ...(partition === undefined ? {} : { partition }) })) {
    const last = batch.at(-1);
    return { events: batch.filter(({ type }) => isWanted(request, type)), upTo: batch.length < batchSize || last === undefined ? head : last.position };
  }
  return { events: [], upTo: head };
}
