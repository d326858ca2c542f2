import type { Command } from 'commander';
import { print, type Telling } from './print.ts';
import { runCommand, unusable, withDatabase } from './with-store.ts';

const HELP = `
The first start of a newer Stormwright does the same. Run it before, to see that it succeeds while nobody waits; it is one
transaction: it is done whole or not at all, and running it again does nothing. An older Stormwright does not start on a
store that a newer one has brought forward.

Examples:
  npx stormwright store migrate
  npx stormwright store migrate bank --json    { "schema": "storm_bank", "from": 6, "to": 9 }`;

export function declareMigrate(store: Command): void {
  store
    .command('migrate')
    .description("bring the store's schema forward to this version, or make it")
    .argument('[model]', 'whose store')
    .option('--json', 'a document for programs')
    .addHelpText('after', HELP)
    .action((model: string | undefined, options: Telling) => runCommand(() => migrate(model, options)));
}

async function migrate(model: string | undefined, telling: Telling): Promise<number> {
  return withDatabase(model, { mayMake: true }, async ({ url, schema, place }) => {
    const { migratePostgresStore } = await import('../../runtime/postgres/postgres-store.ts');
    const { from, to } = await migratePostgresStore({ url, schema }).catch(unusable(place));
    print(telling, { schema, from, to }, [from === to ? `The store in ${schema} is at migration ${to}, the newest there is: nothing had to be done.` : said(schema, from, to)]);
    return 0;
  });
}

function said(schema: string, from: number, to: number): string {
  return from === 0 ? `The store was made in ${schema}, at migration ${to}.` : `The store in ${schema} was brought forward from migration ${from} to ${to}.`;
}
