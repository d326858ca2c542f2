import { defineReadModel, definePolicy, type PolicyDefinition, type ReadModelDefinition, record, type Reaction, wholeNumber } from 'stormwright';
import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { partitionOf } from '../../runtime/store/partition.ts';
import type { Store } from '../../runtime/store/store.ts';
import { accountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountOpened, MoneyDeposited } from '../../generated/bank/bank-account.ts';
import { AccountNumber } from '../../generated/bank/types.ts';
import { ADA, BEN, CEO, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';
import { createTestStore } from '../postgres/test-store.ts';

const PATIENCE = 20_000;
const OVERVIEW = 'Account overview #1';

const stores: Store[] = [];

afterAll(async () => {
  for (const store of stores) await store.close();
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe.each([['in memory', async (): Promise<Store> => createMemoryStore()], ['on PostgreSQL', createTestStore]] as const)('What can not be handled %s', (_kind, createStore) => {
  const start = async (changes: Partial<ApplicationDefinition>, store?: Store): Promise<RunningApplication> => {
    const kept = store ?? (await createStore());
    if (store === undefined) stores.push(kept);
    return startApplication({ ...bank(), policies: [], readModels: [], ...changes }, kept, { attempts: 2 });
  };
  const caughtUp = async (application: RunningApplication): Promise<void> => {
    expect(await application.waitFor(await application.store.events.head(), PATIENCE)).toBe(true);
  };
  const balances = async (application: RunningApplication): Promise<readonly string[]> => (await application.list('Account overview', { where: {}, limit: 9 })).map(({ accountNumber, balance }) => `${String(accountNumber)} ${String(balance)}`);

  /** The overview, which does not bear a deposit of 13.00 on Ada's account. */
  const superstitious = (broken: () => boolean): ReadModelDefinition => {
    const plain: ReadModelDefinition = accountOverview;
    return {
      ...plain,
      project: (row, event) => {
        if (broken() && JSON.stringify(plain.row.fields['balance']?.encode(Object(event.data).amount ?? 0n)) === '"13.00"') throw new Error('thirteen');
        return plain.project(row, event);
      },
    };
  };

  test('by a read model is parked by its row with all that follows for it, and everything else goes on; tried again, it is as if nothing had been', async () => {
    let broken = true;
    const application = await start({ readModels: [superstitious(() => broken)] });
    for (const command of [openAccount(ADA), openAccount(BEN), depositMoney(ADA, '1.00'), depositMoney(ADA, '13.00'), depositMoney(ADA, '2.00'), depositMoney(BEN, '5.00')]) await application.send(command);
    await caughtUp(application);
    expect(await balances(application)).toEqual([`${ADA} 1.00`, `${BEN} 5.00`]);
    const { parking } = application.store;
    expect((await parking.listParked()).map(({ subscription, key, position, state, error }) => [subscription, key, position, state, error])).toEqual([
      [OVERVIEW, `["${ADA}"]`, 4n, 'parked', 'Read model "Account overview" can not take in "Money deposited" at position 4: thirteen'],
      [OVERVIEW, `["${ADA}"]`, 5n, 'behind', null],
    ]);
    await until(() => application.troubles().length > 0);
    expect(application.troubles()).toEqual([{ subscription: OVERVIEW, error: `2 events are parked under ["${ADA}"]: Read model "Account overview" can not take in "Money deposited" at position 4: thirteen` }]);
    await parking.retryParked(OVERVIEW, `["${ADA}"]`);
    await until(async () => (await parking.listParked())[0]?.state === 'parked');
    expect(await balances(application)).toEqual([`${ADA} 1.00`, `${BEN} 5.00`]);
    broken = false;
    await parking.retryParked(OVERVIEW, `["${ADA}"]`);
    await until(async () => (await parking.listParked()).length === 0);
    await application.send(depositMoney(ADA, '4.00'));
    await caughtUp(application);
    expect(await balances(application)).toEqual([`${ADA} 20.00`, `${BEN} 5.00`]);
    await application.stop();
  });

  test('by a read model stays out when it is skipped with a reason, and what is behind it is taken in', async () => {
    const application = await start({ readModels: [superstitious(() => true)] });
    for (const command of [openAccount(ADA), depositMoney(ADA, '13.00'), depositMoney(ADA, '2.00')]) await application.send(command);
    await caughtUp(application);
    await application.store.parking.skipParked(OVERVIEW, `["${ADA}"]`, 'Thirteen never counts.');
    await until(async () => (await application.store.parking.listParked()).length === 0);
    expect(await application.list('Account overview', { where: {}, limit: 9 })).toMatchObject([{ balance: '15.00', movements: 1 }]);
    expect(await application.store.parking.listSkipped(5)).toMatchObject([{ position: 2n, reason: 'Thirteen never counts.' }]);
    await application.stop();
  });

  test('and was skipped alone leaves nothing behind: what comes later is taken in', async () => {
    const application = await start({ readModels: [superstitious(() => true)] });
    for (const command of [openAccount(ADA), depositMoney(ADA, '13.00')]) await application.send(command);
    await caughtUp(application);
    await application.store.parking.skipParked(OVERVIEW, `["${ADA}"]`, 'Thirteen never counts.');
    // At once, before anybody has looked.
    await application.send(depositMoney(ADA, '1.00'));
    await caughtUp(application);
    await until(async () => (await application.store.parking.listParked()).length === 0);
    await application.send(depositMoney(ADA, '2.00'));
    await caughtUp(application);
    await until(async () => (await application.find('Account overview', { accountNumber: ADA }))?.['movements'] === 2);
    expect(await application.store.parking.listParked()).toEqual([]);
    await application.stop();
  }, 20_000);

  test('by a policy is parked by its stream, in its order, and other streams go on', async () => {
    let broken = true;
    const mirror: Reaction<MoneyDeposited> = {
      react: ({ data }) => {
        if (data.accountNumber === CEO) return [];
        if (broken && data.accountNumber === ADA) throw new Error('Ada is away');
        return [{ place: '1', message: { type: 'Deposit money', data: { accountNumber: AccountNumber.decode(CEO), amount: data.amount } } }];
      },
    };
    const application = await start({ policies: [definePolicy({ name: 'Mirror', whenever: { 'Money deposited': mirror } })] });
    for (const command of [openAccount(CEO), openAccount(ADA), openAccount(BEN), depositMoney(ADA, '1.00'), depositMoney(ADA, '2.00'), depositMoney(BEN, '5.00')]) await application.send(command);
    await caughtUp(application);
    const mirrored = async (): Promise<readonly unknown[]> => (await all(application.store.events)).filter(({ stream, type }) => stream.endsWith(CEO) && type === 'Money deposited').map(({ data }) => Object(data).amount);
    expect(await mirrored()).toEqual(['5.00']);
    expect((await application.store.parking.listParked('Mirror')).map(({ key, state }) => [key, state])).toEqual([[`Bank account/${ADA}`, 'parked'], [`Bank account/${ADA}`, 'behind']]);
    broken = false;
    await application.store.parking.retryParked('Mirror', `Bank account/${ADA}`);
    await until(async () => (await application.store.parking.listParked()).length === 0);
    expect(await mirrored()).toEqual(['5.00', '1.00', '2.00']);
    await application.stop();
  });

  test('is tried again at the next start, when somebody wanted it while nothing ran', async () => {
    const store = await createStore();
    stores.push(store);
    let broken = true;
    const readModels = [superstitious(() => broken)];
    const thanks: Reaction<MoneyDeposited> = {
      react: () => {
        if (broken) throw new Error('no thanks');
        return [];
      },
    };
    const policies = [definePolicy({ name: 'Thanks', whenever: { 'Money deposited': thanks } })];
    const first = await start({ readModels, policies }, store);
    for (const command of [openAccount(ADA), depositMoney(ADA, '13.00')]) await first.send(command);
    await until(async () => (await store.parking.listParked()).length === 2);
    await first.stop();
    for (const { subscription, key } of await store.parking.parkedKeys()) await store.parking.retryParked(subscription, key);
    broken = false;
    const second = await start({ readModels, policies }, store);
    await until(async () => (await store.parking.listParked()).length === 0);
    expect(await balances(second)).toEqual([`${ADA} 13.00`]);
    await second.stop();
  });

  test('by a policy is known to the share alone that its stream belongs to, whoever works on the others', async () => {
    const store = await createStore();
    stores.push(store);
    const refusing: Reaction<MoneyDeposited> = {
      react: () => {
        throw new Error('no thanks');
      },
    };
    const changes = { readModels: [], policies: [definePolicy({ name: 'Thanks', whenever: { 'Money deposited': refusing } })] };
    const application = await start(changes, store);
    for (const command of [openAccount(ADA), openAccount(BEN), depositMoney(ADA, '1.00'), depositMoney(BEN, '1.00')]) await application.send(command);
    await until(async () => (await store.parking.listParked()).length === 2);
    await application.stop();
    const { policies: shares } = await assemble({ ...bank(), ...changes }, store, { policyShares: 4 });
    for (const share of shares) await share.resume();
    const known = shares.flatMap((share, number) => [...share.parkedKeys()].map((key) => `${key} in ${number}`)).toSorted();
    expect(known).toEqual([ADA, BEN].map((account) => `Bank account/${account} in ${partitionOf(`Bank account/${account}`, 4)}`));
  });

  test('by a read model parks what a policy wants to look up there, visibly, and lets it go on when that is settled', async () => {
    let broken = true;
    const readModel = superstitious(() => broken);
    const seen: string[] = [];
    const looking: Reaction<MoneyDeposited> = {
      looksUp: ({ data }) => ({ account: { readModel, key: { accountNumber: data.accountNumber } } }),
      react: ({ data }, { account }) => (seen.push(`${data.accountNumber} ${String(Object(account).balance)}`), []),
    };
    const policy: PolicyDefinition = definePolicy({ name: 'Looking', whenever: { 'Money deposited': looking } });
    const application = await start({ readModels: [readModel], policies: [policy] });
    for (const command of [openAccount(ADA), openAccount(BEN), depositMoney(ADA, '13.00'), depositMoney(BEN, '5.00')]) await application.send(command);
    await caughtUp(application);
    expect(seen).toEqual([`${BEN} 500`]);
    expect(await application.store.parking.listParked('Looking')).toMatchObject([{ key: `Bank account/${ADA}`, waitsFor: { subscription: OVERVIEW, key: `["${ADA}"]` } }]);
    broken = false;
    await application.store.parking.retryParked(OVERVIEW, `["${ADA}"]`);
    await until(() => seen.length === 2);
    expect(seen[1]).toBe(`${ADA} 1300`);
    await until(async () => (await application.store.parking.listParked()).length === 0);
    await application.stop();
  });

  test('of one row, in an event about many, is parked for that row alone', async () => {
    interface Total {
      readonly accountNumber: AccountNumber;
      readonly deposits: number;
    }
    let broken = true;
    const totals = defineReadModel<Total, AccountOpened | MoneyDeposited>({
      name: 'Totals',
      key: ['accountNumber'],
      findBy: [],
      viewedBy: [],
      row: record<Total>({ accountNumber: AccountNumber, deposits: wholeNumber }),
      events: ['Account opened', 'Money deposited'],
      many: ['Money deposited'],
      concerns: () => true,
      keyOf: ({ data }) => ({ accountNumber: data.accountNumber }),
      project: (row, event) => {
        if (event.type === 'Account opened') return { accountNumber: event.data.accountNumber, deposits: 0 };
        if (broken && row?.accountNumber === BEN) throw new Error('not Ben');
        return row && { ...row, deposits: row.deposits + 1 };
      },
    });
    const application = await start({ readModels: [totals] });
    for (const command of [openAccount(ADA), openAccount(BEN), depositMoney(ADA, '1.00'), depositMoney(ADA, '1.00'), openAccount(CEO), depositMoney(ADA, '1.00')]) await application.send(command);
    await caughtUp(application);
    const rows = async (): Promise<readonly unknown[]> => (await application.list('Totals', { where: {}, limit: 9 })).map(({ deposits }) => deposits);
    expect(await rows()).toEqual([3, 0, 1]);
    broken = false;
    await application.store.parking.retryParked('Totals #1', `["${BEN}"]`);
    await until(async () => (await application.store.parking.listParked()).length === 0);
    expect(await rows()).toEqual([3, 3, 1]);
    await application.stop();
  });

  test('pauses for a time that outlives the process', async () => {
    let broken = true;
    const store = await createStore();
    stores.push(store);
    const readModels = [superstitious(() => broken)];
    const first = await startApplication({ ...bank(), policies: [], readModels }, store, { attempts: 100 });
    for (const command of [openAccount(ADA), depositMoney(ADA, '13.00')]) await first.send(command);
    await until(async () => ((await store.checkpoints.checkpoint(OVERVIEW)).failure?.attempts ?? 0) >= 3);
    await first.stop();
    const attempts = (await store.checkpoints.checkpoint(OVERVIEW)).failure?.attempts ?? 0;
    const second = await startApplication({ ...bank(), policies: [], readModels }, store, { attempts: attempts + 1 });
    await until(async () => (await store.parking.listParked()).length === 1);
    expect((await store.checkpoints.checkpoint(OVERVIEW)).failure).toBeNull();
    broken = false;
    await second.stop();
  });
});
