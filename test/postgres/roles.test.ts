import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createPostgresStore, migratePostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { ADA, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { freshSchema, testPostgresUrl, withClient } from './test-store.ts';

/** What whoever runs the application needs: to read and write, and nothing that changes what a table is. */
const granted = (schema: string, rows: string, role: string): string => `
  CREATE SCHEMA ${rows} AUTHORIZATION ${role};
  GRANT USAGE ON SCHEMA ${schema} TO ${role};
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
  REVOKE UPDATE, DELETE ON ${schema}.events, ${schema}.outcomes FROM ${role};
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role};
`;

describe('An application that owns nothing of its log', () => {
  test('works, fills its read models, and can not change what has happened', async () => {
    const [schema, role] = [freshSchema(), `app_${randomUUID().replaceAll('-', '')}`];
    const url = new URL(await testPostgresUrl());
    await migratePostgresStore({ url: url.href, schema });
    await withClient(async (client) => client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'of a test'; ${granted(schema, `${schema}_rows`, role)}`));
    Object.assign(url, { username: role, password: 'of a test' });
    const store = await createPostgresStore({ url: url.href, schema, readModelSchema: `${schema}_rows`, connections: 4 });
    const running = await startApplication(bank(), store, { pollInMilliseconds: 20 });
    await running.send(openAccount(ADA));
    await running.send(depositMoney(ADA, '50.00'));
    expect(await running.waitFor(2n, 10_000)).toBe(true);
    expect(await running.find('Account overview', { accountNumber: ADA })).toMatchObject({ balance: '50.00' });
    await running.stop();
    await store.close();
    const client = new pg.Client(url.href);
    await client.connect();
    for (const change of [`UPDATE ${schema}.events SET data = '{}'`, `DELETE FROM ${schema}.events`, `TRUNCATE ${schema}.events`, `DELETE FROM ${schema}.outcomes`]) await expect(client.query(change)).rejects.toThrow('permission denied');
    for (const change of [`DROP TABLE ${schema}.events`, `ALTER TABLE ${schema}.events DISABLE TRIGGER ALL`]) await expect(client.query(change)).rejects.toThrow('must be owner');
    await client.end();
    await withClient(async (admin) => admin.query(`DROP SCHEMA ${schema} CASCADE; DROP SCHEMA ${schema}_rows CASCADE; DROP OWNED BY ${role}; DROP ROLE ${role}`));
  });
});
