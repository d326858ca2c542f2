import type { Command } from 'commander';
import { counted, print, type Telling } from './print.ts';
import { type ChosenStore, runCommand, withStore } from './with-store.ts';

const HELP = `
Reads the whole log once and holds the store against it: positions, revisions and ids of events; what commands were answered;
every row that readers are shown; and what policies asked for against what was sent. What is parked or was skipped is left out.
It shares no code with what fills the store, and never writes: its connections are refused whatever would. It may run beside an
application that works; give it the same version of the model. The rows of all read models are held in memory while it runs.

Examples:
  npx stormwright store verify
  npx stormwright store verify bank --json    { "total": 0, "findings": [], … }

Exit codes:
  0  nothing is wrong
  1  something is, or it could not be done
  2  the command line or the environment is wrong`;

export function declareVerify(store: Command): void {
  store
    .command('verify')
    .description('hold the store against its own log, and tell what does not fit')
    .argument('[model]', 'whose store')
    .option('--json', 'a document for programs')
    .addHelpText('after', HELP)
    .action((model: string | undefined, options: Telling) => runCommand(() => withStore(model, 'look', (chosen) => verify(chosen, options))));
}

async function verify({ store, definition }: ChosenStore, telling: Telling): Promise<number> {
  if ((await store.events.head()) === 0n && (await store.readModels.listTables()).length === 0) {
    print(telling, { application: definition.name, findings: [], total: 0, events: 0, head: 0n, readModels: [], requests: 0, parkedEvents: 0 }, ['Nothing has happened here yet, and no application has run: there is nothing to hold against the log.']);
    return 0;
  }
  const { verifyStore } = await import('../../runtime/reaction/verify/verify-store.ts');
  // A policy may have been added to the model long after the first event, and an application may have stopped before all was followed.
  const found = await verifyStore(definition, store, { policiesMayHaveBegunLater: true, idleMayBeBehind: true });
  const { findings, total, events, head, readModels, requests } = found;
  const rows = readModels.reduce((sum, each) => sum + each.rows, 0);
  const behind = readModels.filter(({ position }) => position < head);
  const parked = (await store.parking.listParked()).length;
  const looked = `${definition.name}: ${counted(events, 'event')} up to position ${head}, ${counted(rows, 'row')} in ${counted(readModels.length, 'read model')}, ${counted(requests, 'request')}`;
  print(telling, { application: definition.name, ...found, parkedEvents: parked }, [
    ...findings.map(({ place, sentence }) => `${place}: ${sentence}`),
    ...(total > findings.length ? [`${total - findings.length} more are not shown.`] : []),
    `${looked}: ${total === 0 ? 'nothing is wrong' : counted(total, 'finding')}.`,
    ...behind.map(({ readModel, position }) => `${readModel} was looked at as of position ${position}: it has not come further.`),
    ...(parked === 0 ? [] : [`${counted(parked, 'parked event')} left out: see \`npx stormwright store parked\`.`]),
  ]);
  return total === 0 ? 0 : 1;
}
