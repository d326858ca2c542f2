import type { Store } from '../store/store.ts';
import { createWakeUps } from '../store/wake-ups.ts';
import { openDatabase } from './database.ts';
import { expectMigrated, migrate, type Migrated } from './migrate.ts';
import { createPostgresCheckpoints } from './postgres-checkpoints.ts';
import { createPostgresEvents } from './postgres-events.ts';
import { createPostgresLeases } from './postgres-leases.ts';
import { createPostgresParking } from './postgres-parking.ts';
import { createPostgresReadModels } from './postgres-read-models.ts';
import { createPostgresRequests } from './postgres-requests.ts';
import { createPostgresSights } from './postgres-sights.ts';
import { createPostgresSnapshots } from './postgres-snapshots.ts';
import { createPostgresTimers } from './postgres-timers.ts';
import { createWakeListener } from './wake-listener.ts';

/** Where a store is kept, and what is to be done with it. */
export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Where the store keeps events, outcomes, checkpoints, requests and timers; `storm` unless given. */
  readonly schema?: string;
  /** Where the tables of read models go, usually named after the application; the store's schema with `_read_models` unless given. */
  readonly readModelSchema?: string;
  /** Most connections at a time, besides one that listens; 10 unless given. */
  readonly connections?: number;
  readonly use?: StoreUse;
}

/**
 * What a store is opened for. Unless given, to `run` an application: its schema is made, or brought forward. To `operate`, it has
 * to be there and as far as this version brings it. To `look`, moreover nothing is ever written: the server refuses it.
 */
export type StoreUse = 'run' | 'operate' | 'look';

/**
 * A store on PostgreSQL 15 or later. Makes its schema, or brings it forward, before it resolves. Rejects with the
 * driver's error when the server cannot be reached, and with a sentence when a newer version has made the schema.
 */
export async function createPostgresStore({ url, schema = 'storm', readModelSchema = `${schema}_read_models`, connections = 10, use = 'run' }: PostgresStoreOptions): Promise<Store> {
  const database = openDatabase({ url, schema, connections, readOnly: use === 'look' });
  try {
    await (use === 'run' ? migrate : expectMigrated)(database, schema);
  } catch (error) {
    await database.close();
    throw error;
  }
  const wakeUps = createWakeUps();
  const listener = createWakeListener(database, schema, wakeUps);
  let closed: Promise<void> | undefined;
  return {
    events: createPostgresEvents(database, wakeUps, listener),
    snapshots: createPostgresSnapshots(database),
    readModels: createPostgresReadModels(database, readModelSchema, use === 'look'),
    checkpoints: createPostgresCheckpoints(database),
    leases: createPostgresLeases(database),
    parking: createPostgresParking(database),
    sights: createPostgresSights(database),
    requests: createPostgresRequests(database),
    timers: createPostgresTimers(database),
    close: () => (closed ??= listener.stop().then(() => database.close())),
  };
}

/** Brings the schema of a store forward, or makes it, and does nothing else. */
export async function migratePostgresStore({ url, schema = 'storm' }: Pick<PostgresStoreOptions, 'url' | 'schema'>): Promise<Migrated> {
  const database = openDatabase({ url, schema, connections: 1 });
  try {
    return await migrate(database, schema);
  } finally {
    await database.close();
  }
}
