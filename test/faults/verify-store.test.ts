import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import type { Acknowledgement } from '../../runtime/reaction/verify/acknowledged-check.ts';
import type { FindingKind } from '../../runtime/reaction/verify/finding.ts';
import { verifyStore } from '../../runtime/reaction/verify/verify-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, CEO, depositMoney, withdrawMoney } from '../fixtures/bank-messages.ts';
import { commands, openings } from '../fixtures/day-at-the-bank.ts';
import { createTestStore, freshSchema, withClient } from '../postgres/test-store.ts';

const application = bank();

/** A day at the bank, and what its customers were told. */
async function day(store: Store): Promise<readonly Acknowledgement[]> {
  const assembly = await assemble(application, store);
  const acknowledged: Acknowledgement[] = [];
  for (const message of [...openings, ...commands, withdrawMoney(ADA, '5.00'), depositMoney(CEO, '3.00'), withdrawMoney(ADA, '500.00')]) {
    const commandId = randomUUID();
    const result = await assembly.handler.send(message, { commandId });
    if (result.kind === 'accepted') acknowledged.push({ commandId, events: result.events });
    await settle(assembly);
  }
  return acknowledged;
}

interface Tampered {
  readonly client: pg.Client;
  readonly events: string;
  readonly schema: string;
  readonly rows: string;
  readonly acknowledged: readonly Acknowledgement[];
}

/** A store that has seen a day, and a copy of its tables. */
interface Kept {
  readonly store: Store;
  readonly schema: string;
  readonly acknowledged: readonly Acknowledgement[];
  readonly tables: readonly string[];
}

let kept: Kept | undefined;

async function afterADay(): Promise<Kept> {
  const schema = freshSchema();
  const store = await createTestStore(schema);
  const acknowledged = await day(store);
  const tables = await byHand(async (client) => {
    const { rows } = await client.query("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ($1, $2)", [schema, `${schema}_rows`]);
    return rows.map(({ name }) => String(name));
  });
  await byHand(async (client) => {
    await client.query(`CREATE SCHEMA "${schema}_copy"`);
    for (const [index, table] of tables.entries()) await client.query(`CREATE TABLE "${schema}_copy"."${index}" AS TABLE ${table}`);
  });
  return { store, schema, acknowledged, tables };
}

async function restore({ schema, tables }: Kept): Promise<void> {
  await byHand(async (client) => {
    for (const [index, table] of tables.entries()) await client.query(`DELETE FROM ${table}; INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE "${schema}_copy"."${index}"`);
  });
}

/** As somebody whom no trigger stops. */
function byHand<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(async (client) => {
    await client.query('SET session_replication_role = replica');
    return work(client);
  });
}

/** Changes something by hand, and gives what the checker says of it. */
async function foundAfter(tamper: (on: Tampered) => Promise<unknown>): Promise<readonly { readonly kind: FindingKind; readonly place: string; readonly sentence: string }[]> {
  kept ??= await afterADay();
  const { store, schema, acknowledged } = kept;
  await byHand((client) => tamper({ client, events: `"${schema}".events`, schema, rows: `"${schema}_rows"`, acknowledged }));
  const { findings } = await verifyStore(application, store, { acknowledged, patienceInMilliseconds: 0 });
  await restore(kept);
  expect(await verifyStore(application, store, { acknowledged, patienceInMilliseconds: 0 })).toMatchObject({ findings: [] });
  return findings;
}

afterAll(() => kept?.store.close());

const kinds = (findings: readonly { readonly kind: FindingKind }[]): readonly FindingKind[] => [...new Set(findings.map(({ kind }) => kind))].sort();

describe('The checker', () => {
  test.each([
    ['in memory', async () => createMemoryStore()],
    ['on PostgreSQL', () => createTestStore()],
  ])('finds nothing in a store %s that nobody has harmed', async (_, createStore) => {
    const store = await createStore();
    try {
      const acknowledged = await day(store);
      const found = await verifyStore(application, store, { acknowledged });
      expect(found).toMatchObject({ findings: [], total: 0, head: await store.events.head(), requests: 3 });
      expect(found.events).toBe(Number(found.head));
      const position = found.head;
      expect(found.readModels).toEqual([
        { readModel: 'Account overview', rows: 3, position },
        { readModel: 'Statement', rows: expect.any(Number), position },
        { readModel: 'Bonus account', rows: 1, position },
        { readModel: 'Transfers under way', rows: 0, position },
      ]);
      expect(acknowledged).toHaveLength(openings.length + commands.length + 2);
    } finally {
      await store.close();
    }
  });

  test('finds an event that is gone from the middle', async () => {
    const found = await foundAfter(({ client, events }) => client.query(`DELETE FROM ${events} WHERE position = (SELECT position FROM ${events} WHERE type = 'Money deposited' AND revision > 1 ORDER BY position LIMIT 1)`));
    expect(kinds(found)).toEqual(expect.arrayContaining(['acknowledged', 'outcome', 'revision', 'row']));
    expect(found.find(({ kind }) => kind === 'revision')).toMatchObject({ place: 'stream Bank account/NL000001', sentence: expect.stringMatching(/has revision 3, and 2 comes next in its stream\.$/) });
  });

  test('finds that the end of the log is gone, by what was acknowledged', async () => {
    const found = await foundAfter(({ client, events }) => client.query(`DELETE FROM ${events} WHERE position = (SELECT max(position) FROM ${events})`));
    expect(kinds(found)).toEqual(expect.arrayContaining(['acknowledged', 'outcome', 'row']));
  });

  test('finds an event that was stored twice', async () => {
    const found = await foundAfter(async ({ client, events }) => {
      await client.query(`ALTER TABLE ${events} DROP CONSTRAINT events_id_key`);
      await client.query(`INSERT INTO ${events} SELECT (jsonb_populate_record(d, jsonb_build_object('position', (SELECT max(position) + 1 FROM ${events}), 'revision', (SELECT max(e.revision) + 1 FROM ${events} e WHERE e.stream = d.stream)))).*
        FROM ${events} d WHERE type = 'Money withdrawn' ORDER BY position LIMIT 1`);
    });
    expect(kinds(found)).toEqual(expect.arrayContaining(['event id', 'row']));
    expect(found.find(({ kind }) => kind === 'event id')?.sentence).toMatch(/^The event has the id .+, which the one at position \d+ has already\.$/);
  });

  test('finds an event that has changed, in what it has led to', async () => {
    const found = await foundAfter(({ client, events }) => client.query(`UPDATE ${events} SET data = (data::jsonb || '{"owner":"Eve"}')::json WHERE stream = 'Bank account/NL000001' AND data::jsonb ? 'owner'`));
    expect(new Set(kinds(found))).toEqual(new Set(['row']));
    expect(found[0]).toMatchObject({ kind: 'row', place: 'read model Account overview, ["NL000001"]', sentence: expect.stringMatching(/^The row is .*"owner":"Ada".*, and the log folds to .*"owner":"Eve".*\.$/) });
  });

  test('finds an event that nobody can read', async () => {
    const found = await foundAfter(({ client, events }) => client.query(`UPDATE ${events} SET data = '{}' WHERE type = 'Account closed'`));
    expect(found[0]).toMatchObject({ kind: 'unreadable', sentence: expect.stringContaining('It was not written by this model.') });
  });

  test('finds an outcome that names other events', async () => {
    const found = await foundAfter(({ client, schema, acknowledged }) => client.query(`UPDATE "${schema}".outcomes SET first_position = first_position - 1, last_position = last_position - 1 WHERE command_id = $1`, [acknowledged.at(-1)?.commandId]));
    expect(kinds(found)).toEqual(['outcome']);
  });

  test('finds an outcome of a policy that names what did not come of it', async () => {
    const found = await foundAfter(({ client, schema, events }) => client.query(`UPDATE "${schema}".outcomes o SET first_position = 1, last_position = 1 FROM ${events} e WHERE e.type = 'Transfer completed' AND o.first_position = e.position`));
    expect(found).toMatchObject([{ kind: 'outcome', sentence: 'Its outcome names the event at position 1, which did not come of it.' }]);
  });

  test('finds an outcome that is gone, of somebody who was told and of a policy', async () => {
    const told = await foundAfter(({ client, schema, acknowledged }) => client.query(`DELETE FROM "${schema}".outcomes WHERE command_id = $1`, [acknowledged[0]?.commandId]));
    expect(told).toMatchObject([{ kind: 'outcome', sentence: 'Its sender was told that it was accepted, and the store knows of no such command.' }]);
    const policys = await foundAfter(({ client, schema, events }) => client.query(`DELETE FROM "${schema}".outcomes o USING ${events} e WHERE e.type = 'Transfer completed' AND o.first_position = e.position`));
    expect(policys).toMatchObject([{ kind: 'command', place: expect.stringMatching(/^policy Move the money, position \d+$/), sentence: expect.stringMatching(/^It sends "Record deposit" \(.+\), and the store knows of no such command\.$/) }]);
  });

  test.each<[what: string, tamper: (on: Tampered) => Promise<unknown>, place: string, sentence: RegExp]>([
    ['changed', ({ client, rows }) => client.query(`UPDATE ${rows}.account_overview SET balance = balance + 1 WHERE account_number = 'NL000002'`), 'read model Account overview, ["NL000002"]', /^The row is .*"balance":"31.00".*, and the log folds to .*"balance":"30.00"/],
    ['taken away', ({ client, rows }) => client.query(`DELETE FROM ${rows}.bonus_account`), 'read model Bonus account', /^There is no such row, and the log folds to /],
    ['put in', ({ client, rows }) => client.query(`INSERT INTO ${rows}.account_overview SELECT 'NL000009', owner, balance, movements, last_movement FROM ${rows}.account_overview LIMIT 1`), 'read model Account overview, ["NL000009"]', /^The row is there, and nothing in the log leads to it: /],
  ])('finds a row that was %s', async (_, tamper, place, sentence) => {
    expect(await foundAfter(tamper)).toMatchObject([{ kind: 'row', place, sentence: expect.stringMatching(sentence) }]);
  });

  test('finds a request that was not kept', async () => {
    const found = await foundAfter(({ client, schema }) => client.query(`DELETE FROM "${schema}".requests WHERE number = (SELECT min(number) FROM "${schema}".requests)`));
    expect(found).toMatchObject([{ kind: 'request', place: expect.stringMatching(/^policy Thank the depositor, position \d+$/), sentence: expect.stringContaining('It asks for "Send thank-you email"') }]);
  });

  test('finds an event at a lower position than the one before it, and a head where nothing is', async () => {
    const store = createMemoryStore();
    await day(store);
    const events = { ...store.events, head: async () => (await store.events.head()) + 1n, async *readAll() { for await (const batch of store.events.readAll({ after: 0n })) yield [...batch].reverse(); } };
    expect(kinds((await verifyStore(application, { ...store, events }, { patienceInMilliseconds: 0 })).findings)).toEqual(expect.arrayContaining(['position', 'revision']));
    expect((await verifyStore(application, { ...store, events: { ...store.events, head: events.head } }, { patienceInMilliseconds: 0 })).findings).toMatchObject([{ kind: 'position', sentence: expect.stringMatching(/^The log says that it ends here/) }, ...application.readModels.map(({ name }) => ({ kind: 'row', place: `read model ${name}`, sentence: expect.stringMatching(/^Its rows are those of position 23, and the log goes on to 24\.$/) }))]);
  });

  test('counts what is beyond the most that are wanted', async () => {
    const store = createMemoryStore();
    const acknowledged = Array.from({ length: 5 }, () => ({ commandId: randomUUID(), events: [] }));
    await assemble(application, store);
    expect(await verifyStore(application, store, { acknowledged, most: 2 })).toMatchObject({ total: 5, findings: [{ kind: 'outcome' }, { kind: 'outcome' }] });
  });
});
