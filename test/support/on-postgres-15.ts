import process from 'node:process';
import { describe, test } from 'vitest';
import { DEBIAN_15, debianPrograms, type Programs } from './postgres-programs.ts';

/** When it is set, the tests on PostgreSQL 15 fail where there is none: a check must not pass by not running. */
const REQUIRED = 'STORM_TEST_POSTGRESQL_15';

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
