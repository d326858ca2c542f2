import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../open-store.ts';
import { Sentence } from '../sentence.ts';
import type { DatabaseChoice } from '../database-choice.ts';

/** The PostgreSQL that a command works on, while it does. */
export interface CommandDatabase {
  readonly url: string;
  /** In words that hold no password: `the PostgreSQL at 127.0.0.1:5432/bank`. */
  readonly place: string;
  close(): Promise<void>;
}

export async function openCommandDatabase(model: string, choice: DatabaseChoice, mayMake: boolean): Promise<CommandDatabase> {
  switch (choice.kind) {
    case 'memory':
      throw new Sentence('DATABASE_URL is memory: what is kept there is known to the process that keeps it, and gone when it stops; no other command can see it. Set DATABASE_URL to a PostgreSQL, or leave it out for the one in .storm/.', 2);
    case 'postgres': {
      const { host, pathname } = new URL(choice.url);
      return { url: choice.url, place: `the PostgreSQL at ${host}${pathname}`, close: async () => {} };
    }
    case 'embedded':
      return borrowEmbedded(folderOf(model), mayMake);
  }
}

/** An application may be running on it, which is then connected to as well. */
async function borrowEmbedded(folder: string, mayMake: boolean): Promise<CommandDatabase> {
  if (!mayMake && !existsSync(join(folder, 'data'))) throw new Sentence(`There is no store in ${folder} yet: the first \`npm start\` makes it, and so does \`npx stormwright store migrate\`. Where it is kept elsewhere, set DATABASE_URL.`);
  const { borrowEmbeddedPostgres } = await import('../../runtime/postgres/embedded.ts');
  const { url, stop } = await borrowEmbeddedPostgres({ folder });
  return { url, place: `the PostgreSQL in ${folder}`, close: stop };
}
