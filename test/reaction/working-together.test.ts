import { definePolicy, type ReadModelDefinition, type Reaction } from 'stormwright';
import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication, type StartOptions } from '../../runtime/reaction/start-application.ts';
import { NotFilledYet } from '../../runtime/store/read-model-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { accountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountOpened } from '../../generated/bank/bank-account.ts';
import { recordingEmail } from '../../generated/bank/email.ts';
import { ADA, BEN, CEO, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';
import { createTestStore, freshSchema } from '../postgres/test-store.ts';

const PATIENCE = 20_000;
const stores: Store[] = [];

afterAll(async () => {
  for (const store of stores) await store.close();
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const plain: ReadModelDefinition = accountOverview;

/** The overview with another function, hence another fingerprint and the same columns. */
const shouting: ReadModelDefinition = {
  ...plain,
  project: (row, event) => {
    const next = plain.project(row, event);
    return next && { ...next, owner: 'ADA' };
  },
};

const start = (store: Store, changes: Partial<ApplicationDefinition> = {}, options: StartOptions = {}): Promise<RunningApplication> => startApplication({ ...bank({ email: recordingEmail() }), ...changes }, store, { leaseInMilliseconds: 300, ...options });

describe.each([['in memory', async (): Promise<Store> => createMemoryStore()], ['on PostgreSQL', createTestStore]] as const)('Processes that share a store %s', (_kind, createStore) => {
  const storeOf = async (): Promise<Store> => {
    const store = await createStore();
    stores.push(store);
    return store;
  };
  const owners = async (store: Store): Promise<readonly (string | null)[]> => (await store.leases.listLeases()).map(({ owner, remainingMilliseconds }) => (remainingMilliseconds > 0 ? owner : null));

  test('share its work evenly, and the one that is left takes over all of it', async () => {
    const store = await storeOf();
    const one = await start(store);
    await until(async () => (await owners(store)).length > 10 && (await owners(store)).every((owner) => owner !== null));
    const other = await start(store);
    const share = async (): Promise<readonly number[]> => {
      const held = await owners(store);
      return [...new Set(held)].map((owner) => held.filter((each) => each === owner).length).toSorted((a, b) => a - b);
    };
    await until(async () => {
      const [less = 0, more = 0, ...others] = await share();
      return others.length === 0 && more - less <= 1 && less > 0;
    });
    await one.send(openAccount(ADA));
    for (const each of [one, other]) expect(await each.waitFor(1n, PATIENCE)).toBe(true);
    await one.stop();
    await until(async () => new Set(await owners(store)).size === 1);
    await other.send(openAccount(BEN));
    expect(await other.waitFor(2n, PATIENCE)).toBe(true);
    await other.stop();
    expect(await store.leases.listLeases()).toMatchObject((await owners(store)).map(() => ({ owner: null })));
  });

  test('see what each other has made of the log, wherever it is followed', async () => {
    const store = await storeOf();
    const applications = [await start(store), await start(store), await start(store)];
    const [first] = applications;
    await first?.send(openAccount(ADA));
    for (let deposit = 0; deposit < 10; deposit += 1) {
      const result = await applications[deposit % 3]?.send(depositMoney(ADA, '1.00'));
      const position = result?.kind === 'accepted' ? result.position : 0n;
      const reader = applications[(deposit + 1) % 3];
      expect(await reader?.waitFor(position, PATIENCE, ['Account overview'])).toBe(true);
      expect(await reader?.find('Account overview', { accountNumber: ADA })).toMatchObject({ movements: deposit + 1 });
    }
    await Promise.all(applications.map((each) => each.stop()));
  });

  test('do not show a new read model before it has followed the log to its end', async () => {
    const store = await storeOf();
    const { handler } = await assemble({ ...bank(), readModels: [], policies: [] }, store);
    await handler.send(openAccount(ADA));
    const { list } = await assemble({ ...bank(), readModels: [plain], policies: [] }, store);
    await expect(list('Account overview', { where: {}, limit: 9 })).rejects.toThrow(NotFilledYet);
  });

  test('rebuild a read model beside the one in use, and all of them swap it in', async () => {
    const store = await storeOf();
    const applications = [await start(store), await start(store)];
    const [one, other] = applications;
    if (one === undefined || other === undefined) throw new Error('Nothing was started.');
    for (const account of [ADA, BEN, CEO]) await one.send(openAccount(account));
    expect(await one.waitFor(3n, PATIENCE)).toBe(true);
    expect(await store.readModels.rebuild('Account overview')).toEqual({ name: 'Account overview', generation: 2 });
    const shown: number[] = [];
    await until(async () => {
      for (const each of applications) shown.push((await each.list('Account overview', { where: {}, limit: 9 })).length);
      return (await store.readModels.listTables()).filter(({ name, state }) => name === 'Account overview' && state === 'serving').every(({ generation }) => generation === 2);
    });
    expect(new Set(shown)).toEqual(new Set([3]));
    await other.send(depositMoney(ADA, '7.00'));
    const head = await store.events.head();
    for (const each of applications) {
      expect(await each.waitFor(head, PATIENCE)).toBe(true);
      expect(await each.find('Account overview', { accountNumber: ADA })).toMatchObject({ balance: '7.00' });
    }
    await Promise.all(applications.map((each) => each.stop()));
  });

  test('begin a policy that is new at the end of the log: nothing that happened before it was there is done again', async () => {
    const store = await storeOf();
    const before = await start(store, { policies: [] });
    for (const command of [openAccount(ADA), openAccount(CEO)]) await before.send(command);
    await before.stop();
    const welcome: Reaction<AccountOpened> = { react: ({ data }) => [{ place: '1', message: depositMoney(data.accountNumber, '1.00') }] };
    const after = await start(store, { policies: [definePolicy({ name: 'Welcome', whenever: { 'Account opened': welcome } })] });
    await after.send(openAccount(BEN));
    await until(async () => (await all(store.events)).length === 4);
    expect(await after.waitFor(4n, PATIENCE)).toBe(true);
    expect((await all(store.events)).slice(3).map(({ stream }) => stream)).toEqual([`Bank account/${BEN}`]);
    await after.stop();
  });
});

describe('Two versions of an application on one PostgreSQL', () => {
  test('are shown a read model that has changed when it is whole, and the former one until then', async () => {
    const schema = freshSchema();
    const [store, another] = [await createTestStore(schema), await createTestStore(schema)];
    stores.push(store, another);
    const older = await start(store, { readModels: [plain], policies: [] });
    for (const command of [openAccount(ADA, 'Ada'), depositMoney(ADA, '1.00')]) await older.send(command);
    expect(await older.waitFor(2n, PATIENCE)).toBe(true);
    // Nobody follows the log for it yet.
    const { list } = await assemble({ ...bank(), readModels: [shouting], policies: [] }, another);
    expect(await list('Account overview', { where: {}, limit: 9 })).toMatchObject([{ owner: 'Ada' }]);
    const newer = await start(another, { readModels: [shouting], policies: [] });
    expect(await newer.waitFor(2n, PATIENCE)).toBe(true);
    expect(await newer.list('Account overview', { where: {}, limit: 9 })).toMatchObject([{ owner: 'ADA', balance: '1.00' }]);
    await newer.send(depositMoney(ADA, '2.00'));
    for (const each of [older, newer]) expect(await each.waitFor(3n, PATIENCE)).toBe(true);
    const shown = await Promise.all([older, newer].map((each) => each.list('Account overview', { where: {}, limit: 9 })));
    expect(shown).toMatchObject([[{ owner: 'Ada', balance: '3.00' }], [{ owner: 'ADA', balance: '3.00' }]]);
    await Promise.all([older.stop(), newer.stop()]);
  });
});
