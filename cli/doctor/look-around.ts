import { createServer } from 'node:net';
import pg from 'pg';
import { accountFor } from '../../runtime/postgres/embedded/account.ts';
import { findBinaries } from '../../runtime/postgres/embedded/binaries.ts';
import { Sentence, sentenceOf } from '../sentence.ts';
import { readSettings, type Settings } from '../settings.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** What it is told by its environment, and what it needs of this machine and of others: the database, a port. */
export async function lookAround(environment: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  try {
    const settings = readSettings(environment);
    return [tokens(settings), await database(settings), await port(settings)];
  } catch (error) {
    if (error instanceof Sentence) return [problem('settings', error.message, 'npx stormwright start --help says what there is.')];
    throw error;
  }
}

function tokens({ server: { tokens: wanted } }: Settings): Finding {
  if (wanted !== undefined) return ok('tokens', `It takes tokens of ${wanted.issuer} for ${wanted.audience}.`);
  return ok('tokens', 'There are no tokens, so it answers to this machine only, and everybody may be anybody. docs/tokens.md says how to have them.');
}

async function database({ database: choice }: Settings): Promise<Finding> {
  switch (choice.kind) {
    case 'memory':
      return warning('database', 'Data are kept in memory, and are gone when it stops.', 'Set DATABASE_URL to a PostgreSQL, or leave it out for an embedded one.');
    case 'embedded':
      return embedded();
    case 'postgres':
      return postgres(choice.url);
  }
}

async function embedded(): Promise<Finding> {
  try {
    await findBinaries(await accountFor('.storm'));
    return ok('database', 'The embedded PostgreSQL can be run; it keeps its files in .storm/. In production, set DATABASE_URL.');
  } catch (error) {
    return problem('database', sentenceOf(error), 'Set DATABASE_URL to a PostgreSQL.');
  }
}

const OLDEST_POSTGRES = 150_000;
const PATIENCE_IN_MILLISECONDS = 5000;

/** Never says more of the address than host and database. */
async function postgres(url: string): Promise<Finding> {
  const { host, pathname } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_IN_MILLISECONDS, query_timeout: PATIENCE_IN_MILLISECONDS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; number: number; may: boolean }>(
      "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number, has_database_privilege(current_database(), 'CREATE') AS may",
    );
    const [{ version, number, may } = { version: 'unknown', number: 0, may: false }] = rows;
    if (number < OLDEST_POSTGRES) return problem('database', `The PostgreSQL at ${host}${pathname} is ${version}, which is too old.`, 'It must be version 15 or later.');
    const rights = may ? 'this role may make its schemas' : 'this role can make no schemas: whoever owns them must have made them';
    return ok('database', `PostgreSQL ${version} at ${host}${pathname} answers; ${rights}.`);
  } catch (error) {
    return problem('database', `The PostgreSQL at ${host}${pathname} can not be used: ${sentenceOf(error)}.`, 'Look at DATABASE_URL, and whether the server runs.');
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function port({ host, port: wanted }: Settings): Promise<Finding> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wanted, host, resolve));
    return ok('port', wanted === 0 ? `It takes any free port of ${host}.` : `Port ${wanted} of ${host} is free.`);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (taken) return warning('port', `Port ${wanted} of ${host} is taken: by the application itself, if it runs.`, 'Stop what has it, or set PORT to another one.');
    return problem('port', `Port ${wanted} of ${host} can not be used: ${sentenceOf(error)}.`, 'Set HOST and PORT to what this machine has.');
  } finally {
    server.close();
  }
}

