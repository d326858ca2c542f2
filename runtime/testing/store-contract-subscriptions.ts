import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { EventToPark } from '../store/parking-store.ts';
import type { Store } from '../store/store.ts';
import { advance, append, newestTable, sampleEvents, testsOn, type MakeStore } from './store-contract-samples.ts';
import { sampleTable } from './store-contract-rows.ts';
import { NotFilledYet, tableId } from '../store/read-model-store.ts';

/** What subscriptions are built on: checkpoints, leases, parked events, sights, and tables side by side. */
export function subscriptionContract(makeStore: MakeStore): void {
  checkpoints(makeStore);
  leases(makeStore);
  parking(makeStore);
  sights(makeStore);
  tables(makeStore);
}

const LONG = 3_600_000;

function checkpoints(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a checkpoint begins at 0, moves from where it is, and from nowhere else', async ({ checkpoints: store }) => {
    const move = (from: bigint, to: bigint): Promise<boolean> => store.moveCheckpoint({ subscription: 'CEO bonus', from, to });
    expect(await store.checkpoint('CEO bonus')).toEqual({ position: 0n, failure: null });
    expect([await move(1n, 2n), await move(0n, 5n), await move(0n, 6n), await move(5n, 9007199254740993n)]).toEqual([false, true, false, true]);
    expect(await store.checkpoint('CEO bonus')).toEqual({ position: 9007199254740993n, failure: null });
    expect(await store.listCheckpoints()).toEqual([{ subscription: 'CEO bonus', position: 9007199254740993n, failure: null }]);
  });
  on('of several who move one checkpoint exactly one does', async ({ checkpoints: store }) => {
    for (const from of [0n, 1n, 2n]) {
      const moved = await Promise.all(Array.from({ length: 8 }, () => store.moveCheckpoint({ subscription: 'CEO bonus', from, to: from + 1n })));
      expect(moved.filter((each) => each)).toHaveLength(1);
    }
    expect((await store.checkpoint('CEO bonus')).position).toBe(3n);
  });
  on('a failure is kept until the checkpoint moves, with what is left of its pause', async ({ checkpoints: store }) => {
    await store.moveCheckpoint({ subscription: 'CEO bonus', from: 0n, to: 5n });
    await store.noteFailure('CEO bonus', { position: 7n, attempts: 2, error: 'no mail', retryInMilliseconds: LONG });
    await store.noteFailure('CEO bonus', { position: 5n, attempts: 9, error: 'too late: it is behind that', retryInMilliseconds: 0 });
    const { failure } = await store.checkpoint('CEO bonus');
    expect(failure).toMatchObject({ position: 7n, attempts: 2, error: 'no mail' });
    expect(failure?.retryInMilliseconds).toBeGreaterThan(LONG / 2);
    expect(failure?.retryInMilliseconds).toBeLessThanOrEqual(LONG);
    await store.moveCheckpoint({ subscription: 'CEO bonus', from: 5n, to: 7n });
    expect(await store.checkpoint('CEO bonus')).toEqual({ position: 7n, failure: null });
  });
  on('shares begin together: where they are new at the position given, and where they were divided otherwise at the slowest', async ({ checkpoints: store }) => {
    const all = async () => (await store.listCheckpoints()).map(({ subscription, position }) => `${subscription} at ${position}`).toSorted();
    await store.beginShares('CEO bonus', 1, 7n);
    await store.beginShares('CEO bonus', 1, 9n);
    expect(await all()).toEqual(['CEO bonus at 7']);
    await Promise.all([store.beginShares('CEO bonus', 2, 9n), store.beginShares('CEO bonus', 2, 9n)]);
    expect(await all()).toEqual(['CEO bonus 1/2 at 7', 'CEO bonus 2/2 at 7']);
    await store.moveCheckpoint({ subscription: 'CEO bonus 1/2', from: 7n, to: 20n });
    await store.moveCheckpoint({ subscription: 'CEO bonus 2/2', from: 7n, to: 10n });
    await store.beginShares('CEO bonus', 3, 30n);
    expect(await all()).toEqual(['CEO bonus 1/3 at 10', 'CEO bonus 2/3 at 10', 'CEO bonus 3/3 at 10']);
  });
}

function leases(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const names = ['a', 'b', 'c', 'd'];
  const holding = async (store: Store, owner: string, wanted: readonly string[] = names, milliseconds = LONG) => (await store.leases.holdLeases({ owner, names: wanted, milliseconds })).map(({ name }) => name).toSorted();
  on('the only worker holds all, and goes on holding it under the same tokens', async (store) => {
    const first = await store.leases.holdLeases({ owner: 'one', names, milliseconds: LONG });
    expect(first.map(({ name }) => name).toSorted()).toEqual(names);
    expect(await store.leases.holdLeases({ owner: 'one', names, milliseconds: LONG })).toEqual(first);
    expect(await holding(store, 'one', [])).toEqual([]);
  });
  on('workers that want the same share it, nobody holds what another does, and what one gives back another takes', async (store) => {
    expect(await holding(store, 'one')).toEqual(names);
    expect(await holding(store, 'two')).toEqual([]);
    const [one, two] = [await holding(store, 'one'), await holding(store, 'two')];
    expect([one.length, two.length]).toEqual([2, 2]);
    expect([...one, ...two].toSorted()).toEqual(names);
    await store.leases.releaseLeases('one');
    expect(await holding(store, 'two')).toEqual(names);
    const held = await store.leases.listLeases();
    expect(held.map(({ name, owner }) => [name, owner]).toSorted()).toEqual(names.map((name) => [name, 'two']));
    expect(held.every(({ remainingMilliseconds }) => remainingMilliseconds > LONG / 2 && remainingMilliseconds <= LONG)).toBe(true);
  });
  on('of workers who begin at the same moment no two hold one lease', async (store) => {
    for (let round = 0; round < 4; round += 1) {
      const all = await Promise.all(['one', 'two', 'three', 'four'].map((owner) => holding(store, owner)));
      expect(all.flat().length).toBe(new Set(all.flat()).size);
    }
    const all = [await holding(store, 'one'), await holding(store, 'two'), await holding(store, 'three'), await holding(store, 'four')];
    expect(all.map((each) => each.length)).toEqual([1, 1, 1, 1]);
  });
  on('what runs out is taken by another, and whoever slept through it moves no checkpoint any more', async (store) => {
    const [sleeper] = await store.leases.holdLeases({ owner: 'sleeper', names: ['a'], milliseconds: 30 });
    if (sleeper === undefined) throw new Error('Nothing was held.');
    const move = { subscription: 'a', from: 0n, to: 1n };
    let [next] = await store.leases.holdLeases({ owner: 'next', names: ['a'], milliseconds: LONG });
    for (; next === undefined; [next] = await store.leases.holdLeases({ owner: 'next', names: ['a'], milliseconds: LONG })) await sleep(5);
    expect(next.token).toBeGreaterThan(sleeper.token);
    expect(await store.checkpoints.moveCheckpoint({ ...move, lease: sleeper })).toBe(false);
    await store.readModels.prepare(sampleTable());
    const table = await newestTable(store.readModels, 'Account overview');
    expect(await store.readModels.advance(table, { from: 0n, to: 1n, lease: sleeper }, async (rows) => rows.put({ accountNumber: 'A', owner: 'Ann' }))).toBe(false);
    expect(await store.readModels.list('Account overview', { where: {}, limit: 9 })).toEqual([]);
    expect(await store.checkpoints.moveCheckpoint({ ...move, lease: next })).toBe(true);
    expect(await holding(store, 'sleeper', ['a'])).toEqual([]);
  });
  on('nothing stays free because workers want different things', async (store) => {
    expect(await holding(store, 'old', ['a', 'b', 'c'], 40)).toEqual(['a', 'b', 'c']);
    await holding(store, 'new', ['a', 'b', 'd'], LONG);
    await store.leases.releaseLeases('old');
    expect(await holding(store, 'new', ['a', 'b', 'd'])).toEqual(['a', 'b', 'd']);
    await expect(store.leases.holdLeases({ owner: 'new', names: ['a'], milliseconds: 0 })).rejects.toThrow('A lease of 0 ms cannot be held');
  });
}

function parking(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const parked = (position: bigint, key: string, error: string | null = null, more: Partial<EventToPark> = {}): EventToPark => ({ subscription: 'CEO bonus', key, position, stream: `Bank account/${key}`, type: 'Money deposited', error, ...more });
  const park = async (store: Store, to: bigint, ...events: readonly EventToPark[]) => expect(await store.checkpoints.moveCheckpoint({ subscription: 'CEO bonus', from: to - 1n, to, park: events })).toBe(true);
  on('what is parked waits in order, key by key, with its error and when', async (store) => {
    await park(store, 1n, parked(1n, 'B', 'no such owner'), parked(2n, 'B'), parked(3n, 'A', 'zoë'));
    await park(store, 2n, parked(1n, 'B', 'told again'));
    expect((await store.parking.listParked('CEO bonus')).map(({ position, key, state, error }) => [position, key, state, error])).toEqual([[1n, 'B', 'parked', 'no such owner'], [2n, 'B', 'behind', null], [3n, 'A', 'parked', 'zoë']]);
    expect((await store.parking.listParked()).map(({ parkedAt }) => parkedAt.epochMilliseconds > 0)).toEqual([true, true, true]);
    expect(await store.parking.listParked('Another')).toEqual([]);
    expect((await store.parking.parkedKeys()).toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { subscription: 'CEO bonus', key: 'A', events: 1, wanted: false, error: 'zoë' },
      { subscription: 'CEO bonus', key: 'B', events: 2, wanted: false, error: 'no such owner' },
    ]);
  });
  on('a move that does not happen parks nothing', async (store) => {
    expect(await store.checkpoints.moveCheckpoint({ subscription: 'CEO bonus', from: 5n, to: 6n, park: [parked(1n, 'A', 'x')] })).toBe(false);
    expect(await store.parking.listParked()).toEqual([]);
  });
  on('the first of a key is wanted again when somebody says so, settled when it was handled, and parked again when it failed', async (store) => {
    await park(store, 1n, parked(1n, 'A', 'first'), parked(2n, 'A'));
    expect([await store.parking.retryParked('CEO bonus', 'A'), await store.parking.retryParked('CEO bonus', 'Z')]).toEqual([true, false]);
    expect(await store.parking.parkedKeys()).toMatchObject([{ key: 'A', wanted: true, events: 2 }]);
    await store.parking.parkAgain({ subscription: 'CEO bonus', key: 'A', position: 1n }, 'second');
    expect(await store.parking.listParked()).toMatchObject([{ state: 'parked', error: 'second' }, { state: 'behind' }]);
    expect(await store.checkpoints.moveCheckpoint({ subscription: 'CEO bonus', from: 1n, to: 1n, settle: [{ subscription: 'CEO bonus', key: 'A', position: 1n }] })).toBe(true);
    expect(await store.parking.listParked()).toMatchObject([{ position: 2n }]);
  });
  on('one is skipped with a reason, which stays, and what was behind it is wanted', async (store) => {
    await park(store, 1n, parked(1n, 'A', 'first'), parked(2n, 'A'));
    await expect(store.parking.skipParked('CEO bonus', 'A', '')).rejects.toThrow('Nothing is skipped without a reason');
    expect([await store.parking.skipParked('CEO bonus', 'A', 'The account was a test.'), await store.parking.skipParked('CEO bonus', 'Z', 'x')]).toEqual([true, false]);
    expect(await store.parking.listParked()).toMatchObject([{ position: 2n, state: 'wanted' }]);
    expect(await store.parking.listSkipped(5)).toMatchObject([{ position: 1n, state: 'skipped', reason: 'The account was a test.' }]);
  });
  on('what waits for another key is wanted when nothing waits there any more', async (store) => {
    const waitsFor = { subscription: 'Overview #1', key: '["A"]' };
    await park(store, 1n, parked(1n, '["A"]', 'poison', { subscription: 'Overview #1' }), parked(2n, 'Z', 'it waits', { waitsFor }));
    expect(await store.parking.listParked('CEO bonus')).toMatchObject([{ waitsFor, state: 'parked' }]);
    await store.checkpoints.moveCheckpoint({ subscription: 'CEO bonus', from: 1n, to: 1n, settle: [{ subscription: 'Overview #1', key: '["A"]', position: 1n }] });
    expect(await store.parking.listParked('CEO bonus')).toMatchObject([{ state: 'wanted' }]);
  });
}

function sights(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('what was seen first is seen again, until it is forgotten', async ({ sights: store }) => {
    const id = randomUUID();
    expect(await store.keepSight(id, { bonus: { owner: 'Zoë', balance: '1.00' } })).toEqual({ bonus: { owner: 'Zoë', balance: '1.00' } });
    expect(await Promise.all([store.keepSight(id, null), store.keepSight(id.toUpperCase(), 'another')])).toEqual([{ bonus: { owner: 'Zoë', balance: '1.00' } }, { bonus: { owner: 'Zoë', balance: '1.00' } }]);
    await store.forgetSights([id, randomUUID()]);
    await store.forgetSights([]);
    expect(await store.keepSight(id, null)).toBeNull();
  });
}

function tables(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const list = (store: Store) => store.readModels.list('Account overview', { where: {}, limit: 9 });
  on('a read model that is new to a log with events is not shown before it has caught up', async (store) => {
    await append(store.events, 'Bank account/A', 'any', sampleEvents(3));
    await store.readModels.prepare(sampleTable());
    await expect(list(store)).rejects.toThrow(NotFilledYet);
    await advance(store, 'Account overview', 0n, 2n, async (rows) => rows.put({ accountNumber: 'A', owner: 'Ann' }));
    await expect(store.readModels.find('Account overview', { accountNumber: 'A' })).rejects.toThrow('"Account overview" is new, or has changed, and its rows are still being made from what has happened. Ask again in a moment.');
    await store.readModels.advance(await newestTable(store.readModels, 'Account overview'), { from: 2n, to: 3n, serve: true }, async () => {});
    expect(await list(store)).toHaveLength(1);
  });
  on('one that was changed is filled beside the one there is, which is shown meanwhile if its columns are the same', async (store) => {
    await store.readModels.prepare(sampleTable());
    await advance(store, 'Account overview', 0n, 3n, async (rows) => rows.put({ accountNumber: 'A', owner: 'Ann' }));
    await append(store.events, 'Bank account/A', 'any', sampleEvents(3));
    await store.readModels.prepare(sampleTable({ fingerprint: 'two' }));
    const next = await newestTable(store.readModels, 'Account overview');
    expect(next).toMatchObject({ generation: 2, state: 'building' });
    await store.readModels.advance(next, { from: 0n, to: 2n }, async (rows) => rows.put({ accountNumber: 'A', owner: 'half' }));
    expect(await list(store)).toMatchObject([{ owner: 'Ann' }]);
    await store.readModels.advance(next, { from: 2n, to: 3n, serve: true }, async (rows) => rows.put({ accountNumber: 'A', owner: 'whole' }));
    expect(await list(store)).toMatchObject([{ owner: 'whole' }]);
    await store.readModels.prepare(sampleTable({ fingerprint: 'two', columns: sampleTable().columns.slice(0, 2), findBy: [] }));
    await expect(list(store)).rejects.toThrow(NotFilledYet);
  });
  on('one that is rebuilt is swapped in when it has caught up, together with its checkpoint, or not at all', async (store) => {
    await store.readModels.prepare(sampleTable());
    await advance(store, 'Account overview', 0n, 3n, async (rows) => rows.put({ accountNumber: 'A', owner: 'Ann' }));
    await append(store.events, 'Bank account/A', 'any', sampleEvents(3));
    const next = await store.readModels.rebuild('Account overview');
    expect(next).toEqual({ name: 'Account overview', generation: 2 });
    expect([await store.readModels.rebuild('Account overview'), await store.readModels.rebuild('Nobody')]).toEqual([undefined, undefined]);
    if (next === undefined) return;
    expect((await store.readModels.tables('Account overview')).map(({ generation, state }) => [generation, state])).toEqual([[1, 'serving'], [2, 'building']]);
    const failing = store.readModels.advance(next, { from: 0n, to: 3n, serve: true }, async (rows) => {
      await rows.put({ accountNumber: 'A', owner: 'half' });
      throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect(await list(store)).toMatchObject([{ owner: 'Ann' }]);
    expect(await store.readModels.advance(next, { from: 0n, to: 3n, serve: true }, async (rows) => rows.put({ accountNumber: 'A', owner: 'rebuilt' }))).toBe(true);
    expect(await list(store)).toMatchObject([{ owner: 'rebuilt' }]);
    expect((await store.readModels.tables('Account overview')).map(({ generation, state }) => [generation, state])).toEqual([[2, 'serving']]);
    expect((await store.checkpoints.checkpoint(tableId(next))).position).toBe(3n);
  });
}
