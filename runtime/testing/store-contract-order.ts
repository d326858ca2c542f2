import { expect } from 'vitest';
import type { ColumnType } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import type { Row, RowOrder, TableDefinition } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import { advance, testsOn, type MakeStore } from './store-contract-samples.ts';

/** Of each type values that go up, and what comes to the same written in another way, if anything does. */
const GOING_UP: { readonly [type in Exclude<ColumnType, 'json'>]: readonly (readonly Json[])[] } = {
  text: [[''], ['A'], ['B'], ['a'], ['a '], ['ab'], ['ä'], ['世'], ['\uffee'], ['🏦'], [`🏦${'x'.repeat(300)}`], [`🏦${'x'.repeat(300)}y`]],
  boolean: [[false], [true]],
  bigint: [[-9007199254740991], [-1], [0], [2], [10], [9007199254740991]],
  numeric: [['-10'], ['-9.99'], ['0', '-0.00'], ['1.5', '1.50'], ['9'], ['10.00', '10'], [`1${'0'.repeat(40)}.5`]],
  date: [['0000-02-29'], ['1999-12-31'], ['2000-01-01'], ['9999-12-31']],
  timestamptz: [['-000044-03-15T00:00:00Z'], ['1969-12-31T23:59:59.999999Z'], ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00'], ['2026-01-01T00:00:00.000001Z'], ['+012345-06-07T08:09:10.5Z']],
  interval: [['-P3D'], ['PT0S'], ['PT90M', 'PT1H30M'], ['PT23H'], ['P1D', 'PT24H'], ['P1W']],
  uuid: [['00000000-0000-0000-0000-000000000000'], ['6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11'], ['ffffffff-ffff-4fff-8fff-ffffffffffff']],
};

const columnTypes = Object.keys(GOING_UP).filter((type): type is keyof typeof GOING_UP => Object.hasOwn(GOING_UP, type));

function tableOf(type: ColumnType, findBy: readonly string[]): TableDefinition {
  const columns = [{ name: 'place', type: 'text', optional: false }, { name: 'number', type: 'bigint', optional: false }, { name: 'value', type, optional: true }] as const;
  return { name: `By ${type}`, columns, key: ['place', 'number'], findBy, fingerprint: 'one' };
}

/** Page by page, each behind the last row of the one before. */
async function paged({ readModels }: Store, table: string, sort: RowOrder, limit: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const after = rows.at(-1);
    const page = await readModels.list(table, { where: {}, sort, limit, ...(after === undefined ? {} : { after }) });
    rows.push(...page);
    if (page.length < limit) return rows;
  }
}

/** What read models promise of any other order than that of their keys. */
export function orderContract(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  for (const type of columnTypes) {
    on(`rows are sorted by a column of the type ${type}, up and down, what is alike by its key and nothing as the highest, on every page once`, async (store) => {
      const groups = [...GOING_UP[type].map((alike) => alike.flatMap((value): Json[] => [value, value])), [null, null, null]];
      const rows = groups.flat().map((value, number): Row => ({ place: 'a', number, value }));
      for (const findBy of [[], ['value']]) {
        const table = { ...tableOf(type, findBy), name: `By ${type} ${findBy.length}` };
        await store.readModels.prepare(table);
        await advance(store, table.name, 0n, 1n, async (transaction) => {
          for (const row of rows.toReversed()) await transaction.put(row);
        });
        const numbers = (of: readonly Row[]): readonly unknown[] => of.map(({ number }) => number);
        for (const limit of [2, 3, 100]) {
          expect([limit, numbers(await paged(store, table.name, { column: 'value', descending: false }, limit))]).toEqual([limit, numbers(rows)]);
          expect([limit, numbers(await paged(store, table.name, { column: 'value', descending: true }, limit))]).toEqual([limit, numbers(rows.toReversed())]);
        }
      }
    });
  }
  on('rows are sorted by a field of their key too, and among those that are wanted only', async (store) => {
    const table = tableOf('text', ['value']);
    await store.readModels.prepare(table);
    const rows: readonly Row[] = [['a', 2], ['b', 1], ['b', 3], ['c', 2]].map(([place = '', number = 0]) => ({ place, number, value: number === 2 ? 'two' : 'other' }));
    await advance(store, table.name, 0n, 1n, async (transaction) => {
      for (const row of rows) await transaction.put(row);
    });
    const listed = async (where: Row, sort: RowOrder, after?: Row): Promise<readonly unknown[]> => (await store.readModels.list(table.name, { where, sort, limit: 9, ...(after === undefined ? {} : { after }) })).map(({ place, number }) => `${String(place)}${String(number)}`);
    expect(await listed({}, { column: 'number', descending: true })).toEqual(['b3', 'c2', 'a2', 'b1']);
    expect(await listed({}, { column: 'place', descending: true })).toEqual(['c2', 'b3', 'b1', 'a2']);
    expect(await listed({ value: 'two' }, { column: 'place', descending: true })).toEqual(['c2', 'a2']);
    expect(await listed({ place: 'b' }, { column: 'value', descending: false }, { place: 'b', number: 1, value: 'other' })).toEqual(['b3']);
    // It need not be there any more.
    expect(await listed({}, { column: 'value', descending: false }, { place: 'bb', number: 0, value: 'other' })).toEqual(['a2', 'c2']);
  });
  on('a read model with a single row has any order, and a list or a record has none', async (store) => {
    const { readModels } = store;
    const table: TableDefinition = { ...tableOf('json', []), key: [] };
    await readModels.prepare(table);
    await advance(store, table.name, 0n, 1n, async (rows) => rows.put({ place: 'a', number: 1, value: [] }));
    const row = { place: 'a', number: 1, value: [] };
    expect(await readModels.list(table.name, { where: {}, sort: { column: 'number', descending: true }, limit: 9 })).toEqual([row]);
    expect(await readModels.list(table.name, { where: {}, sort: { column: 'number', descending: true }, after: row, limit: 9 })).toEqual([]);
    await expect(readModels.list(table.name, { where: {}, sort: { column: 'value', descending: false }, limit: 9 })).rejects.toThrow('Read model "By json": "value" is a list or a record, and rows cannot be sorted by it.');
    await expect(readModels.list(table.name, { where: {}, sort: { column: '"; --', descending: false }, limit: 9 })).rejects.toThrow('has no column');
    await expect(readModels.list(table.name, { where: {}, sort: { column: 'number', descending: false }, after: {}, limit: 9 })).rejects.toThrow('it does not say which "number" that one has.');
  });
}
