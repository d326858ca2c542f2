import type { EventStore, StoredEvent } from '../store/event-store.ts';
import { partitionOf, type Partition } from '../store/partition.ts';

/** The next events behind a checkpoint. All that a follower asked for up to `upTo` are in it. */
export interface FeedBatch {
  readonly events: readonly StoredEvent[];
  readonly upTo: bigint;
}

/** What a follower wants of the log. */
export interface Wanted {
  readonly types: readonly string[];
  /** When given, events whose type is not among these come as well: who asks has never heard of them, and must not pass them unseen. */
  readonly known?: readonly string[];
  readonly partition?: Partition;
  /** Most events in a batch. */
  readonly batchSize: number;
}

/** The log as one follower reads it. */
export interface FeedReader {
  /** What is behind `after` and not behind `head`. */
  next(after: bigint, head: bigint): Promise<FeedBatch>;
}

/** The log as followers read it. */
export interface Feed {
  reader(wanted: Wanted): FeedReader;
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
 * and each would ask the store for them. Whoever is far behind reads what it needs alone, and its next batch is on its way while
 * it works on one.
 */
export function createFeed(events: EventStore): Feed {
  const shared = createShared(events);
  return {
    reader: (wanted) => {
      const alone = createAlone(events, wanted);
      return {
        async next(after, head) {
          if (after >= head) return { events: [], upTo: head };
          if (alone.isAt(after) || head - after > BigInt(KEPT)) return alone.next(after, head);
          const recent = await shared.reaching(after, head);
          return recent === undefined ? alone.next(after, head) : pick(recent, after, head, wanted);
        },
      };
    },
  };
}

interface Shared {
  /** What reaches from `after` to `head`; nothing where others have gone on too far for it. */
  reaching(after: bigint, head: bigint): Promise<Recent | undefined>;
}

function createShared(events: EventStore): Shared {
  let recent: Recent = { after: 0n, upTo: 0n, events: [] };
  let reading: Promise<unknown> = Promise.resolve();
  const covers = (after: bigint, head: bigint): boolean => recent.after <= after && recent.upTo >= head;
  const extend = async (after: bigint, head: bigint): Promise<void> => {
    if (covers(after, head) || (after < recent.after && recent.upTo > after)) return;
    if (recent.upTo < after || recent.after > after) recent = { after, upTo: after, events: [] };
    const found: Placed[] = [];
    for await (const batch of events.readAll({ after: recent.upTo, upTo: head, batchSize: KEPT })) found.push(...batch.map((event) => ({ event, place: partitionOf(event.stream, MOST_PARTITIONS) })));
    recent = newest({ after: recent.after, upTo: head, events: [...recent.events, ...found] });
  };
  return {
    async reaching(after, head) {
      if (!covers(after, head)) {
        const mine = reading.then(() => extend(after, head));
        reading = mine.catch(() => undefined);
        await mine;
      }
      return covers(after, head) ? recent : undefined;
    },
  };
}

/**
 * Whoever is far behind takes so many batches at a time: the more events come together, the more of them are about a row that
 * is read and written only once.
 */
const BATCHES_AT_A_TIME = 5;

interface Alone extends FeedReader {
  /** Its next batch begins there, and may be on its way. */
  isAt(after: bigint): boolean;
}

function createAlone(events: EventStore, wanted: Wanted): Alone {
  const { types, known, partition } = wanted;
  const batchSize = wanted.batchSize * BATCHES_AT_A_TIME;
  const only = { ...(known === undefined ? { types } : {}), ...(partition === undefined ? {} : { partition }) };
  let open: { readonly batches: AsyncIterator<readonly StoredEvent[]>; readonly at: bigint; readonly upTo: bigint } | undefined;
  const isAt = (after: bigint): boolean => open?.at === after;
  return {
    isAt,
    async next(after, head) {
      if (!isAt(after)) {
        await open?.batches.return?.();
        const found = events.readAll({ after, upTo: head, batchSize, ...only });
        open = { batches: found[Symbol.asyncIterator](), at: after, upTo: head };
      }
      const { batches, upTo = head } = open ?? {};
      open = undefined;
      const next = await batches?.next();
      const batch: readonly StoredEvent[] = next === undefined || next.done === true ? [] : next.value;
      const last = batch.at(-1);
      // A full batch reaches up to its last event; any other has everything up to the end.
      const those = batch.filter(({ type }) => isWanted(wanted, type));
      if (batches === undefined || last === undefined || batch.length < batchSize) return { events: those, upTo };
      open = { batches, at: last.position, upTo };
      return { events: those, upTo: last.position };
    },
  };
}

function newest(recent: Recent): Recent {
  const events = recent.events.slice(-KEPT);
  const dropped = recent.events.at(-KEPT - 1);
  return dropped === undefined ? recent : { after: dropped.event.position, upTo: recent.upTo, events };
}

function isWanted({ types, known }: Wanted, type: string): boolean {
  return types.includes(type) || (known !== undefined && !known.includes(type));
}

function pick(recent: Recent, after: bigint, head: bigint, wanted: Wanted): FeedBatch {
  const { partition, batchSize } = wanted;
  const picked: StoredEvent[] = [];
  for (const { event, place } of recent.events) {
    if (event.position <= after || event.position > head || !isWanted(wanted, event.type)) continue;
    if (partition !== undefined && place % partition.of !== partition.number) continue;
    picked.push(event);
    if (picked.length === batchSize) return { events: picked, upTo: event.position };
  }
  return { events: picked, upTo: head };
}
