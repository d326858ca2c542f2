import { batchSizeOf } from '../store/batch-size.ts';
import type { ReadAllOptions, ReadStreamOptions, StoredEvent } from '../store/event-store.ts';
import { checkedPartition } from '../store/partition.ts';
import type { Database } from './database.ts';
import { eventsFromRows } from './event-row.ts';
import { type EventRow, statements } from './statements.ts';
import { instantToPostgres } from './times.ts';

const LAST_POSITION = 2n ** 63n - 1n;
const STREAM_BATCH = 1000;

/** The rows behind `last`, or the first ones; fewer than are in a batch when there are no more. */
type Fetch = (last: EventRow | undefined) => Promise<readonly EventRow[]>;

export async function* readStream(database: Database, stream: string, { direction = 'forward', from, to, asOf }: ReadStreamOptions): AsyncIterable<StoredEvent> {
  const forward = direction === 'forward';
  const lowest = (forward ? from : to) ?? 1;
  const later = asOf === undefined ? undefined : (await database.run(statements.firstLater, [stream, instantToPostgres(asOf)])).rows[0];
  const highest = Math.min((forward ? to : from) ?? Number.MAX_SAFE_INTEGER, later === undefined ? Number.MAX_SAFE_INTEGER : Number(later.revision) - 1);
  const fetch: Fetch = async (last) => {
    const bounds = last === undefined ? [lowest, highest] : forward ? [Number(last[2]) + 1, highest] : [lowest, Number(last[2]) - 1];
    const [low = 0, high = 0] = bounds;
    return low > high ? [] : (await database.run(forward ? statements.readStreamForward : statements.readStreamBackward, [stream, low, high, STREAM_BATCH])).rows;
  };
  for await (const rows of ahead(fetch, STREAM_BATCH)) for (const event of eventsFromRows(rows)) yield event;
}

export async function* readAll(database: Database, options: ReadAllOptions): AsyncIterable<readonly StoredEvent[]> {
  const { after, upTo = LAST_POSITION, types, streams, streamPrefix, partition } = options;
  const size = batchSizeOf(options.batchSize);
  const chosen = partition === undefined ? undefined : checkedPartition(partition);
  const everything = [types, streams, streamPrefix, partition].every((filter) => filter === undefined);
  const fetch: Fetch = async (last) => {
    const behind = last === undefined ? after : BigInt(last[0]);
    if (everything) return (await database.run(statements.readAll, [behind, upTo, size])).rows;
    return (await database.run(statements.readChosen, [behind, upTo, size, types ?? null, streams ?? null, streamPrefix ?? null, chosen?.number ?? null, chosen?.of ?? null])).rows;
  };
  for await (const rows of ahead(fetch, size)) yield eventsFromRows(rows);
}

export async function* readCorrelation(database: Database, correlationId: string): AsyncIterable<StoredEvent> {
  const fetch: Fetch = async (last) => (await database.run(statements.readCorrelation, [correlationId, BigInt(last?.[0] ?? 0), STREAM_BATCH])).rows;
  for await (const rows of ahead(fetch, STREAM_BATCH)) for (const event of eventsFromRows(rows)) yield event;
}

/** Batch after batch; the next one is on its way while the caller works on this one, and never more than that. */
async function* ahead(fetch: Fetch, size: number): AsyncIterable<readonly EventRow[]> {
  for (let rows = await fetch(undefined); rows.length > 0; ) {
    const next = rows.length < size ? undefined : fetch(rows.at(-1));
    // Whoever stops reading early does not learn how the next batch went.
    next?.catch(() => {});
    yield rows;
    if (next === undefined) return;
    rows = await next;
  }
}
