import { expect } from 'vitest';
import type { Row, TableDefinition } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import { advance, checkpointOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What read models promise: rows as they were put, in the order of their keys, moved together with their checkpoint. */
export function readModelContract(makeStore: MakeStore): void {
  values(makeStore);
  keys(makeStore);
  checkpoints(makeStore);
  everyRow(makeStore);
  refusals(makeStore);
}

const text = { type: 'text', optional: false } as const;

export function sampleTable(changes: Partial<TableDefinition> = {}): TableDefinition {
  return {
    name: 'Account overview',
    columns: [{ name: 'accountNumber', ...text }, { name: 'owner', ...text }, { name: 'balance', type: 'numeric', optional: true }],
    key: ['accountNumber'],
    findBy: ['owner'],
    fingerprint: 'one',
    ...changes,
  };
}

const ALL_TYPES: TableDefinition = {
  name: 'Everything there is',
  columns: (['text', 'boolean', 'bigint', 'numeric', 'date', 'timestamptz', 'interval', 'uuid', 'json'] as const).flatMap((type) => [{ name: `${type}Value`, type, optional: false }, { name: `${type}OrNothing`, type, optional: true }]),
  key: ['bigintValue'],
  findBy: ['textValue', 'numericValue', 'dateOrNothing', 'jsonValue'],
  fingerprint: 'one',
};

function everything(number: number, changes: Row = {}): Row {
  const row: Row = {
    textValue: 'Zoë', booleanValue: true, bigintValue: number, numericValue: '20.05', dateValue: '2026-11-23', timestamptzValue: '2026-11-23T12:00:00Z',
    intervalValue: 'P2DT12H', uuidValue: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', jsonValue: { list: ['1.50', null] }, ...changes,
  };
  return Object.fromEntries(ALL_TYPES.columns.map(({ name }) => [name, row[name] ?? null]));
}

/** Puts rows and takes keys away in one step of the checkpoint. */
async function change(store: Store, table: string, put: readonly Row[], remove: readonly Row[] = []): Promise<void> {
  const from = await checkpointOf(store, table);
  const moved = await advance(store, table, from, from + 1n, async (rows) => {
    for (const row of put) await rows.put(row);
    for (const key of remove) await rows.remove(key);
  });
  expect(moved).toBe(true);
}

function values(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const rows: readonly Row[] = [
    everything(1),
    everything(-9007199254740991, { textValue: '', booleanValue: false, numericValue: '-0.10', dateValue: '0000-02-29', timestamptzValue: '1969-12-31T23:59:59.999999Z', intervalValue: 'PT0S', jsonValue: [] }),
    everything(9007199254740991, { numericValue: `${'9'.repeat(500)}.${'1'.repeat(500)}`, dateValue: '9999-12-31', timestamptzValue: '+012345-06-07T08:09:10.5Z', intervalValue: '-P3DT4H5M6.000007S', jsonValue: 'text' }),
    everything(2, { textValue: "'; DROP TABLE x; -- \\ \" {table} $1", numericValue: '0', timestamptzValue: '-000044-03-15T00:00:00Z', intervalValue: 'PT100H', jsonValue: JSON.parse('{"__proto__":{"a":"\\u2028"},"b":[{"c":null}]}') }),
    everything(3, { textOrNothing: 'null', booleanOrNothing: false, bigintOrNothing: 0, numericOrNothing: '1.00', dateOrNothing: '2024-02-29', timestamptzOrNothing: '2026-01-01T00:00:00.1Z', intervalOrNothing: 'P7D', uuidOrNothing: '00000000-0000-0000-0000-000000000000', jsonOrNothing: 'null' }),
  ];
  on('a row of every type comes back as it was put: found, listed, and inside the transaction', async (store) => {
    const { readModels } = store;
    await readModels.prepare(ALL_TYPES);
    await change(store, ALL_TYPES.name, rows);
    const listed = await readModels.list(ALL_TYPES.name, { where: {}, limit: 100 });
    expect(listed).toEqual(rows.toSorted((a, b) => Number(a['bigintValue']) - Number(b['bigintValue'])));
    for (const row of rows) {
      expect(await readModels.find(ALL_TYPES.name, { bigintValue: row['bigintValue'] ?? null })).toEqual(row);
      await advance(store, ALL_TYPES.name, 1n, 1n, async (inside) => expect(await inside.get({ bigintValue: row['bigintValue'] ?? null })).toEqual(row));
    }
  });
  on('rows are found by the values of any column, nothing included', async (store) => {
    const { readModels } = store;
    await readModels.prepare(ALL_TYPES);
    await change(store, ALL_TYPES.name, rows);
    const numbers = async (where: Row) => (await readModels.list(ALL_TYPES.name, { where, limit: 100 })).map((row) => row['bigintValue']);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) expect(await numbers({ [column]: value, bigintValue: row['bigintValue'] ?? null })).toEqual([row['bigintValue']]);
    }
    expect(await numbers({ numericValue: '20.0500' })).toEqual([1, 3]);
    expect(await numbers({ dateOrNothing: null, booleanValue: false })).toEqual([-9007199254740991]);
    expect(await numbers({ textValue: 'zoë' })).toEqual([]);
  });
  on('what PostgreSQL would write in another way is given back in that way by every store', async (store) => {
    const { readModels } = store;
    await readModels.prepare(ALL_TYPES);
    const put = { numericValue: '-007.50', timestamptzValue: '2026-11-23T13:00:00.1234567+01:00', intervalValue: 'P1WT90M', uuidValue: '6B0C5F3E-4A53-4F0E-9D5C-0F3C9C1F2A11' };
    await change(store, ALL_TYPES.name, [everything(1, put)]);
    const wanted = { numericValue: '-7.50', timestamptzValue: '2026-11-23T12:00:00.123456Z', intervalValue: 'P7DT1H30M', uuidValue: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11' };
    expect(await readModels.find(ALL_TYPES.name, { bigintValue: 1 })).toEqual(everything(1, wanted));
  });
}

function keys(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('rows are listed in the order of a key of several columns, page by page, by its first columns too', async (store) => {
    const { readModels } = store;
    const table = sampleTable({ name: 'Statement', columns: [{ name: 'account', ...text }, { name: 'number', type: 'bigint', optional: false }], key: ['account', 'number'], findBy: [] });
    await readModels.prepare(table);
    const accounts = ['B', 'a', 'ä', '世', '🏦', '\uffee', 'A', ''];
    await change(store, table.name, accounts.flatMap((account) => [10, 2, -1].map((number) => ({ account, number }))));
    const inOrder = ['', 'A', 'B', 'a', 'ä', '世', '\uffee', '🏦'].flatMap((account) => [-1, 2, 10].map((number) => ({ account, number })));
    const pages: Row[] = [];
    for (let after: Row | undefined; ; after = pages.at(-1)) {
      const page = await readModels.list(table.name, { where: {}, limit: 5, ...(after === undefined ? {} : { after }) });
      pages.push(...page);
      if (page.length < 5) break;
    }
    expect(pages).toEqual(inOrder);
    expect(await readModels.list(table.name, { where: { account: 'a' }, limit: 2 })).toEqual([{ account: 'a', number: -1 }, { account: 'a', number: 2 }]);
    expect(await readModels.list(table.name, { where: { account: 'a' }, after: { account: 'a', number: 2 }, limit: 9 })).toEqual([{ account: 'a', number: 10 }]);
    expect(await readModels.list(table.name, { where: {}, limit: 0 })).toEqual([]);
  });
  on('keys are the same when their values are equal, however they are written', async (store) => {
    const { readModels } = store;
    for (const [type, one, other] of [['numeric', '1.5', '1.50'], ['interval', 'P1D', 'PT24H'], ['timestamptz', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00']] as const) {
      const table = sampleTable({ name: `By ${type}`, columns: [{ name: 'key', type, optional: false }, { name: 'owner', ...text }], key: ['key'] });
      await readModels.prepare(table);
      await change(store, table.name, [{ key: one, owner: 'first' }]);
      await change(store, table.name, [{ key: other, owner: 'second' }]);
      expect(await readModels.list(table.name, { where: {}, limit: 9 })).toMatchObject([{ owner: 'second' }]);
      expect(await readModels.find(table.name, { key: one })).toMatchObject({ owner: 'second' });
      await change(store, table.name, [], [{ key: one }]);
      expect(await readModels.list(table.name, { where: {}, limit: 9 })).toEqual([]);
    }
  });
  on('a read model without a key has a single row', async (store) => {
    const { readModels } = store;
    const table = sampleTable({ name: 'Bonus account', key: [] });
    await readModels.prepare(table);
    expect(await readModels.find(table.name, {})).toBeUndefined();
    await change(store, table.name, [{ accountNumber: 'A', owner: 'Ann', balance: null }]);
    await change(store, table.name, [{ accountNumber: 'B', owner: 'Bob', balance: '1' }]);
    expect(await readModels.list(table.name, { where: {}, limit: 9 })).toEqual([{ accountNumber: 'B', owner: 'Bob', balance: '1' }]);
    expect(await readModels.list(table.name, { where: {}, after: {}, limit: 9 })).toEqual([]);
    await change(store, table.name, [], [{}]);
    expect(await readModels.find(table.name, {})).toBeUndefined();
  });
}

function checkpoints(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const ann = { accountNumber: 'A', owner: 'Ann', balance: '1.00' };
  on('rows and checkpoint move together, and a transaction sees what it has done', async (store) => {
    const { readModels } = store;
    await readModels.prepare(sampleTable());
    expect(await checkpointOf(store, 'Account overview')).toBe(0n);
    await advance(store, 'Account overview', 0n, 7n, async (rows) => {
      expect(await rows.get({ accountNumber: 'A' })).toBeUndefined();
      await rows.put(ann);
      expect(await rows.get({ accountNumber: 'A' })).toEqual(ann);
      await rows.remove({ accountNumber: 'A' });
      expect(await rows.get({ accountNumber: 'A' })).toBeUndefined();
      await rows.put({ ...ann, balance: '2.00' });
      await rows.put({ ...ann, accountNumber: 'B' });
      await rows.remove({ accountNumber: 'B' });
    });
    expect(await checkpointOf(store, 'Account overview')).toBe(7n);
    expect(await readModels.list('Account overview', { where: {}, limit: 9 })).toEqual([{ ...ann, balance: '2.00' }]);
    await readModels.prepare(sampleTable());
    expect(await checkpointOf(store, 'Account overview')).toBe(7n);
  });
  on('of several workers at one checkpoint exactly one moves it, and nothing of the others stays', async (store) => {
    const { readModels } = store;
    await readModels.prepare(sampleTable());
    const results = await Promise.all(Array.from({ length: 8 }, (_, worker) => advance(store, 'Account overview', 0n, 5n, async (rows) => {
      await new Promise(setImmediate);
      await rows.put({ ...ann, accountNumber: `worker ${worker}` });
    })));
    expect(results.filter((moved) => moved)).toHaveLength(1);
    expect(await readModels.list('Account overview', { where: {}, limit: 99 })).toEqual([{ ...ann, accountNumber: `worker ${results.indexOf(true)}` }]);
    expect(await advance(store, 'Account overview', 0n, 9n, async (rows) => rows.put(ann))).toBe(false);
    expect(await checkpointOf(store, 'Account overview')).toBe(5n);
  });
  on('work that throws leaves rows and checkpoint as they were, and the next one can go on', async (store) => {
    const { readModels } = store;
    await readModels.prepare(sampleTable());
    const failing = advance(store, 'Account overview', 0n, 5n, async (rows) => {
      await rows.put(ann);
      throw new Error('The projection failed.');
    });
    await expect(failing).rejects.toThrow('The projection failed.');
    expect(await checkpointOf(store, 'Account overview')).toBe(0n);
    expect(await readModels.find('Account overview', { accountNumber: 'A' })).toBeUndefined();
    await change(store, 'Account overview', [ann]);
  });
  on('rows that are asked for together are found one by one, those that are not there too', async (store) => {
    await store.readModels.prepare(sampleTable());
    await change(store, 'Account overview', [ann, { ...ann, accountNumber: 'B' }]);
    await advance(store, 'Account overview', 1n, 2n, async (rows) => {
      await rows.put({ ...ann, accountNumber: 'C' });
      await rows.fetch([{ accountNumber: 'A' }, { accountNumber: 'C' }, { accountNumber: 'D' }, { accountNumber: 'A' }]);
      const found = await Promise.all(['A', 'B', 'C', 'D'].map((accountNumber) => rows.get({ accountNumber })));
      expect(found.map((row) => row?.['accountNumber'])).toEqual(['A', 'B', 'C', undefined]);
      await rows.fetch([]);
    });
  });
}

function everyRow(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a transaction meets all rows once, in order of their key, as they were when it asked', async (store) => {
    const { readModels } = store;
    await readModels.prepare(sampleTable());
    const row = (number: number, owner = 'Ann'): Row => ({ accountNumber: String(number).padStart(5, '0'), owner, balance: '1.00' });
    const numbers = Array.from({ length: 1100 }, (_, index) => index);
    await change(store, 'Account overview', numbers.toReversed().map((number) => row(number)));
    const met: Row[] = [];
    await advance(store, 'Account overview', 1n, 2n, async (rows) => {
      await rows.put(row(5, 'Zoë'));
      await rows.remove(row(7));
      for await (const each of rows.all()) {
        met.push(each);
        // It moves ahead of where the reader is, and every tenth goes.
        await rows.put({ ...each, accountNumber: `9${String(each['accountNumber'])}` });
        if (met.length % 10 === 0) await rows.remove(each);
      }
      let again = 0;
      for await (const each of rows.all()) again += each['owner'] === 'Zoë' ? 1 : 0;
      expect(again).toBe(2);
    });
    expect(met).toEqual(numbers.filter((number) => number !== 7).map((number) => row(number, number === 5 ? 'Zoë' : 'Ann')));
    expect(await readModels.list('Account overview', { where: {}, limit: 9999 })).toHaveLength(1099 + 1099 - 109);
  });
}

function refusals(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('rows, keys and queries that do not fit the table are refused with a sentence', async (store) => {
    const { readModels } = store;
    await readModels.prepare(ALL_TYPES);
    const put = (changes: Row) => advance(store, ALL_TYPES.name, 0n, 1n, async (rows) => rows.put({ ...everything(1), ...changes }));
    const label = 'Read model "Everything there is":';
    await expect(put({ textValue: 'a\u0000' })).rejects.toThrow(`${label} "textValue" has a NUL character or half a character in it`);
    await expect(put({ jsonValue: ['\ud800'] })).rejects.toThrow(`${label} "jsonValue" has a NUL character or half a character in it`);
    await expect(put({ textValue: null })).rejects.toThrow(`${label} "textValue" has no value, and it must have one.`);
    await expect(put({ numericValue: 20.05 })).rejects.toThrow(`${label} "numericValue" must be a decimal written as text, like "20.05"; it is 20.05.`);
    for (const [column, value] of [['numericValue', 'NaN'], ['numericValue', '1e3'], ['bigintValue', 0.5], ['bigintValue', '1'], ['booleanValue', 'true'], ['dateValue', '2026-02-29'], ['timestamptzValue', '2026-01-01T00:00:00'], ['intervalValue', 'P1M'], ['intervalValue', '1 day'], ['uuidValue', 'x'], ['textValue', 5]] as const) {
      await expect(put({ [column]: value }), `${column} ${value}`).rejects.toThrow(`${label} "${column}" must be `);
    }
    await expect(put({ stranger: 1 })).rejects.toThrow('Read model "Everything there is" has no column "stranger"; it has ');
    await expect(readModels.list(ALL_TYPES.name, { where: { '"; --': 1 }, limit: 1 })).rejects.toThrow('has no column');
    await expect(readModels.find(ALL_TYPES.name, {})).rejects.toThrow(`${label} "bigintValue" has no value`);
    await expect(readModels.find('Nobody', {})).rejects.toThrow('Read model "Nobody" has no table yet: prepare it first.');
    await expect(readModels.prepare(sampleTable({ columns: [{ name: 'accountNumber', type: 'json', optional: false }, { name: 'owner', ...text }] }))).rejects.toThrow('cannot be part of the key');
    expect(await checkpointOf(store, ALL_TYPES.name)).toBe(0n);
  });
  on('a text of any length can be kept and found, a key has a limit', async (store) => {
    const { readModels } = store;
    await readModels.prepare(sampleTable());
    const owner = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join('');
    await change(store, 'Account overview', [{ accountNumber: 'A', owner }, { accountNumber: 'B', owner: `${owner}!` }]);
    expect(await readModels.list('Account overview', { where: { owner }, limit: 9 })).toEqual([{ accountNumber: 'A', owner, balance: null }]);
    await change(store, 'Account overview', [{ accountNumber: owner.slice(0, 800), owner }]);
    await expect(change(store, 'Account overview', [{ accountNumber: owner.slice(0, 900), owner }])).rejects.toThrow('a key of 2700 bytes is too long');
  });
}
