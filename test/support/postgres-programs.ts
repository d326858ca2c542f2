import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { type Account, accountFor } from '../../runtime/postgres/embedded/account.ts';
import { findBinaries } from '../../runtime/postgres/embedded/binaries.ts';

/** The programs of one version of PostgreSQL, and whom they run as. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  readonly env: NodeJS.ProcessEnv;
  readonly account: Account | undefined;
  /** Of Debian's packages; the embedded one has none. */
  readonly pgDump?: string;
  readonly psql?: string;
}

/** Where Debian's packages put version 15. */
export const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

export async function embeddedPrograms(): Promise<Programs> {
  const account = await accountFor('');
  return { ...(await findBinaries(account)), account };
}

export async function debianPrograms(): Promise<Programs | undefined> {
  const program = (name: string): string => join(DEBIAN_15, name);
  if ((await stat(program('postgres')).catch(() => undefined)) === undefined) return undefined;
  const env = { PATH: process.env['PATH'] };
  return { initdb: program('initdb'), postgres: program('postgres'), pgDump: program('pg_dump'), psql: program('psql'), env, account: await accountFor('') };
}
