import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { appendValues } from '../../runtime/postgres/append-batch.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { append, feedOf, sampleEvent, sampleEvents, sampleOutcome, storedBy } from '../../runtime/testing/store-contract-samples.ts';
import { checkedAppend } from '../../runtime/store/checked-append.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createTestStore, freshSchema, testPostgresUrl, withClient } from './test-store.ts';

/** A store, the schema it is in, and somebody else who is connected to the same database. */
async function beside(work: (store: Store, other: pg.Client, schema: string) => Promise<void>): Promise<void> {
  const schema = freshSchema();
  const store = await createTestStore(schema);
  try {
    await withClient((other) => work(store, other, schema));
  } finally {
    await store.close();
  }
}

/** An append as `append.sql` sends it, on whatever connection and in whatever transaction. */
function rawAppend(client: pg.Client, schema: string, stream: string): Promise<unknown> {
  const values = [...appendValues([checkedAppend({ streams: [{ stream, expected: 'any', events: [sampleEvent()] }] })]), false];
  return client.query(`SELECT * FROM "${schema}".append(${values.map((_, index) => `$${index + 1}`).join(', ')})`, values);
}

describe('events in the database', () => {
  test('UPDATE, DELETE and TRUNCATE are refused, even where they would meet no row', () =>
    beside(async ({ events }, other, schema) => {
      await append(events, 'A', 'any', sampleEvents(3));
      for (const statement of [`UPDATE "${schema}".events SET type = 'x'`, `DELETE FROM "${schema}".events WHERE false`, `TRUNCATE "${schema}".events`]) {
        await expect(other.query(statement)).rejects.toThrow('Events never change');
      }
      expect(await feedOf(events)).toHaveLength(3);
    }));

  test('how a command ended is not changed either', () =>
    beside(async ({ events }, other, schema) => {
      await append(events, 'A', 'any', sampleEvents(1), 'accepted');
      await events.keepOutcome(sampleOutcome('refused', 'Not enough money'));
      for (const statement of [`UPDATE "${schema}".outcomes SET refusal = NULL`, `DELETE FROM "${schema}".outcomes`, `TRUNCATE "${schema}".outcomes`]) {
        await expect(other.query(statement)).rejects.toThrow('Outcomes never change');
      }
      expect(await events.findOutcome('refused')).toMatchObject({ kind: 'refused' });
    }));

  test('the audit trail of one correlation id is found by an index, and appending never reads a table from end to end', () =>
    beside(async ({ events }, other, schema) => {
      await append(events, 'A', 'any', sampleEvents(2000), 'one');
      await other.query(`ANALYZE "${schema}".events`);
      const { rows } = await other.query(`EXPLAIN SELECT * FROM "${schema}".events WHERE correlation_id = 'nobody' AND position > 0 ORDER BY position LIMIT 10`);
      expect(JSON.stringify(rows)).toContain('events_of_correlation');
      const scans = async (): Promise<number> => {
        await other.query('SELECT pg_stat_clear_snapshot()');
        const found = await other.query("SELECT coalesce(sum(seq_scan), 0)::int AS scans FROM pg_stat_all_tables WHERE schemaname = $1 AND relname IN ('events', 'outcomes')", [schema]);
        return found.rows[0].scans;
      };
      const before = await scans();
      for (let index = 0; index < 10; index += 1) await append(events, `B${index}`, 0, sampleEvents(2), `command ${index}`);
      await append(events, 'A', 0, sampleEvents(1), 'two');
      for await (const _ of events.readCorrelation('a chain')) break;
      // What a connection has counted is told to others when it has been idle for a moment.
      await sleep(1100);
      expect(await scans()).toBe(before);
    }));

  test('data are kept as the text that was given, and columns can be read with SQL', () =>
    beside(async ({ events }, other, schema) => {
      await append(events, 'Bank account/A', 'any', [sampleEvent('Noted', { b: '1.50', a: [1, 'ü'] })]);
      const { rows } = await other.query(`SELECT position, stream, revision, type, data::text, correlation_id AS chain FROM "${schema}".events`);
      expect(rows).toEqual([{ position: '1', stream: 'Bank account/A', revision: '1', type: 'Noted', data: '{"b":"1.50","a":[1,"ü"]}', chain: 'a chain' }]);
    }));
});

describe('the feed', () => {
  test('an idle transaction of somebody else neither stalls nor hides anything', () =>
    beside(async ({ events }, other, schema) => {
      await other.query(`CREATE TABLE "${schema}".unrelated (number int)`);
      await other.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await other.query(`INSERT INTO "${schema}".unrelated VALUES (1)`);
      await other.query(`SELECT count(*) FROM "${schema}".events`);
      for (let index = 0; index < 20; index += 1) await append(events, `A${index % 3}`, 'any');
      expect((await feedOf(events)).map(({ position }) => Number(position))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(await events.head()).toBe(20n);
      await other.query('ROLLBACK');
    }));

  test('an append that is not yet committed is waited for, so that nothing appears behind what was read', () =>
    beside(async ({ events }, other, schema) => {
      await other.query('BEGIN');
      await rawAppend(other, schema, 'Slow');
      const settled = { done: false };
      const later = append(events, 'Fast', 'any').finally(() => (settled.done = true));
      await sleep(100);
      expect(settled.done).toBe(false);
      expect(await feedOf(events)).toEqual([]);
      await other.query('COMMIT');
      await later;
      expect((await feedOf(events)).map(({ stream, position }) => [stream, position])).toEqual([['Slow', 1n], ['Fast', 2n]]);
    }));

  test('an append that is rolled back leaves no hole, and hides nothing', () =>
    beside(async ({ events }, other, schema) => {
      await append(events, 'A', 'any');
      await other.query('BEGIN');
      await rawAppend(other, schema, 'Rolled back');
      const waiting = [append(events, 'B', 'any'), append(events, 'C', 'any')];
      await sleep(50);
      await other.query('ROLLBACK');
      await Promise.all(waiting);
      expect((await feedOf(events)).map(({ stream, position }) => [stream, position])).toEqual([['A', 1n], ['B', 2n], ['C', 3n]]);
    }));

  test('24 processes append to one log and a reader that follows them sees one order', async () => {
    const schema = freshSchema();
    const stores = await Promise.all(Array.from({ length: 24 }, () => createTestStore(schema)));
    const [first] = stores;
    if (first === undefined) throw new Error('There is a first of 24.');
    const seen: bigint[] = [];
    const writing = { done: false };
    const reading = (async () => {
      for (let last = false; ; last = writing.done) {
        for await (const batch of first.events.readAll({ after: seen.at(-1) ?? 0n, batchSize: 5 })) seen.push(...batch.map(({ position }) => position));
        if (last) return;
      }
    })();
    const stored = await Promise.all(stores.flatMap(({ events }, process) => Array.from({ length: 20 }, (_, index) => append(events, `Shared ${(process + index) % 7}`, 'any', sampleEvents(1 + (index % 2))))));
    writing.done = true;
    await reading;
    expect(seen).toEqual(stored.flatMap(storedBy).map(({ position }) => position).sort((a, b) => Number(a - b)));
    await Promise.all(stores.map((store) => store.close()));
  });
});

describe('waking', () => {
  test('an append of another process wakes this one, also after its connections were cut', async () => {
    const schema = freshSchema();
    const [here, there] = [await createTestStore(schema), await createTestStore(schema)];
    const woken = { count: 0 };
    here.events.onAppend(() => void (woken.count += 1));
    const untilWoken = async (): Promise<void> => {
      // The listening connection may still be on its way: every new append is another knock.
      for (const before = woken.count; woken.count === before; await sleep(20)) await append(there.events, 'A', 'any');
    };
    await untilWoken();
    const listeners = await withClient((client) => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"));
    expect(listeners.rowCount).toBeGreaterThan(0);
    await sleep(50);
    await untilWoken();
    await Promise.all([here.close(), there.close()]);
  });

  test('a store whose server cannot be reached says so', async () => {
    const url = (await testPostgresUrl()).replace(/@.*\//, '@127.0.0.1:1/');
    await expect(createPostgresStore({ url })).rejects.toThrow('ECONNREFUSED');
  });
});
