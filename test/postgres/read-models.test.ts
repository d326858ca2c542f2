import { describe, expect, test } from 'vitest';
import { readModelTable } from '../../runtime/postgres/read-model-table.ts';
import { behindRow, orderOf } from '../../runtime/postgres/row-order.ts';
import type { RowOrder, TableDefinition } from '../../runtime/store/read-model-store.ts';
import { advance, checkpointOf } from '../../runtime/testing/store-contract-samples.ts';
import { sampleTable } from '../../runtime/testing/store-contract-rows.ts';
import { createTestStore, freshSchema, withClient } from './test-store.ts';

async function columnsOf(schema: string): Promise<readonly (readonly string[])[]> {
  const text = 'SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = $1 ORDER BY table_name, ordinal_position';
  const { rows } = await withClient((client) => client.query(text, [`${schema}_rows`]));
  return rows.map((row) => [row.table_name, row.column_name, row.data_type, row.is_nullable]);
}

const tableOf = (name: string, columns: readonly string[]): TableDefinition =>
  sampleTable({ name, columns: columns.map((column) => ({ name: column, type: 'text', optional: false })), key: columns.slice(0, 1), findBy: columns });

/** Makes the table, puts a row in and reads it in every way. */
async function useTable(schema: string, table: TableDefinition): Promise<void> {
  const store = await createTestStore(schema);
  await store.readModels.prepare(table);
  const row = Object.fromEntries(table.columns.map(({ name }, index) => [name, `${name} ${index}`]));
  await advance(store, table.name, 0n, 1n, async (rows) => rows.put(row));
  expect(await store.readModels.find(table.name, Object.fromEntries(table.key.map((name) => [name, `${name} 0`])))).toEqual(row);
  expect(await store.readModels.list(table.name, { where: row, limit: 5 })).toEqual([row]);
  await store.close();
}

describe('the tables of read models', () => {
  test('have real columns with the names people write in SQL, a primary key and indexes for what is searched', async () => {
    const schema = freshSchema();
    const store = await createTestStore(schema);
    await store.readModels.prepare(sampleTable({ columns: [...sampleTable().columns, { name: 'lastMovement', type: 'timestamptz', optional: true }, { name: 'IBANCode2x', type: 'json', optional: true }] }));
    await store.readModels.prepare(sampleTable({ name: 'Bonus account', key: [], findBy: [] }));
    expect(await columnsOf(schema)).toEqual([
      ['account_overview', 'account_number', 'text', 'NO'],
      ['account_overview', 'owner', 'text', 'NO'],
      ['account_overview', 'balance', 'numeric', 'YES'],
      ['account_overview', 'last_movement', 'timestamp with time zone', 'YES'],
      ['account_overview', 'ibancode2x', 'json', 'YES'],
      ['bonus_account', 'account_number', 'text', 'NO'],
      ['bonus_account', 'owner', 'text', 'NO'],
      ['bonus_account', 'balance', 'numeric', 'YES'],
      ['bonus_account', '_only_row', 'boolean', 'NO'],
    ]);
    const { rows } = await withClient((client) => client.query('SELECT indexdef FROM pg_indexes WHERE schemaname = $1 AND tablename = $2 ORDER BY 1', [`${schema}_rows`, 'account_overview']));
    expect(rows.map(({ indexdef }) => indexdef.replace(/.* USING /, ''))).toEqual(['btree ("left"(owner, 200))', 'btree (account_number)']);
    await store.close();
  });

  test('are read in order of what people search on by its index, from where a page begins', async () => {
    const schema = freshSchema();
    const store = await createTestStore(schema);
    const definition = sampleTable({ findBy: ['owner', 'balance'] });
    await store.readModels.prepare(definition);
    const table = readModelTable(definition);
    const conditionsFrom = (sort: RowOrder) => [{ balance: '1' }, { balance: null }].flatMap(({ balance }) => behindRow(table, sort, { accountNumber: 'A', owner: 'B', balance }, 0));
    for (const column of ['owner', 'balance']) {
      for (const descending of [false, true]) {
        const sort = { column, descending };
        for (const { conditions, values } of conditionsFrom(sort)) {
          const text = `SELECT * FROM "${schema}_rows".account_overview WHERE ${conditions.replaceAll(/\$(\d)/g, (_, place) => `'${values[place - 1]}'`)} ORDER BY ${orderOf(table, sort)} LIMIT 9`;
          const plan = await withClient(async (client) => {
            await client.query('SET enable_seqscan TO off');
            await client.query('SET enable_bitmapscan TO off');
            return (await client.query(`EXPLAIN ${text}`)).rows.map((row) => row['QUERY PLAN']).join('\n');
          });
          expect([conditions, plan]).toEqual([conditions, expect.stringMatching(/Sort[^]*Index Scan[^]*Index Cond/)]);
        }
      }
    }
    await store.close();
  });

  test('are found by their indexes', async () => {
    const schema = freshSchema();
    const store = await createTestStore(schema);
    await store.readModels.prepare(sampleTable());
    await advance(store, 'Account overview', 0n, 1n, async (rows) => {
      for (let index = 0; index < 3000; index += 1) await rows.put({ accountNumber: `NL${index}`, owner: `Owner ${index}`, balance: '1' });
    });
    const plan = await withClient(async (client) => {
      await client.query(`ANALYZE "${schema}_rows".account_overview`);
      return client.query(`EXPLAIN SELECT * FROM "${schema}_rows".account_overview WHERE true AND ((left(owner, 200)) = (left('Owner 7', 200)) AND owner = 'Owner 7')`);
    });
    expect(JSON.stringify(plan.rows)).toContain('Index');
    await store.close();
  });

  test('keep names apart that differ only in case, in signs, or after the 63rd byte', async () => {
    const long = 'aVeryLongNameThatGoesOnAndOnAndOnUntilNobodyRemembersHowItHadBegun';
    const columns = ['iBan', 'IBan', 'ibAn', 'iban', `${long}First`, `${long}Second`, '世界'.repeat(20), `${'世界'.repeat(20)}二`, 'größe', 'onlyRow', 'a"b', "a'b", 'a;b', '__proto__', 'ü', 'Ü'];
    const schema = freshSchema();
    await useTable(schema, tableOf('Names', columns));
    const names = (await columnsOf(schema)).map(([, column]) => column ?? '');
    expect(new Set(names).size).toBe(columns.length);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    expect(names).toContain('größe');
  });

  test('keep read models apart whose names give the same table name', async () => {
    const schema = freshSchema();
    for (const name of ['Open orders', 'open-orders', 'Open Orders!', '🏦', '"; DROP TABLE x; --', `${'x'.repeat(70)}1`, `${'x'.repeat(70)}2`]) await useTable(schema, tableOf(name, ['orderNumber', 'name']));
    const tables = new Set((await columnsOf(schema)).map(([table]) => table));
    expect(tables.size).toBe(7);
    expect(tables).toContain('open_orders');
  });

  test('are made anew when somebody has dropped them', async () => {
    const schema = freshSchema();
    const store = await createTestStore(schema);
    await store.readModels.prepare(sampleTable());
    await advance(store, 'Account overview', 0n, 5n, async () => {});
    await withClient((client) => client.query(`DROP TABLE "${schema}_rows".account_overview`));
    await store.readModels.prepare(sampleTable());
    expect(await checkpointOf(store, 'Account overview')).toBe(0n);
    await store.close();
  });

  test('stand beside those of another definition, so that two versions of an application do not disturb each other', async () => {
    const schema = freshSchema();
    const [older, newer] = [await createTestStore(schema), await createTestStore(schema)];
    await older.readModels.prepare(sampleTable());
    await newer.readModels.prepare(sampleTable({ fingerprint: 'two', columns: [{ name: 'accountNumber', type: 'text', optional: false }, { name: 'owner', type: 'text', optional: true }] }));
    expect(await advance(older, 'Account overview', 0n, 1n, async (rows) => rows.put({ accountNumber: 'A', owner: 'Ann' }))).toBe(true);
    expect(await newer.readModels.list('Account overview', { where: {}, limit: 5 })).toEqual([]);
    expect(await advance(newer, 'Account overview', 0n, 1n, async (rows) => rows.put({ accountNumber: 'B', owner: null }))).toBe(true);
    expect(await older.readModels.list('Account overview', { where: {}, limit: 5 })).toEqual([{ accountNumber: 'A', owner: 'Ann', balance: null }]);
    expect(new Set((await columnsOf(schema)).map(([table]) => table))).toEqual(new Set(['account_overview', 'account_overview_2']));
    await Promise.all([older.close(), newer.close()]);
  });

  test('are dropped a while after another has taken their place, and readers who had not heard of it find that one', async () => {
    const schema = freshSchema();
    const [one, other] = [await createTestStore(schema), await createTestStore(schema)];
    for (const store of [one, other]) await store.readModels.prepare(sampleTable());
    await advance(one, 'Account overview', 0n, 1n, async (rows) => rows.put({ accountNumber: 'A', owner: 'Ann' }));
    const next = await one.readModels.rebuild('Account overview');
    if (next === undefined) throw new Error('Nothing was made.');
    await one.readModels.tables('Account overview');
    await one.readModels.advance(next, { from: 0n, to: 1n, serve: true }, async (rows) => rows.put({ accountNumber: 'A', owner: 'Anna' }));
    // What waits for something parked in the former table waits for nothing any more once it is gone.
    const parked = { position: 1n, stream: 'Bank account/A', type: 'Money deposited' };
    await one.checkpoints.moveCheckpoint({ subscription: 'Bonus', from: 0n, to: 1n, park: [{ ...parked, subscription: 'Account overview #1', key: '["A"]', error: 'poison' }, { ...parked, subscription: 'Bonus', key: 'A', error: 'it waits', waitsFor: { subscription: 'Account overview #1', key: '["A"]' } }] });
    await withClient((client) => client.query(`UPDATE "${schema}".read_models SET retired_at = retired_at - interval '2 minutes'`));
    await one.readModels.tables('Account overview');
    expect(new Set((await columnsOf(schema)).map(([table]) => table))).toEqual(new Set(['account_overview_2']));
    expect(await one.parking.listParked()).toMatchObject([{ subscription: 'Bonus', state: 'wanted' }]);
    expect(await other.readModels.list('Account overview', { where: {}, limit: 5 })).toEqual([{ accountNumber: 'A', owner: 'Anna', balance: null }]);
    await Promise.all([one.close(), other.close()]);
  });
});
