import { expect } from 'vitest';
import { append, expectEmpty, feedOf, plain, sampleEvent, sampleEvents, storedBy, streamOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What `append` promises about expected revisions, atomicity and event ids. */
export function appendContract(makeStore: MakeStore): void {
  expectations(makeStore);
  severalStreams(makeStore);
  sameEvents(makeStore);
  refusals(makeStore);
}

function expectations(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('an append gives back the events as they are read again', async ({ events }) => {
    const stored = storedBy(await append(events, 'A', 'no stream', sampleEvents(3)));
    expect(stored.map(({ revision, position }) => [revision, position])).toEqual([[1, 1n], [2, 2n], [3, 3n]]);
    expect(plain(await streamOf(events, 'A'))).toEqual(plain(stored));
    expect(plain(await feedOf(events))).toEqual(plain(stored));
  });
  on('an expected revision has to be met exactly, and a conflict names the actual one', async ({ events }) => {
    await append(events, 'A', 'no stream', sampleEvents(2));
    expect(await append(events, 'A', 1)).toEqual({ kind: 'conflict', stream: 'A', expected: 1, actual: 2 });
    expect(await append(events, 'A', 3)).toEqual({ kind: 'conflict', stream: 'A', expected: 3, actual: 2 });
    expect(await append(events, 'A', -1)).toEqual({ kind: 'conflict', stream: 'A', expected: -1, actual: 2 });
    expect(await append(events, 'A', 2)).toMatchObject({ kind: 'appended' });
    expect(await streamOf(events, 'A')).toHaveLength(3);
  });
  on('0 is a revision and means that there is no stream', async ({ events }) => {
    expect(await append(events, 'A', 0)).toMatchObject({ kind: 'appended' });
    expect(await append(events, 'A', 0)).toEqual({ kind: 'conflict', stream: 'A', expected: 0, actual: 1 });
    expect(await append(events, 'A', 'no stream')).toEqual({ kind: 'conflict', stream: 'A', expected: 'no stream', actual: 1 });
    expect(await append(events, 'B', 1)).toEqual({ kind: 'conflict', stream: 'B', expected: 1, actual: 0 });
  });
  on('"stream exists" and "any" ask for what they say', async ({ events }) => {
    expect(await append(events, 'A', 'stream exists')).toEqual({ kind: 'conflict', stream: 'A', expected: 'stream exists', actual: 0 });
    await expectEmpty(events);
    expect(await append(events, 'A', 'any')).toMatchObject({ kind: 'appended' });
    expect(await append(events, 'A', 'any')).toMatchObject({ kind: 'appended' });
    expect(await append(events, 'A', 'stream exists')).toMatchObject({ kind: 'appended' });
  });
  on('an append without events only checks', async ({ events }) => {
    expect(await append(events, 'A', 'no stream', [])).toEqual({ kind: 'appended', events: [] });
    expect(await append(events, 'A', 'stream exists', [])).toMatchObject({ kind: 'conflict', actual: 0 });
    await expectEmpty(events);
  });
}

function severalStreams(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('an append to several streams stores all or nothing', async ({ events }) => {
    await append(events, 'B', 'no stream');
    const both = (expectedOfB: number) => events.append({ streams: [{ stream: 'A', expected: 'no stream', events: sampleEvents(2) }, { stream: 'B', expected: expectedOfB, events: sampleEvents(1) }] });
    expect(await both(5)).toEqual({ kind: 'conflict', stream: 'B', expected: 5, actual: 1 });
    expect(await streamOf(events, 'A')).toEqual([]);
    expect(await events.head()).toBe(1n);
    const stored = storedBy(await both(1));
    expect(stored.map(({ stream, revision, position }) => [stream, revision, position])).toEqual([['A', 1, 2n], ['A', 2, 3n], ['B', 2, 4n]]);
    expect(plain(await feedOf(events, { after: 1n }))).toEqual(plain(stored));
  });
  on('a stream that is only checked is not changed, and its conflict stops the others', async ({ events }) => {
    await append(events, 'Limit', 'no stream');
    const checking = (expected: number) => events.append({ streams: [{ stream: 'A', expected: 'any', events: sampleEvents(1) }, { stream: 'Limit', expected, events: [] }] });
    expect(await checking(0)).toEqual({ kind: 'conflict', stream: 'Limit', expected: 0, actual: 1 });
    expect(await streamOf(events, 'A')).toEqual([]);
    expect(await checking(1)).toMatchObject({ kind: 'appended' });
    expect(await streamOf(events, 'Limit')).toHaveLength(1);
  });
}

function sameEvents(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('the same events again store nothing and give what was stored, whatever is expected', async ({ events }) => {
    const toStore = sampleEvents(3);
    const first = storedBy(await append(events, 'A', 'no stream', toStore));
    await append(events, 'A', 3);
    const outcome = { kind: 'accepted', stream: 'A', fingerprint: null, events: first };
    for (const expected of ['no stream', 'any', 0, 7] as const) expect(await append(events, 'A', expected, toStore)).toEqual({ kind: 'repeated', outcome });
    expect(await append(events, 'A', 'any', toStore, 'a new command')).toEqual({ kind: 'repeated', outcome });
    expect(await events.findOutcome('a new command')).toBeUndefined();
    expect(await feedOf(events)).toHaveLength(4);
  });
  on('the same events over several streams are given again, with the streams that were only checked', async ({ events }) => {
    const [one, two] = [sampleEvents(2), sampleEvents(1)];
    const streams = [{ stream: 'Limit', expected: 0, events: [] }, { stream: 'A', expected: 0, events: one }, { stream: 'B', expected: 0, events: two }];
    const first = storedBy(await events.append({ streams }));
    expect(await events.append({ streams })).toEqual({ kind: 'repeated', outcome: { kind: 'accepted', stream: 'Limit', fingerprint: null, events: first } });
    expect(await events.head()).toBe(3n);
  });
  on('events of which only some are stored, or elsewhere, or in another order, are refused with a sentence', async ({ events }) => {
    const [one, two, three] = [sampleEvent(), sampleEvent(), sampleEvent()];
    await append(events, 'A', 'any', [one, two]);
    await append(events, 'B', 'any', [three]);
    for (const [stream, toStore] of [['A', [one, sampleEvent()]], ['A', [sampleEvent(), two]], ['A', [two, one]], ['B', [one, two]], ['A', [one, two, three]]] as const) {
      await expect(append(events, stream, 'any', toStore)).rejects.toThrow('An event with this id is in the store already: every event needs an id of its own.');
    }
    expect(await append(events, 'A', 2, [one])).toMatchObject({ kind: 'repeated', outcome: { events: [{ revision: 1 }] } });
    expect(await append(events, 'A', 7, [one, sampleEvent()])).toMatchObject({ kind: 'conflict', actual: 2 });
    expect(await feedOf(events)).toHaveLength(3);
  });
}

function refusals(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('what no store can keep is refused with one sentence, and fails no neighbour', async ({ events }) => {
    const unstorable = 'has a NUL character or half a character in it: a store cannot keep those.';
    const [good, ...bad] = await Promise.allSettled([
      append(events, 'A', 'any'),
      ...['a\u0000b', '\ud800', 'x\udc00'].map((text) => append(events, 'A', 'any', [sampleEvent('Noted', { deep: [{ text }] })])),
      append(events, 'A', 'any', [sampleEvent('Noted', { ['member\u0000']: 1 })]),
    ]);
    expect(good?.status).toBe('fulfilled');
    for (const refused of bad) expect(refused).toMatchObject({ status: 'rejected', reason: { message: `The event "Noted" ${unstorable}` } });
    await expect(append(events, 'A\u0000', 'any')).rejects.toThrow(unstorable);
    await expect(append(events, '', 'any')).rejects.toThrow('is empty');
    await expect(append(events, 'x'.repeat(1001), 'any')).rejects.toThrow('at most 1000 bytes');
    expect(await feedOf(events)).toHaveLength(1);
  });
  on('an event id is taken once, and whoever takes it again fails no neighbour', async ({ events }) => {
    const event = sampleEvent();
    await append(events, 'A', 'any', [event]);
    const results = await Promise.allSettled([append(events, 'B', 'any'), append(events, 'C', 'any', [event]), append(events, 'D', 'any')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { message: 'An event with this id is in the store already: every event needs an id of its own.' } });
    expect((await feedOf(events)).map(({ stream }) => stream).sort()).toEqual(['A', 'B', 'D']);
  });
  on('one append does not name a stream or an event id twice', async ({ events }) => {
    const event = sampleEvent();
    await expect(events.append({ streams: [{ stream: 'A', expected: 0, events: [] }, { stream: 'A', expected: 1, events: [] }] })).rejects.toThrow('The stream "A" is in one append twice.');
    await expect(append(events, 'A', 'any', [event, event])).rejects.toThrow('is in one append twice.');
    await expect(events.append({ streams: [] })).rejects.toThrow('names at least one stream');
    await expect(append(events, 'A', 1.5)).rejects.toThrow('The expected revision is 1.5');
    await expectEmpty(events);
  });
}
