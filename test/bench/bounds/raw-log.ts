import pg from 'pg';
import type { JsonObject } from '../../../runtime/message/json.ts';
import { benchSchema, CONNECTIONS, dropSchemas } from '../place.ts';

export interface RawEvent {
  readonly type: string;
  readonly data: JsonObject;
}

export interface RawRow extends RawEvent {
  readonly position: string;
  readonly stream: string;
  readonly version: number;
}

/** The log as somebody writes it who needs nothing but a table: what ours is held against. */
export interface RawLog {
  readonly url: string;
  readonly schema: string;
  /** `version` counts from 0. `false` when somebody else has written it. */
  append(stream: string, version: number, event: RawEvent): Promise<boolean>;
  /** Many at once into one stream. */
  appendMany(stream: string, version: number, events: readonly RawEvent[]): Promise<void>;
  load(stream: string): Promise<readonly RawRow[]>;
  /** The last position that can be seen. */
  head(): Promise<string>;
  /** Up to a thousand behind `position`. */
  readAfter(position: string): Promise<readonly RawRow[]>;
  /** The whole log, by an SQL cursor, a thousand at a time. */
  readAll(onEvent: (event: RawRow) => void): Promise<void>;
  /** Another statement, prepared under a name. */
  run(text: string, values: readonly unknown[], name: string): Promise<void>;
  /** Leaves the table where it is. */
  leave(): Promise<void>;
  /** And takes the table away. */
  close(): Promise<void>;
}

/** The statements are prepared, and the pool is as large as ours. */
export async function openRawLog(url: string, schema = benchSchema(), connections = CONNECTIONS): Promise<RawLog> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const table = `"${schema}".events`;
  await makeTable(pool, schema);
  const columns = 'position, stream, version, type, data';
  const one = `INSERT INTO ${table} (stream, version, type, data) VALUES ($1, $2, $3, $4) ON CONFLICT (stream, version) DO NOTHING`;
  const loading = `SELECT version, type, data FROM ${table} WHERE stream = $1 ORDER BY version`;
  const behind = `SELECT ${columns} FROM ${table} WHERE position > $1 ORDER BY position LIMIT 1000`;
  return {
    url,
    schema,
    append: async (stream, version, { type, data }) => (await query(pool, { name: 'one', text: one, values: [stream, version, type, data] })).rowCount === 1,
    appendMany: async (stream, version, events) => void (await query(pool, manyAtOnce(schema, events.map((event, index) => ({ stream, version: version + index, event }))))),
    load: async (stream) => (await query(pool, { name: 'load', text: loading, values: [stream] })).rows,
    head: async () => (await query(pool, { text: `SELECT coalesce(max(position), 0) AS position FROM ${table}` })).rows[0]?.position ?? '0',
    readAfter: async (position) => (await query(pool, { name: 'behind', text: behind, values: [position] })).rows,
    readAll: (onEvent) => readByCursor(pool, `SELECT ${columns} FROM ${table} ORDER BY position`, onEvent),
    run: async (text, values, name) => void (await query(pool, { name, text, values: [...values] })),
    leave: () => pool.end(),
    close: async () => {
      await pool.end();
      await dropSchemas(url, [schema]);
    },
  };
}

/** One statement for events of any streams. Gives back which of them were not there before. */
export function manyAtOnce(schema: string, events: readonly { readonly stream: string; readonly version: number; readonly event: RawEvent }[]): pg.QueryConfig {
  return {
    name: 'many',
    text: `INSERT INTO "${schema}".events (stream, version, type, data) SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::jsonb[]) ON CONFLICT (stream, version) DO NOTHING RETURNING stream, version`,
    values: [events.map(({ stream }) => stream), events.map(({ version }) => version), events.map(({ event }) => event.type), events.map(({ event }) => JSON.stringify(event.data))],
  };
}

async function makeTable(pool: pg.Pool, schema: string): Promise<void> {
  await pool.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
  await pool.query(`CREATE TABLE IF NOT EXISTS "${schema}".events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL, version int NOT NULL, type text NOT NULL,
    data jsonb NOT NULL, meta jsonb, created timestamptz NOT NULL DEFAULT now(), UNIQUE (stream, version))`);
}

/** Not `pool.query`, which throws a connection away with every error. */
async function query(pool: pg.Pool, config: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await pool.connect();
  try {
    return await client.query(config);
  } finally {
    client.release();
  }
}

async function readByCursor(pool: pg.Pool, text: string, onEvent: (event: RawRow) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; DECLARE everything NO SCROLL CURSOR FOR ${text}`);
    for (;;) {
      const { rows } = await client.query('FETCH 1000 FROM everything');
      if (rows.length === 0) break;
      for (const row of rows) onEvent(row);
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
