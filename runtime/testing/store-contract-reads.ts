import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import type { Json } from '../message/json.ts';
import type { EventStore, StoredEvent } from '../store/event-store.ts';
import { append, batchesOf, feedOf, sampleEvent, sampleEvents, storedBy, streamOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What reading promises: order, ranges, nothing left out, and every event exactly as it was. */
export function readContract(makeStore: MakeStore): void {
  streams(makeStore);
  feed(makeStore);
  tailing(makeStore);
  exactness(makeStore);
}

function streams(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a stream is read forward, backward, from and to a revision', async ({ events }) => {
    await append(events, 'A', 'any', sampleEvents(5));
    await append(events, 'B', 'any', sampleEvents(2));
    const revisions = async (options: Parameters<EventStore['readStream']>[1]) => (await streamOf(events, 'A', options)).map(({ revision }) => revision);
    expect(await revisions({})).toEqual([1, 2, 3, 4, 5]);
    expect(await revisions({ from: 3 })).toEqual([3, 4, 5]);
    expect(await revisions({ from: 2, to: 4 })).toEqual([2, 3, 4]);
    expect(await revisions({ to: 2 })).toEqual([1, 2]);
    expect(await revisions({ direction: 'backward' })).toEqual([5, 4, 3, 2, 1]);
    expect(await revisions({ direction: 'backward', from: 3 })).toEqual([3, 2, 1]);
    expect(await revisions({ direction: 'backward', from: 4, to: 2 })).toEqual([4, 3, 2]);
    expect(await revisions({ direction: 'backward', to: 4 })).toEqual([5, 4]);
    expect(await revisions({ from: 6 })).toEqual([]);
    expect(await revisions({ to: 0 })).toEqual([]);
    expect(await streamOf(events, 'Nobody')).toEqual([]);
  });
  on('a stream longer than a batch is read whole, and reading can stop early', async ({ events }) => {
    await append(events, 'A', 'any', sampleEvents(1203));
    const all = Array.from({ length: 1203 }, (_, index) => index + 1);
    expect((await streamOf(events, 'A')).map(({ revision }) => revision)).toEqual(all);
    expect((await streamOf(events, 'A', { direction: 'backward' })).map(({ revision }) => revision)).toEqual(all.reverse());
    for await (const event of events.readStream('A')) if (event.revision === 3) break;
  });
}

function feed(makeStore: MakeStore): void {
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

function exactness(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const values: readonly Json[] = [
    null, true, false, 0, -1, 1.5, 9007199254740991, 1e300, 5e-324, '', ' ', 'plain', [], {}, [[], [{}], [null]],
    'Grüße, 世界, 🏦, e\u0301, \u200d, \ufeff, \u2028', '"quoted" \\ back\\u0000slash \\\\u0000 / \b\f\n\r\t\u0001\u001f\u007f', "it's $1 {schema} --; /*",
    { amount: '12345678901234567890.123456789012345678901234567890', empty: '', nothing: null, nested: { list: [1, 'two', { three: null }] } },
    JSON.parse('{"__proto__":{"polluted":true},"constructor":"x","toString":1,"b":1,"a":2,"10":"ten","9":"nine","":0}'),
    { 'größe in m²': 1, 'with "quotes"': 2, 'with \\ and \n': 3 },
  ];
  on('data come back exactly as they were: unicode, null, empty, digits, order of members, __proto__', async ({ events }) => {
    const stored = storedBy(await append(events, 'A', 'any', values.map((data) => sampleEvent('Noted', data))));
    const read = [stored, await streamOf(events, 'A'), await feedOf(events), (await streamOf(events, 'A', { direction: 'backward' })).toReversed()];
    for (const each of read) expect(each.map(({ data }) => JSON.stringify(data))).toEqual(values.map((value) => JSON.stringify(value)));
    expect(Object.hasOwn(Object(stored.at(-2)?.data), '__proto__')).toBe(true);
  });
  on('names, versions, times and metadata come back as they were', async ({ events }) => {
    const instants = ['1969-12-31T23:59:59.999999Z', '0001-01-01T00:00:00Z', '-000001-02-03T04:05:06Z', '9999-12-31T23:59:59.000001Z', '+012345-06-07T00:00:00Z', '2026-11-23T12:00:00Z'];
    const streams = ['Bank account/NL000001', "Robert'); DROP TABLE events;--", 'größe/世界 🏦', '{"a":1}', 'back\\slash', ' ', '$1'];
    const metadata = { correlationId: '', causationId: '"', actor: { name: 'Ø', id: "'" }, policy: 'CEO bonus' };
    for (const stream of streams) await append(events, stream, 'no stream', instants.map((instant) => ({ ...sampleEvent(stream), version: 7, occurredAt: Temporal.Instant.from(instant), metadata })));
    for (const stream of streams) {
      const found = await streamOf(events, stream);
      expect(found.map(({ occurredAt }) => occurredAt.toString())).toEqual(instants);
      for (const event of found) expect(event).toMatchObject({ stream, type: stream, version: 7, metadata });
    }
  });
  on('of a time the microseconds are kept, and nothing finer', async ({ events }) => {
    const occurredAt = Temporal.Instant.from('2026-11-23T12:00:00.123456789Z');
    const stored = storedBy(await append(events, 'A', 'any', [{ ...sampleEvent(), occurredAt }]));
    for (const event of [...stored, ...(await feedOf(events))]) expect(event.occurredAt.toString()).toBe('2026-11-23T12:00:00.123456Z');
    await expect(append(events, 'A', 'any', [{ ...sampleEvent(), occurredAt: Temporal.Instant.from('-010000-01-01T00:00:00Z') }])).rejects.toThrow('a store keeps no time before');
  });
}
