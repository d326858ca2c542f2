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

/** Which migration was the newest before, and which is now; 0 for none. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/**
 * Brings the schema of the store forward to `upTo`. One transaction under a lock: of several applications that start
 * at the same time one migrates and the others find it done.
 */
export async function migrate(database: Database, schema: string, upTo: number = migrations.length): Promise<Migrated> {
  return database.transaction(async (run) => {
    await run(statements.lockSchema, []);
    await run(statements.createSchema, []);
    // Whoever may not make tables is refused also where there is nothing to make.
    if ((await run(statements.storeThere, [])).rows[0]?.there !== 't') await run(statements.createMigrations, []);
    const done = (await run(statements.listMigrations, [])).rows.map(({ number }) => Number(number));
    const newest = Math.max(0, ...done);
    if (newest > migrations.length) throw madeByNewer(schema, newest);
    for (const migration of migrations) {
      if (migration.number > newest && migration.number <= upTo) await apply(run, migration);
    }
    return { from: newest, to: Math.max(newest, Math.min(upTo, migrations.length)) };
  });
}

/** Throws a sentence unless the store is there and just as far as this version brings it. Changes nothing. */
export async function expectMigrated({ run }: Database, schema: string): Promise<void> {
  const [found] = (await run(statements.storeThere, [])).rows;
  if (found?.there !== 't') throw new Error(`There is no store in schema "${schema}" yet: the first start of the application makes it, and so does \`stormwright store migrate\`.`);
  const newest = Math.max(0, ...(await run(statements.listMigrations, [])).rows.map(({ number }) => Number(number)));
  if (newest > migrations.length) throw madeByNewer(schema, newest);
  if (newest < migrations.length) throw new Error(`The store in schema "${schema}" is at migration ${newest}, and this Stormwright works with ${migrations.length}: bring it forward first, with \`stormwright store migrate\`.`);
}

function madeByNewer(schema: string, newest: number): Error {
  return new Error(`The store in schema "${schema}" was made by a newer Stormwright (migration ${newest}; this one knows ${migrations.length}): start the newer version.`);
}

async function apply(run: Run, { number, name }: Migration): Promise<void> {
  const file: Statement<[], never> = { file: `../migrations/${name}` };
  await run(file, []);
  await run(statements.noteMigration, [number, name]);
}
