import type { Command } from 'commander';
import { didYouMean } from '../../runtime/http/nearest.ts';
import { Sentence } from '../sentence.ts';
import { print, type Telling } from './print.ts';
import { type ChosenStore, runCommand, withStore } from './with-store.ts';
import { modelAndName } from './words.ts';

const HELP = `
Makes another table beside the one that is read, to be filled from the beginning of the log by the processes that run, and read
from the moment it has caught up. Until then readers are shown the one there is; nobody sees half-filled rows. Rows are made by the
code that runs: what was skipped is tried again, and what that code gets wrong comes out wrong again.

A model that has changed needs no rebuild: the first start of it makes the tables that it needs.

Examples:
  npx stormwright store rebuild "Account overview"
  npx stormwright store rebuild bank "Account overview" --json    { "readModel": "Account overview", "generation": 2 }
  npx stormwright store subscriptions                             how far it is: state "building", its lag goes down`;

export function declareRebuild(store: Command): void {
  store
    .command('rebuild')
    .description('make the rows of a read model anew from the log, beside those that are read')
    .argument('<words...>', '[model] and then the read model')
    .option('--json', 'a document for programs')
    .usage('[options] [model] <read model>')
    .addHelpText('after', HELP)
    .action((words: string[], options: Telling) =>
      runCommand(async () => {
        const { model, name } = modelAndName(words);
        return withStore(model, 'operate', (chosen) => rebuild(chosen, name, options));
      }),
    );
}

async function rebuild({ store, definition }: ChosenStore, name: string, telling: Telling): Promise<number> {
  const names = definition.readModels.map((each) => each.name);
  if (!names.includes(name)) throw new Sentence(`${definition.name} has no read model ${JSON.stringify(name)}; ${didYouMean(name, names)}`, 2);
  const { whoDoesIt } = await import('./settle.ts');
  const table = await store.readModels.rebuild(name);
  if (table === undefined) throw new Sentence(await whyNot(store, name));
  print(telling, { readModel: table.name, generation: table.generation }, [
    `Table #${table.generation} of ${name} is made beside the one that is read, and is read once it has caught up with the log.`,
    `${await whoDoesIt(store)}; \`npx stormwright store subscriptions\` tells how far it is.`,
  ]);
  return 0;
}

async function whyNot({ readModels }: ChosenStore['store'], name: string): Promise<string> {
  const building = (await readModels.listTables()).findLast((table) => table.name === name && table.state === 'building');
  if (building === undefined) return `${name} has no table yet: the next start of the application makes it, and fills it from the log.`;
  return `Table #${building.generation} of ${name} is being filled already: \`npx stormwright store subscriptions\` tells how far it is.`;
}
