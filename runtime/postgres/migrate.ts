import { readdirSync } from 'node:fs';
import { type Database, type Run } from './database.ts';
import { type Statement, statements } from './statements.ts';

interface Migration {
  readonly number: number;
  readonly name: string;
}

/** `migrations/001-events.sql` is number 1. Once published a migration is never changed: what comes later is a new one. */
export const migrations: readonly Migration[] = readdirSync(new URL('migrations/', import.meta.url))
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => ({ number: Number.parseInt(file, 10), name: file.slice(0, -'.sql'.length) }));

/**
 * Brings the schema of the store forward to `upTo`. One transaction under a lock: of several applications that start
 * at the same time one migrates and the others find it done.
 */
export async function migrate(database: Database, schema: string, upTo: number = migrations.length): Promise<void> {
  await database.transaction(async (run) => {
    await run(statements.lockSchema, []);
    await run(statements.createSchema, []);
    await run(statements.createMigrations, []);
    const done = (await run(statements.listMigrations, [])).rows.map(({ number }) => Number(number));
    const newest = Math.max(0, ...done);
    if (newest > migrations.length) {
      throw new Error(`The store in schema "${schema}" was made by a newer Stormwright (migration ${newest}; this one knows ${migrations.length}): start the newer version.`);
    }
    for (const migration of migrations) {
      if (migration.number > newest && migration.number <= upTo) await apply(run, migration);
    }
  });
}

async function apply(run: Run, { number, name }: Migration): Promise<void> {
  const file: Statement<[], never> = { file: `../migrations/${name}` };
  await run(file, []);
  await run(statements.noteMigration, [number, name]);
}
