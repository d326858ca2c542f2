import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { EventStore, ReadAllOptions, StoredEvent } from '../store/event-store.ts';
import { append, batchesOf, feedOf, sampleEvent, sampleEvents, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What the feed of all events promises: order, nothing left out, filters. */
export function feedContract(makeStore: MakeStore): void {
  inOrder(makeStore);
  tailing(makeStore);
}

function inOrder(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('the feed is in order of position, in batches, between two positions and by type', async ({ events }) => {
    for (const stream of ['A', 'B', 'C']) await append(events, stream, 'any', [sampleEvent('Opened'), sampleEvent('Deposited'), sampleEvent('Closed')]);
    const positions = async (options: Parameters<EventStore['readAll']>[0]) => (await batchesOf(events, options)).map((batch) => batch.map(({ position }) => Number(position)));
    expect(await positions({ after: 0n })).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
    expect(await positions({ after: 0n, batchSize: 4 })).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9]]);
    expect(await positions({ after: 0n, batchSize: 3 })).toEqual([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);
    expect(await positions({ after: 7n })).toEqual([[8, 9]]);
    expect(await positions({ after: 2n, upTo: 5n })).toEqual([[3, 4, 5]]);
    expect(await positions({ after: 0n, types: ['Opened', 'Closed'], batchSize: 2 })).toEqual([[1, 3], [4, 6], [7, 9]]);
    expect(await positions({ after: 0n, types: [] })).toEqual([]);
    expect(await positions({ after: 9n })).toEqual([]);
    expect(await positions({ after: 1000n })).toEqual([]);
    await expect(positions({ after: 0n, batchSize: 0 })).rejects.toThrow('A batch of 0 events cannot be read');
    expect(await events.head()).toBe(9n);
  });
  on('the feed can be of some streams, of an aggregate and of a partition, and of all these at once', async ({ events }) => {
    const streams = ['Bank account/A', 'Bank account/B', 'Bank accounts/A', 'bank account/A', 'Bank_account/%', 'größe/世界 🏦'];
    for (const stream of streams) await append(events, stream, 0, [sampleEvent('Opened'), sampleEvent('Closed')]);
    const found = async (options: Partial<ReadAllOptions>) => (await feedOf(events, { after: 0n, batchSize: 2, ...options })).map(({ stream, revision }) => `${stream} ${revision}`);
    expect(await found({ streams: ['Bank account/B', 'größe/世界 🏦', 'Nobody'] })).toEqual(['Bank account/B 1', 'Bank account/B 2', 'größe/世界 🏦 1', 'größe/世界 🏦 2']);
    expect(await found({ streams: [] })).toEqual([]);
    expect(await found({ streamPrefix: 'Bank account/', types: ['Closed'] })).toEqual(['Bank account/A 2', 'Bank account/B 2']);
    expect(await found({ streamPrefix: 'Bank_account/%' })).toEqual(['Bank_account/% 1', 'Bank_account/% 2']);
    expect(await found({ streamPrefix: 'Bank account/', streams: ['Bank account/A', 'Bank accounts/A'], after: 1n })).toEqual(['Bank account/A 2']);
    // The first bytes of their SHA-256: 213, 127, 116, 8, 80, 45.
    const part = async (number: number, of: number) => (await found({ types: ['Opened'], partition: { number, of } })).map((each) => streams.indexOf(each.slice(0, -2)));
    expect(await part(0, 1)).toEqual([0, 1, 2, 3, 4, 5]);
    expect([await part(0, 4), await part(1, 4), await part(2, 4), await part(3, 4)]).toEqual([[2, 3, 4], [0, 5], [], [1]]);
    expect(await part(213, 256)).toEqual([0]);
    for (const [number, of] of [[4, 4], [-1, 4], [0, 0], [0, 257], [0.5, 2]] as const) await expect(part(number, of)).rejects.toThrow(RangeError);
  });
  on('whoever wants to is woken after an append, until he no longer wants to', async ({ events }) => {
    const woken = { count: 0 };
    const stop = events.onAppend(() => void (woken.count += 1));
    await append(events, 'A', 'any');
    while (woken.count === 0) await sleep(5);
    stop();
    await sleep(100);
    const before = woken.count;
    await append(events, 'A', 'any');
    await sleep(100);
    expect(woken.count).toBe(before);
  });
  on('whoever is woken by an append of its own process learns a position that can be read', async ({ events }) => {
    const heard: bigint[] = [];
    const stop = events.onAppend((position) => {
      if (position !== undefined) heard.push(position);
    });
    const results = await Promise.all([append(events, 'A', 0, sampleEvents(2)), append(events, 'A', 9), append(events, 'B', 0, sampleEvents(3))]);
    expect(results.map(({ kind }) => kind)).toEqual(['appended', 'conflict', 'appended']);
    while (heard.at(-1) !== 5n) await sleep(5);
    expect(await events.head()).toBe(5n);
    stop();
  });
}

const WRITERS = 24;
const APPENDS_EACH = 25;

function tailing(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on(`a reader that follows ${WRITERS} concurrent writers misses nothing and sees nothing twice or out of order`, async ({ events }) => {
    const writing = { done: false };
    const read = follow(events, () => writing.done);
    const stored = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(events, writer)));
    writing.done = true;
    const seen = await read;
    const expected = stored.flat().sort((a, b) => Number(a.position - b.position));
    expect(seen.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(new Set(expected.map(({ position }) => position)).size).toBe(expected.length);
    for (const stream of new Set(expected.map((event) => event.stream))) {
      const revisions = seen.filter((event) => event.stream === stream).map(({ revision }) => revision);
      expect(revisions).toEqual(revisions.map((_, index) => index + 1));
    }
  });
}

/** Half of the appends go to a stream that all share, and some of those lose. */
async function write(events: EventStore, writer: number): Promise<readonly StoredEvent[]> {
  const stored: StoredEvent[] = [];
  for (let index = 0; index < APPENDS_EACH; index += 1) {
    const shared = index % 2 === 0;
    const result = await append(events, shared ? 'Shared' : `Own ${writer}`, shared && index % 4 === 0 ? Math.floor(stored.length / 2) : 'any', sampleEvents(1 + (index % 3)));
    if (result.kind === 'appended') stored.push(...result.events);
  }
  return stored;
}

/** Reads behind the last position seen, again and again, until nothing is written any more and nothing is left. */
async function follow(events: EventStore, done: () => boolean): Promise<readonly StoredEvent[]> {
  const seen: StoredEvent[] = [];
  for (let after = 0n, last = false; ; last = done()) {
    for await (const batch of events.readAll({ after, batchSize: 7 })) {
      seen.push(...batch);
      after = batch.at(-1)?.position ?? after;
    }
    if (last) return seen;
    await sleep(1);
  }
}
