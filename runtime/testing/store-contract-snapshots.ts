import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { StoredEvent } from '../store/event-store.ts';
import type { Snapshot } from '../store/snapshot-store.ts';
import type { Store } from '../store/store.ts';
import { append, type MakeStore, sampleEvents, storedBy, testsOn } from './store-contract-samples.ts';

/** What a store promises of snapshots: they are of a history that is there, and nobody misses one that is not used. */
export function snapshotContract(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a snapshot is found by its stream and its fold, with the events behind it', async (store) => {
    const history = await historyOf(store, 5);
    const snapshot = snapshotAt(history, 3, { state: { text: '世\n"', amount: '20.05', none: null, list: [1, []] } });
    await store.snapshots.keep(snapshot);
    const found = await store.snapshots.find('A', 'fold');
    expect(plainly(found.snapshot)).toEqual(plainly(snapshot));
    expect(found.tail.map(({ revision }) => revision)).toEqual([4, 5]);
    expect(found.tail[0]?.data).toEqual({ number: 4 });
  });
  on('a snapshot at the end of its stream has nothing behind it', async (store) => {
    await store.snapshots.keep(snapshotAt(await historyOf(store, 2), 2));
    expect(await store.snapshots.find('A', 'fold')).toMatchObject({ snapshot: { revision: 2 }, tail: [] });
  });
  on('without one the events come from the first one on, and a stream that is not there has none', async (store) => {
    await historyOf(store, 3);
    expect(await revisions(store, 'fold')).toEqual(['none', 1, 2, 3]);
    expect(await store.snapshots.find('B', 'fold')).toEqual({ snapshot: undefined, tail: [] });
  });
  on('a snapshot of another fold is not found', async (store) => {
    await store.snapshots.keep(snapshotAt(await historyOf(store, 3), 2));
    expect(await revisions(store, 'another fold')).toEqual(['none', 1, 2, 3]);
  });
  on('the last one that was kept takes the place of the one before, whatever it is of', async (store) => {
    const history = await historyOf(store, 4);
    for (const [revision, fold] of [[3, 'fold'], [2, 'fold'], [4, 'another fold']] as const) {
      await store.snapshots.keep(snapshotAt(history, revision, { fold }));
      expect((await store.snapshots.find('A', fold)).snapshot?.revision).toBe(revision);
    }
    expect(await revisions(store, 'fold')).toEqual(['none', 1, 2, 3, 4]);
  });
  on('a snapshot beyond the end of the log, or of another history, is not found', async (store) => {
    const history = await historyOf(store, 3);
    await store.snapshots.keep(snapshotAt(history, 3, { revision: 4 }));
    expect(await revisions(store, 'fold')).toEqual(['none', 1, 2, 3]);
    await store.snapshots.keep(snapshotAt(history, 3, { lastEventId: randomUUID() }));
    expect(await revisions(store, 'fold')).toEqual(['none', 1, 2, 3]);
  });
  on('of a long history the first thousand events behind a snapshot come', async (store) => {
    await store.snapshots.keep(snapshotAt(await historyOf(store, 1005), 2));
    const { tail } = await store.snapshots.find('A', 'fold');
    expect([tail.length, tail[0]?.revision, tail.at(-1)?.revision]).toEqual([1000, 3, 1002]);
  });
  on('what no store could keep is refused with a sentence', async (store) => {
    const [event] = await historyOf(store, 1);
    if (event === undefined) throw new Error('There is an event.');
    await expect(store.snapshots.keep(snapshotAt([event], 1, { state: '\u0000' }))).rejects.toThrow('The state of a snapshot has a NUL character');
    await expect(store.snapshots.keep(snapshotAt([event], 1, { revision: 0 }))).rejects.toThrow('The snapshot of A is of revision 0');
  });
}

async function historyOf({ events }: Store, length: number): Promise<readonly StoredEvent[]> {
  return storedBy(await append(events, 'A', 0, sampleEvents(length)));
}

function snapshotAt(history: readonly StoredEvent[], revision: number, changes: Partial<Snapshot> = {}): Snapshot {
  const event = history[revision - 1];
  if (event === undefined) throw new Error(`There is no event ${revision}.`);
  return { stream: 'A', fold: 'fold', revision, lastEventId: event.id, occurredAt: event.occurredAt, state: { total: revision }, ...changes };
}

async function revisions(store: Store, fold: string): Promise<readonly unknown[]> {
  const { snapshot, tail } = await store.snapshots.find('A', fold);
  return [snapshot?.revision ?? 'none', ...tail.map(({ revision }) => revision)];
}

function plainly(snapshot: Snapshot | undefined): unknown {
  return { ...snapshot, occurredAt: snapshot?.occurredAt.toString() };
}
