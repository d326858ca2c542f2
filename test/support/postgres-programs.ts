import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, test } from 'vitest';
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
const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

/** When it is set, the tests on PostgreSQL 15 fail where there is none: a check must not pass by not running. */
const REQUIRED = 'STORM_TEST_POSTGRESQL_15';

export async function embeddedPrograms(): Promise<Programs> {
  const account = await accountFor('');
  return { ...(await findBinaries(account)), account };
}

async function debianPrograms(): Promise<Programs | undefined> {
  const program = (name: string): string => join(DEBIAN_15, name);
  if ((await stat(program('postgres')).catch(() => undefined)) === undefined) return undefined;
  const env = { PATH: process.env['PATH'] };
  return { initdb: program('initdb'), postgres: program('postgres'), pgDump: program('pg_dump'), psql: program('psql'), env, account: await accountFor('') };
}

/** Tests that want Debian's PostgreSQL 15, where it is installed. Where it is not, one line says that they were left out. */
export async function describeOnPostgres15(name: string, tests: (programs: Required<Programs>) => void): Promise<void> {
  const programs = await debianPrograms();
  if (isWhole(programs)) describe(name, () => tests(programs));
  else if (process.env[REQUIRED] === undefined) test.skip(`${name}: left out, for there is no PostgreSQL 15 in ${DEBIAN_15} (apt-get install postgresql-15)`, () => {});
  else {
    test(name, () => {
      throw new Error(`${REQUIRED} is set, and there is no PostgreSQL 15 in ${DEBIAN_15}: apt-get install postgresql-15.`);
    });
  }
}

function isWhole(programs: Programs | undefined): programs is Required<Programs> {
  return programs?.pgDump !== undefined && programs.psql !== undefined;
}
