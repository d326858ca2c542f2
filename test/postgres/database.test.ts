import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../runtime/postgres/database.ts';
import { statements } from '../../runtime/postgres/statements.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { freshSchema, testPostgresUrl, withClient } from './test-store.ts';

test('a connection that breaks between two statements of a transaction fails the transaction, and not the process', async () => {
  const [url, schema] = [await testPostgresUrl(), freshSchema()];
  await (await createPostgresStore({ url, schema })).close();
  const database = openDatabase({ url: `${url}&application_name=${schema}`, schema, connections: 1 });
  try {
    const transaction = database.transaction(async (run) => {
      await run(statements.listMigrations, []);
      await withClient((other) => other.query('SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1', [schema]));
      // Its farewell and its end come one after the other, while nobody asks anything.
      await sleep(100);
      await run(statements.listMigrations, []);
    });
    await expect(transaction).rejects.toThrow();
    expect((await database.run(statements.listMigrations, [])).count).toBeGreaterThan(0);
  } finally {
    await database.close();
  }
});
