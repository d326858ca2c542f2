import pg from 'pg';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import { observe } from '../telemetry/instruments.ts';
import { literal, quoted } from './names.ts';
import { sqlFile, type SqlParts } from './sql-file.ts';
import type { SqlValue, Statement } from './statements.ts';

/** What came of a statement: its rows, and how many rows it read or changed. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  readonly count: number;
}

/** Runs one statement. `parts` fill the braces of its file besides those that every file may use. */
export type Run = <Values extends readonly SqlValue[], Row>(statement: Statement<Values, Row>, values: Values, parts?: SqlParts) => Promise<Answer<Row>>;

/** Connections to one PostgreSQL, for a store in one schema. */
export interface Database {
  /** On any connection, committed at once. */
  readonly run: Run;
  /** All or nothing. Rolled back when `work` throws, or says so itself. */
  transaction<T>(work: (run: Run, rollBack: () => void) => Promise<T>): Promise<T>;
  /** A connection of its own, for listening. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly schema: string;
  readonly connections: number;
  /** The server refuses whatever would write. */
  readonly readOnly?: boolean;
}

export function openDatabase({ url, schema, connections, readOnly = false }: DatabaseOptions): Database {
  const names = { schema: quoted(schema), schemaText: literal(schema) };
  const parts = { ...names, movedCheckpoint: sqlFile('statements/shared/moved-checkpoint.sql', names) };
  const session = ['session', ...(readOnly ? ['read-only'] : [])].map((file) => sqlFile(`statements/${file}.sql`, parts)).join('\n');
  const settings: pg.ClientConfig = { connectionString: url, application_name: 'stormwright', types: { getTypeParser: () => asText }, keepAlive: true };
  const pool = new pg.Pool({ ...settings, max: connections, onConnect: (client) => prepareSession(client, session) });
  // An idle connection that breaks is replaced when the next one is wanted; without a listener it would end the process.
  pool.on('error', () => {});
  const hideGauges = showPool(pool, schema);
  return {
    run: runOn(pool, parts),
    transaction: (work) => transaction(pool, parts, work),
    connect: async () => {
      const client = new pg.Client(settings);
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    close: () => {
      hideGauges();
      return pool.end();
    },
  };
}

/** The pool goes by the schema: where its server is, and who logs in there, is nobody's business. */
function showPool(pool: pg.Pool, schema: string): () => void {
  const of = { 'db.client.connection.pool.name': schema };
  const stops = [
    observe('connections', () => [
      { value: pool.idleCount, of: { ...of, 'db.client.connection.state': 'idle' } },
      { value: pool.totalCount - pool.idleCount, of: { ...of, 'db.client.connection.state': 'used' } },
    ]),
    observe('connectionsWaitedFor', () => [{ value: pool.waitingCount, of }]),
  ];
  return () => stops.forEach((stop) => stop());
}

/**
 * A connection that breaks between two statements of a transaction says so to nobody in particular, once or twice, and the
 * next statement fails; without a listener of its own the first would end the process.
 */
async function prepareSession(client: pg.ClientBase, session: string): Promise<void> {
  client.on('error', () => {});
  await client.query(session);
}

const asText = (value: string): string => value;

function runOn(connection: pg.Pool | pg.PoolClient, always: SqlParts): Run {
  return async <Values extends readonly SqlValue[], Row>(statement: Statement<Values, Row>, values: Values, parts?: SqlParts) => {
    const text = sqlFile(`statements/${statement.file}.sql`, { ...always, ...parts });
    // What always has the same text is parsed and planned once a connection.
    const name = parts === undefined && values.length > 0 ? { name: statement.file } : statement.kept === true ? { name: keptName(text) } : {};
    const arrays = statement.arrays === true ? { rowMode: 'array' } : {};
    const { rows, rowCount } = await connection.query({ ...name, ...arrays, text, values: [...values] }).catch(whatFailed);
    return { rows: rows as Row[], count: rowCount ?? 0 };
  };
}

const keptNames = new Map<string, string>();

/** A short name for each text: there are as many as tables of read models, times the statements about them. */
function keptName(text: string): string {
  const name = keptNames.get(text) ?? `kept ${keptNames.size + 1}`;
  keptNames.set(text, name);
  return name;
}

/** Of what PostgreSQL answers with: connections, resources, a server that stops or is stopped, and transactions that lost against others. */
const PASSING_TROUBLES = ['08', '40', '53', '55', '57', '58'];

/** Tells trouble that passes from a statement that is wrong and stays so. */
function whatFailed(error: unknown): never {
  const lasting = error instanceof pg.DatabaseError && !PASSING_TROUBLES.includes(error.code?.slice(0, 2) ?? '');
  throw lasting || !(error instanceof Error) ? error : new StoreUnavailable(error);
}

async function transaction<T>(pool: pg.Pool, parts: SqlParts, work: (run: Run, rollBack: () => void) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(whatFailed);
  const end = { how: 'COMMIT' };
  let broken: Error | undefined;
  try {
    await client.query('BEGIN').catch(whatFailed);
    const result = await work(runOn(client, parts), () => void (end.how = 'ROLLBACK'));
    await client.query(end.how).catch(whatFailed);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away, and its transaction with it.
    client.release(broken);
  }
}
