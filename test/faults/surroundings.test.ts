import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../runtime/postgres/database.ts';
import { createPostgresEvents } from '../../runtime/postgres/postgres-events.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import { createWakeUps } from '../../runtime/store/wake-ups.ts';
import { freshSchema, testPostgresUrl } from '../postgres/test-store.ts';
import { onConnection } from './arena.ts';
import { type BankInProcess, bankAt } from './bank-in-process.ts';
import { ACCOUNTS, openings } from './bank-traffic.ts';
import { depositMoney } from '../fixtures/bank-messages.ts';

let url: string;
const open: BankInProcess[] = [];
beforeAll(async () => {
  url = await testPostgresUrl();
});
afterAll(() => Promise.all(open.map((bank) => bank.close())));

describe('Somebody else in the database', () => {
  test('who leaves transactions idle, with a snapshot and with locks, holds nobody up', async () => {
    const schema = freshSchema();
    const bank = await bankAt({ url, schema });
    open.push(bank);
    await bank.traffic(20);
    await onConnection(url, (reader) =>
      onConnection(url, async (writer) => {
        await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
        await reader.query(`SELECT count(*) FROM "${schema}".events`);
        await writer.query(`CREATE TABLE "${schema}".unrelated (number int)`);
        await writer.query('BEGIN');
        await writer.query(`LOCK TABLE "${schema}".unrelated IN ACCESS EXCLUSIVE MODE`);
        await writer.query(`INSERT INTO "${schema}".unrelated VALUES (1)`);
        await writer.query('SELECT pg_current_xact_id()');
        await bank.traffic(80);
        expect(await bank.verdict()).toEqual([]);
      }),
    );
  }, 60_000);

  test('who appends and notifies nobody, is followed within the time of a poll', async () => {
    const schema = freshSchema();
    const bank = await bankAt({ url, schema });
    open.push(bank);
    const database = openDatabase({ url, schema, connections: 2 });
    const store = await createPostgresStore({ url, schema, connections: 2 });
    try {
      const silent = createPostgresEvents(database, createWakeUps(), { appended: () => {}, listen: () => {}, stop: async () => {} });
      const { handler } = await assemble(bank.definition, { ...store, events: silent });
      for (const message of openings) await handler.send(message);
      for (const account of ACCOUNTS) await handler.send(depositMoney(account, '12.00'));
      expect(await bank.running.waitFor(await store.events.head(), 10_000)).toBe(true);
      expect(await bank.verdict()).toEqual([]);
    } finally {
      await store.close();
      await database.close();
    }
  }, 60_000);
});
