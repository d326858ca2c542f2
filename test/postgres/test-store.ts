import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { inject } from 'vitest';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { Store } from '../../runtime/store/store.ts';

/** The PostgreSQL of this run. Rejects, and with it the test, when it could not be started. */
export async function testPostgresUrl(): Promise<string> {
  const url = await text(connect(inject('postgresPort'), '127.0.0.1'));
  if (!url.startsWith('postgres://')) throw new Error(url);
  return url;
}

/** A name for a schema that nobody else has. */
export function freshSchema(): string {
  return `test_${randomUUID().replaceAll('-', '')}`;
}

/** An empty store on PostgreSQL in a schema of its own. */
export async function createTestStore(schema = freshSchema()): Promise<Store> {
  return createPostgresStore({ url: await testPostgresUrl(), schema, readModelSchema: `${schema}_rows`, connections: 12 });
}

/** Runs `work` on a connection beside the store's. */
export async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(await testPostgresUrl());
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
