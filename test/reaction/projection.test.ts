import { defineReadModel, type ReadModelDefinition, record, text, wholeNumber } from 'stormwright';
import { describe, expect, test } from 'vitest';
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
import { ADA, BEN, closeAccount, depositMoney, openAccount } from '../fixtures/bank-messages.ts';

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
    put: (row) => (calls.push('put'), rows.put(row)),
    remove: (key) => (calls.push('remove'), rows.remove(key)),
  });
  return { store: { ...store, readModels: { ...store.readModels, advance: (table, from, to, work) => store.readModels.advance(table, from, to, (rows) => work(counting(rows))) } }, calls };
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
    expect(calls).toEqual(['get', 'put']);
  });

  test('writes nothing for a row that came and went, or did not change', async () => {
    const { store, calls } = counted(createMemoryStore());
    await after(showing(accountOverview), store, openAccount(ADA), closeAccount(ADA));
    expect(calls).toEqual(['get']);
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
    expect(calls).toEqual(['get', 'put', 'get', 'get', 'remove', 'put']);
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
    ];
    expect(new Set([accountOverview, ...others].map(fingerprint)).size).toBe(7);
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
