import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createPostgresStore, migratePostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { ADA, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { testPostgresUrl, withClient } from './test-store.ts';

/** The SQL of `docs/production.md`, which names everything after the library, with names of our own. */
const name = `l${randomUUID().replaceAll('-', '').slice(0, 12)}`;
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'production.md'), 'utf8');
const [makesRoles = '', givesRights = ''] = [...page.matchAll(/^```sql\n(.*?)^```$/gms)].map(([, sql = '']) => sql.replaceAll('library', name));
const schemas = { schema: `storm_${name}`, readModelSchema: name };

async function urlOf(role: 'owner' | 'app' | 'operator' | undefined): Promise<string> {
  const url = Object.assign(new URL(await testPostgresUrl()), { pathname: `/${name}` });
  const passwords = { owner: 'choose one', app: 'choose another', operator: 'and a third' };
  return role === undefined ? url.href : Object.assign(url, { username: `${name}_${role}`, password: passwords[role] }).href;
}

/** One statement after another: a database is not made within a transaction. */
async function run(sql: string, client: pg.Client): Promise<void> {
  for (const statement of sql.split(/;\n/).filter((each) => each.trim() !== '')) await client.query(statement);
}

async function as<T>(role: 'owner' | 'app' | 'operator' | undefined, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(await urlOf(role));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('With the roles of the page about production', () => {
  beforeAll(async () => {
    expect([makesRoles.includes('CREATE ROLE'), givesRights.includes('GRANT SELECT')]).toEqual([true, true]);
    await withClient((client) => run(makesRoles, client));
    await migratePostgresStore({ url: await urlOf('owner'), schema: schemas.schema });
    await as(undefined, (client) => run(givesRights, client));
  });
  afterAll(async () => {
    await withClient((client) => run(`DROP DATABASE ${name} WITH (FORCE);\nDROP ROLE ${name}_owner;\nDROP ROLE ${name}_app;\nDROP ROLE ${name}_operator;\n`, client));
  });

  test('the application works and fills its read models', async () => {
    const store = await createPostgresStore({ url: await urlOf('app'), ...schemas, connections: 4 });
    const running = await startApplication(bank(), store, { pollInMilliseconds: 20 });
    await running.send(openAccount(ADA));
    await running.send(depositMoney(ADA, '50.00'));
    expect(await running.waitFor(2n, 10_000)).toBe(true);
    expect(await running.find('Account overview', { accountNumber: ADA })).toMatchObject({ balance: '50.00' });
    await running.stop();
    await store.close();
  });

  test('the application can not change what has happened', async () => {
    const { schema } = schemas;
    await as('app', async (client) => {
      for (const change of [`UPDATE ${schema}.events SET data = '{}'`, `DELETE FROM ${schema}.events`, `TRUNCATE ${schema}.events`, `DELETE FROM ${schema}.outcomes`]) await expect(client.query(change)).rejects.toThrow('permission denied');
      for (const change of [`DROP TABLE ${schema}.events`, `ALTER TABLE ${schema}.events DISABLE TRIGGER ALL`]) await expect(client.query(change)).rejects.toThrow('must be owner');
    });
  });

  test('whoever looks, sees the log and the rows, and changes nothing', async () => {
    const store = await createPostgresStore({ url: await urlOf('operator'), ...schemas, connections: 2, use: 'look' });
    expect(await store.events.head()).toBeGreaterThanOrEqual(2n);
    await store.close();
    await as('operator', async (client) => {
      const { rows } = await client.query<{ tablename: string }>('SELECT tablename FROM pg_tables WHERE schemaname = $1', [name]);
      expect(rows.length).toBeGreaterThan(0);
      for (const { tablename } of rows) await client.query(`SELECT * FROM ${name}."${tablename}"`);
      for (const change of [`DELETE FROM ${schemas.schema}.checkpoints`, `CREATE TABLE ${name}.mine (a int)`, `DELETE FROM ${name}."${rows[0]?.tablename ?? ''}"`]) await expect(client.query(change)).rejects.toThrow('permission denied');
    });
  });

  test('nobody else gets in', async () => {
    await withClient((client) => client.query(`CREATE ROLE ${name}_stranger LOGIN PASSWORD 'x'`));
    const url = Object.assign(new URL(await urlOf(undefined)), { username: `${name}_stranger`, password: 'x' });
    const client = new pg.Client(url.href);
    await expect(client.connect()).rejects.toThrow('permission denied for database');
    await withClient((admin) => admin.query(`DROP ROLE ${name}_stranger`));
  });
});
