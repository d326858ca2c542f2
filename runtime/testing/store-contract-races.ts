import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { AppendResult, EventStore, ExpectedRevision } from '../store/event-store.ts';
import { append, feedOf, sampleEvent, sampleEvents, storedBy, streamOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What `append` promises when many append at the same time. */
export function raceContract(makeStore: MakeStore): void {
  barriers(makeStore);
  staggered(makeStore);
  neighbours(makeStore);
}

function barriers(makeStore: MakeStore): void {
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


const RACERS = 8;
const ROUNDS = 4;

function staggered(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  for (const expected of ['no stream', 0] as const) {
    on(`of staggered creators that expect ${JSON.stringify(expected)} exactly one wins, though all looked before any wrote`, async ({ events }) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const stream = `A${round}`;
        const results = await Promise.all(Array.from({ length: RACERS }, (_, racer) => lookThenAppend(events, stream, expected, racer)));
        expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
        expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(RACERS - 1);
        expect(await streamOf(events, stream)).toHaveLength(2);
      }
    });
  }
  on('a commit that lands between another writer\'s read and write is never overlooked: what each wrote stands on what it had read', async ({ events }) => {
    await Promise.all(Array.from({ length: RACERS }, (_, racer) => countUp(events, racer)));
    const counted = (await streamOf(events, 'Counter')).map(({ data }) => data);
    expect(counted).toEqual(Array.from({ length: RACERS * ROUNDS }, (_, index) => ({ count: index + 1 })));
  });
}

/** Every writer writes a little later than the one before. */
async function lookThenAppend(events: EventStore, stream: string, expected: ExpectedRevision, racer: number): Promise<AppendResult> {
  const found = await streamOf(events, stream);
  await sleep(racer % 4);
  return found.length > 0 ? { kind: 'conflict', stream, expected, actual: found.length } : append(events, stream, expected, sampleEvents(2));
}

async function countUp(events: EventStore, racer: number): Promise<void> {
  for (let done = 0; done < ROUNDS; ) {
    const { length } = await streamOf(events, 'Counter');
    await sleep((racer + done) % 3);
    const result = await append(events, 'Counter', length, [sampleEvent('Counted', { count: length + 1 })]);
    if (result.kind === 'appended') done += 1;
  }
}

const CHAIN = 60;

function neighbours(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('appends to one stream that do not wait for each other are decided in the order they were called in', async ({ events }) => {
    await append(events, 'Busy', 'any');
    const chains = ['A', 'B', 'C'].map((stream) => Array.from({ length: CHAIN }, (_, revision) => append(events, stream, revision)));
    const later = await append(events, 'Busy', 'any').then(() => Array.from({ length: CHAIN }, (_, index) => append(events, 'A', CHAIN + index)));
    for (const result of await Promise.all([...chains.flat(), ...later])) expect(result.kind).toBe('appended');
    expect((await streamOf(events, 'A')).map(({ revision }) => revision)).toEqual(Array.from({ length: CHAIN * 2 }, (_, index) => index + 1));
  });
  on('in a chain that an append to two streams crosses, both streams stay in order', async ({ events }) => {
    const both = { streams: [{ stream: 'A', expected: 1, events: sampleEvents(1) }, { stream: 'B', expected: 1, events: sampleEvents(2) }] };
    const results = await Promise.all([append(events, 'A', 0), append(events, 'B', 0), events.append(both), append(events, 'A', 2), append(events, 'B', 3)]);
    expect(results.map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'appended'));
    expect((await feedOf(events)).map(({ stream, revision }) => `${stream}${revision}`)).toEqual(['A1', 'B1', 'A2', 'B2', 'B3', 'A3', 'B4']);
  });
  on('appends at the same time that conflict, repeat or take an id again fail no neighbour', async ({ events }) => {
    const [known, other] = [sampleEvents(2), sampleEvent()];
    const first = storedBy(await append(events, 'A', 0, known, 'used'));
    await append(events, 'B', 0, [other]);
    const results = await Promise.allSettled([
      append(events, 'C', 0), append(events, 'A', 9), append(events, 'C', 1, sampleEvents(2), 'new'), append(events, 'D', 0, sampleEvents(1), 'used'),
      append(events, 'A', 0, known), append(events, 'E', 'any', [sampleEvent(), other]), append(events, 'C', 3), append(events, 'C', 3), append(events, 'F', 'any', [], 'new'),
    ]);
    const repeated = { kind: 'repeated', outcome: { kind: 'accepted', stream: 'A', fingerprint: null, events: first } };
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value.kind : result.status))).toEqual(['appended', 'conflict', 'appended', 'repeated', 'repeated', 'rejected', 'appended', 'conflict', 'repeated']);
    expect(results[3]).toMatchObject({ value: repeated });
    expect(results[4]).toMatchObject({ value: repeated });
    expect(results[7]).toMatchObject({ value: { stream: 'C', expected: 3, actual: 4 } });
    expect(results[8]).toMatchObject({ value: { outcome: { stream: 'C', events: [{ revision: 2 }, { revision: 3 }] } } });
    expect((await feedOf(events)).map(({ stream, position }) => `${stream}${position}`)).toEqual(['A1', 'A2', 'B3', 'C4', 'C5', 'C6', 'C7']);
  });
}
