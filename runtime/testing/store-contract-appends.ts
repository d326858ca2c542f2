import { expect } from 'vitest';
import { append, expectEmpty, feedOf, plain, sampleEvent, sampleEvents, storedBy, streamOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What `append` promises about expected revisions, atomicity and races. */
export function appendContract(makeStore: MakeStore): void {
  expectations(makeStore);
  severalStreams(makeStore);
  races(makeStore);
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

function races(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  for (const racers of [2, 16]) {
    on(`of ${racers} racing creators exactly one wins, and the losers leave nothing`, async ({ events }) => {
      const results = await Promise.all(Array.from({ length: racers }, () => append(events, 'A', 'no stream', sampleEvents(2))));
      expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(racers - 1);
      expect(await streamOf(events, 'A')).toHaveLength(2);
      expect(await feedOf(events)).toHaveLength(2);
    });
    on(`of ${racers} racing writers with one expected revision exactly one wins`, async ({ events }) => {
      await append(events, 'A', 'no stream');
      for (let revision = 1; revision <= 5; revision += 1) {
        const results = await Promise.all(Array.from({ length: racers }, () => append(events, 'A', revision)));
        expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
        for (const lost of results.filter(({ kind }) => kind === 'conflict')) expect(lost).toMatchObject({ expected: revision, actual: revision + 1 });
      }
      expect((await streamOf(events, 'A')).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6]);
    });
  }
  on('writers who check nothing all get a place of their own', async ({ events }) => {
    await Promise.all(Array.from({ length: 20 }, () => append(events, 'A', 'any', sampleEvents(2))));
    expect((await streamOf(events, 'A')).map(({ revision }) => revision)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
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
