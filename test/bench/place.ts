import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../runtime/postgres/embedded.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { Store } from '../../runtime/store/store.ts';

/** Where workloads find what they run on. */
export interface Place {
  /** A PostgreSQL that writes each commit to disk before it says so. The same for both sides of a workload. */
  databaseUrl(): Promise<string>;
  /** A sentence: machine and versions. */
  description(): Promise<string>;
  close(): Promise<void>;
}

/** The PostgreSQL of `BENCH_DATABASE_URL`, or an embedded one that is started when first asked for and thrown away. */
export function openPlace(): Place {
  let embedded: Promise<{ readonly server: EmbeddedPostgres; readonly folder: string }> | undefined;
  let serverVersion: string | undefined;
  const databaseUrl = async (): Promise<string> => {
    const given = process.env['BENCH_DATABASE_URL'];
    const url = given === undefined || given === '' ? (await (embedded ??= startEmbedded())).server.url : given;
    serverVersion ??= await durableServer(url);
    return url;
  };
  return {
    databaseUrl,
    description: async () => [machine(), `Node ${process.version}`, ...(serverVersion === undefined ? [] : [`PostgreSQL ${serverVersion}`, `pg ${await packageVersion('pg')}`])].join(', '),
    close: async () => {
      if (embedded === undefined) return;
      const { server, folder } = await embedded;
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A store in a schema of its own, which goes when it is closed. With as many connections as any bound has. */
export async function openBenchStore(url: string, schema = benchSchema()): Promise<Store> {
  const store = await createPostgresStore({ url, schema, readModelSchema: `${schema}_rows`, connections: CONNECTIONS });
  return {
    ...store,
    close: async () => {
      await store.close();
      await dropSchemas(url, [schema, `${schema}_rows`]);
    },
  };
}

/** Of both sides; also the default of `pg.Pool`. */
export const CONNECTIONS = 10;

export function benchSchema(): string {
  return `bench_${randomUUID().replaceAll('-', '')}`;
}

export async function dropSchemas(url: string, schemas: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    for (const schema of schemas) await client.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  });
}

/** After a lot was written: otherwise the server does it at a moment of its own, in the middle of one side. */
export async function tidy(url: string): Promise<void> {
  await withClient(url, (client) => client.query('VACUUM (ANALYZE)'));
}

async function startEmbedded(): Promise<{ readonly server: EmbeddedPostgres; readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'stormwright-bench-'));
  return { server: await startEmbeddedPostgres({ folder }), folder };
}

/** Its version. Throws when it answers before a commit is on disk: such figures say nothing. */
async function durableServer(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const show = async (setting: string): Promise<string> => String((await client.query(`SHOW ${setting}`)).rows[0]?.[setting]);
    for (const setting of ['fsync', 'synchronous_commit']) {
      if ((await show(setting)) !== 'on') throw new Error(`The PostgreSQL to be measured on has ${setting} switched off. Switch it on: figures without it are not those of a store that keeps what it took.`);
    }
    return (await show('server_version')).split(' ')[0] ?? '';
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function machine(): string {
  const [first] = cpus();
  return `${platform()} ${release()}, ${cpus().length} × ${first?.model.trim() ?? 'unknown'}`;
}

async function packageVersion(name: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, '..', '..', 'node_modules', name, 'package.json'), 'utf8'));
  return String(version);
}
