import { defineReadModel, earlierVersion, listOf, type ReadModelDefinition, record, text, wholeNumber } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { eventRegistry } from '../../runtime/message/event-registry.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble, type Assembly } from '../../runtime/reaction/assembly.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import { tableOf } from '../../runtime/reaction/table.ts';
import { vocabularyOf } from '../../runtime/reaction/vocabulary.ts';
import type { RowTransaction } from '../../runtime/store/read-model-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { accountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountClosed, AccountOpened, MoneyDeposited } from '../../generated/bank/bank-account.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { ADA, BEN, CEO, closeAccount, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { Crash, faultyStore, unharmed } from '../fixtures/faulty-store.ts';
import { createTestStore } from '../postgres/test-store.ts';

const TILL = 'NL000009';

const showing = (...readModels: readonly ReadModelDefinition[]): ApplicationDefinition => ({ ...bank(), policies: [], readModels });

async function after(application: ApplicationDefinition, store: Store, ...commands: readonly { readonly type: string; readonly data: unknown }[]): Promise<Assembly> {
  const assembly = await assemble(application, store);
  for (const command of commands) await assembly.handler.send(command);
  await settle(assembly);
  return assembly;
}

const rowsOf = ({ list }: Assembly, name: string) => list(name, { where: {}, limit: 100 });

/** Counts what is asked of the tables. */
function counted(store: Store): { readonly store: Store; readonly calls: string[] } {
  const calls: string[] = [];
  const counting = (rows: RowTransaction): RowTransaction => ({
    get: (key) => (calls.push('get'), rows.get(key)),
    fetch: (keys) => (calls.push('fetch'), rows.fetch(keys)),
    all: () => (calls.push('all'), rows.all()),
    put: (row) => (calls.push('put'), rows.put(row)),
    remove: (key) => (calls.push('remove'), rows.remove(key)),
  });
  return { store: { ...store, readModels: { ...store.readModels, advance: (table, move, work) => store.readModels.advance(table, move, (rows) => work(counting(rows))) } }, calls };
}

describe('A read model', () => {
  test('has a row for what happened, in JSON form with all digits', async () => {
    const assembly = await after(bank(), createMemoryStore(), openAccount(ADA), depositMoney(ADA, '50.1'));
    expect(await rowsOf(assembly, 'Account overview')).toMatchObject([{ accountNumber: ADA, owner: 'Ada', balance: '50.10', movements: 1 }]);
    expect(await assembly.find('Account overview', { accountNumber: ADA })).toMatchObject({ owner: 'Ada' });
    expect(await assembly.find('Account overview', { accountNumber: BEN })).toBeUndefined();
  });

  test('reads and writes each row once for a batch, however many events are about it', async () => {
    const { store, calls } = counted(createMemoryStore());
    await after(showing(accountOverview), store, openAccount(ADA), ...Array.from({ length: 20 }, () => depositMoney(ADA, '1.00')));
    expect(calls).toEqual(['fetch', 'get', 'put']);
  });

  test('writes nothing for a row that came and went, or did not change', async () => {
    const { store, calls } = counted(createMemoryStore());
    await after(showing(accountOverview), store, openAccount(ADA), closeAccount(ADA));
    expect(calls).toEqual(['fetch', 'get']);
  });

  test('moves a row when an event changes the fields of its key', async () => {
    interface Largest {
      readonly owner: string;
      readonly times: number;
    }
    const renamed = defineReadModel<Largest, AccountOpened | MoneyDeposited | AccountClosed>({
      name: 'Owners',
      key: ['owner'],
      findBy: [],
      viewedBy: [],
      row: record<Largest>({ owner: text, times: wholeNumber }),
      events: ['Account opened', 'Money deposited'],
      keyOf: () => ({ owner: 'Ada' }),
      project: (row, event) => (event.type === 'Account opened' ? { owner: 'Ada', times: 1 } : row && { owner: 'Ada the rich', times: row.times + 1 }),
    });
    const { store, calls } = counted(createMemoryStore());
    const assembly = await after(showing(renamed), store, openAccount(ADA));
    await after(showing(renamed), store, depositMoney(ADA, '1.00'), depositMoney(ADA, '1.00'));
    expect(await rowsOf(assembly, 'Owners')).toEqual([{ owner: 'Ada the rich', times: 2 }]);
    expect(calls.filter((call) => call !== 'fetch')).toEqual(['get', 'put', 'get', 'get', 'remove', 'put']);
  });

  test('says which event it can not take in', async () => {
    const broken: ReadModelDefinition = { ...accountOverview, project: () => { throw new Error('oops'); } };
    await expect(after(showing(broken), createMemoryStore(), openAccount(ADA))).rejects.toThrow('Read model "Account overview" can not take in "Account opened" at position 1: oops');
  });

  test('of another name is a mistake of the caller', async () => {
    const assembly = await assemble(showing(accountOverview), createMemoryStore());
    await expect(assembly.find('Account overvew', {})).rejects.toThrow('Bank has no read model "Account overvew". It has Account overview.');
  });
});

describe.each([['in memory', async (): Promise<Store> => createMemoryStore()], ['on PostgreSQL', () => createTestStore()]] as const)('An event about many rows %s', (_kind, createStore) => {
  interface Account {
    readonly accountNumber: AccountNumber;
    readonly owner: string;
    readonly tags: readonly { readonly label: string; readonly worth: bigint }[];
  }
  const tag = record<Account['tags'][number]>({ label: text, worth: Money });
  const accounts = defineReadModel<Account, AccountOpened | MoneyDeposited | AccountClosed>({
    name: 'Accounts',
    key: ['accountNumber'],
    findBy: [],
    viewedBy: [],
    row: record<Account>({ accountNumber: AccountNumber, owner: text, tags: listOf(tag) }),
    events: ['Account opened', 'Money deposited', 'Account closed'],
    many: ['Money deposited', 'Account closed'],
    concerns: (row, event) => event.type === 'Account closed' || row.owner === 'Ada',
    keyOf: (event) => ({ accountNumber: event.data.accountNumber }),
    project: (row, event) => {
      if (event.type === 'Account opened') return { ...event.data, tags: [] };
      if (row === undefined) return undefined;
      if (event.type === 'Account closed') return row.accountNumber === event.data.accountNumber ? undefined : row;
      return { ...row, tags: [...row.tags, { label: `from ${event.data.accountNumber}`, worth: event.data.amount }] };
    },
  });

  const commands = [openAccount(ADA), openAccount(BEN, 'Ben'), depositMoney(ADA, '1.50'), openAccount(CEO), depositMoney(BEN, '2.00'), closeAccount(TILL), openAccount(TILL), closeAccount(TILL), depositMoney(ADA, '3.00')];
  const tags = (...worth: readonly string[]): readonly object[] => worth.map((each) => ({ label: `from ${each.startsWith('2') ? BEN : ADA}`, worth: each }));

  test.each([1, 3, 500])('changes each of those it concerns once, also those of its own batch of %d, lists and decimals whole', async (batchSize) => {
    const store = await createStore();
    const assembly = await assemble(showing(accounts), store, { batchSize });
    for (const command of commands) await assembly.handler.send(command);
    await settle(assembly);
    expect(await rowsOf(assembly, 'Accounts')).toEqual([
      { accountNumber: ADA, owner: 'Ada', tags: tags('1.50', '2.00', '3.00') },
      { accountNumber: BEN, owner: 'Ben', tags: [] },
      { accountNumber: CEO, owner: 'Ada', tags: tags('2.00', '3.00') },
    ]);
    await store.close();
  });

  test('is taken in once, however often the process dies', async () => {
    for (let fatal = 1; fatal < 40; fatal += 5) {
      const store = await createStore();
      for (const fate of [(call: number) => (call === fatal ? ('after' as const) : ('lives' as const)), unharmed]) {
        try {
          const assembly = await assemble(showing(accounts), faultyStore(store, fate).store, { batchSize: 4 });
          for (const [index, command] of commands.entries()) await assembly.handler.send(command, { commandId: `${index}` });
          await settle(assembly);
        } catch (error) {
          if (!(error instanceof Crash || (error instanceof Error && error.cause instanceof Crash))) throw error;
        }
      }
      const assembly = await assemble(showing(accounts), store);
      expect((await rowsOf(assembly, 'Accounts')).map(({ tags: of }) => of)).toEqual([tags('1.50', '2.00', '3.00'), [], tags('2.00', '3.00')]);
      await store.close();
    }
  });
});

describe('A read model that has changed', () => {
  const fingerprint = (readModel: ReadModelDefinition): string => tableOf(readModel, vocabularyOf(bank()).events).fingerprint;

  test('has another fingerprint when its fields, its key or its functions are others, and the same otherwise', () => {
    const same: ReadModelDefinition = { ...accountOverview };
    expect(fingerprint(same)).toBe(fingerprint(accountOverview));
    const others: readonly ReadModelDefinition[] = [
      { ...accountOverview, findBy: [] },
      { ...accountOverview, key: ['owner'] },
      { ...accountOverview, row: record<object>({ ...accountOverview.row.fields, note: text }) },
      { ...accountOverview, events: ['Account opened'] },
      { ...accountOverview, project: () => undefined },
      { ...accountOverview, keyOf: () => ({}) },
      { ...accountOverview, many: ['Money deposited'], concerns: () => true },
      { ...accountOverview, many: ['Money deposited'], concerns: () => false },
    ];
    expect(new Set([accountOverview, ...others].map(fingerprint)).size).toBe(9);
  });

  test('has another one when older events are carried over in another way', () => {
    const after = (becomes: (old: object) => object): string => {
      const opened = { version: 2, data: record<object>({ owner: text }), earlier: { 1: earlierVersion<object, object>(record<object>({}), becomes) } };
      const shapes = new Map(accountOverview.events.map((type) => [type, type === 'Account opened' ? opened : vocabularyOf(bank()).events.shapeOf(type)]));
      return tableOf(accountOverview, eventRegistry(shapes)).fingerprint;
    };
    expect(new Set([after(() => ({ owner: 'Ada' })), after(() => ({ owner: 'Ada' })), after(() => ({ owner: 'Ben' }))]).size).toBe(2);
  });

  test('is filled anew from the whole log', async () => {
    const store = createMemoryStore();
    await after(showing(accountOverview), store, openAccount(ADA), depositMoney(ADA, '5.00'));
    const plain: ReadModelDefinition = accountOverview;
    const shouting: ReadModelDefinition = {
      ...plain,
      project: (row, event) => {
        const next = plain.project(row, event);
        return next && { ...next, owner: 'ADA' };
      },
    };
    const assembly = await after(showing(shouting), store);
    expect(await rowsOf(assembly, 'Account overview')).toMatchObject([{ owner: 'ADA', movements: 1 }]);
  });
});
