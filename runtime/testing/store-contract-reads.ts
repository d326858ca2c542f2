import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import type { Json } from '../message/json.ts';
import type { EventStore } from '../store/event-store.ts';
import { append, feedOf, sampleEvent, sampleEvents, sampleMetadata, sampleTime, storedBy, streamOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What reading promises: order, ranges, nothing left out, and every event exactly as it was. */
export function readContract(makeStore: MakeStore): void {
  streams(makeStore);
  past(makeStore);
  chains(makeStore);
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

function past(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a stream as of a moment is what it was before the first event that occurred later, read either way', async ({ events }) => {
    // The third event is late in the log, the fourth says that it occurred before it.
    await append(events, 'A', 'any', [0, 1, 3, 2, 4].map((minutes) => ({ ...sampleEvent(), occurredAt: sampleTime.add({ minutes }) })));
    const asOf = async (minutes: number, options: Parameters<EventStore['readStream']>[1] = {}) =>
      (await streamOf(events, 'A', { ...options, asOf: sampleTime.add({ minutes }) })).map(({ revision }) => revision);
    expect(await asOf(-1)).toEqual([]);
    expect(await asOf(0)).toEqual([1]);
    expect(await asOf(2)).toEqual([1, 2]);
    expect(await asOf(3)).toEqual([1, 2, 3, 4]);
    expect(await asOf(9)).toEqual([1, 2, 3, 4, 5]);
    expect(await asOf(3, { direction: 'backward' })).toEqual([4, 3, 2, 1]);
    expect(await asOf(3, { from: 2, to: 3 })).toEqual([2, 3]);
    expect(await asOf(3, { direction: 'backward', from: 9, to: 3 })).toEqual([4, 3]);
    expect(await asOf(2, { from: 3 })).toEqual([]);
    expect(await streamOf(events, 'Nobody', { asOf: sampleTime })).toEqual([]);
  });
}

function chains(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('where an event was traced comes back with it, however it is read, also from among events that were not traced', async ({ events }) => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const traced = { ...sampleEvent(), metadata: { ...sampleMetadata, traceparent } };
    const appending = [append(events, 'A', 0, [sampleEvent(), traced, sampleEvent()], 'a command'), append(events, 'B', 0, [sampleEvent()])];
    const [first, other] = await Promise.all(appending);
    const outcome = await events.findOutcome('a command');
    const expected = [undefined, traceparent, undefined];
    for (const found of [first?.kind === 'appended' ? first.events : [], await streamOf(events, 'A'), outcome?.kind === 'accepted' ? outcome.events : [], (await feedOf(events)).filter(({ stream }) => stream === 'A')]) {
      expect(found.map(({ metadata }) => metadata.traceparent)).toEqual(expected);
    }
    expect(other).toMatchObject({ kind: 'appended', events: [{ metadata: sampleMetadata }] });
    // Beside one that can not be stored, each is looked at by itself.
    await Promise.all([append(events, 'A', 'any', [sampleEvent()], 'a command'), append(events, 'C', 0, [{ ...traced, id: sampleEvent().id }])]);
    expect((await streamOf(events, 'C')).map(({ metadata }) => metadata.traceparent)).toEqual([traceparent]);
  });
  on('the events of one correlation id are read over all streams, in the order of the log', async ({ events }) => {
    const within = (correlationId: string, count: number) => sampleEvents(count).map((event) => ({ ...event, metadata: { ...event.metadata, correlationId } }));
    const found = async (correlationId: string): Promise<readonly string[]> => {
      const read: string[] = [];
      for await (const { stream, revision } of events.readCorrelation(correlationId)) read.push(`${stream}${revision}`);
      return read;
    };
    await append(events, 'B', 0, within('one', 1));
    await append(events, 'A', 0, [...within('two', 1), ...within('one', 2)]);
    await append(events, 'B', 1, within('one', 1));
    expect(await found('one')).toEqual(['B1', 'A2', 'A3', 'B2']);
    expect(await found('two')).toEqual(['A1']);
    expect(await found('three')).toEqual([]);
    await append(events, 'Long', 0, within('long', 2001));
    expect(await found('long')).toHaveLength(2001);
    await expect(append(events, 'A', 'any', within('x'.repeat(1001), 1))).rejects.toThrow('a store keeps no longer ones');
  });
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
