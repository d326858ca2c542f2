import type { Command } from 'commander';
import type { Following, Follows } from './following.ts';
import { counted, duration, inColumns, print, type Telling } from './print.ts';
import { type ChosenStore, runCommand, withStore } from './with-store.ts';

const HELP = `
One line for each table of a read model and each share of a policy:
  state       serving: it is read; building: it is being filled; retired: to be dropped; following: a policy;
              failing: it could not handle an event, and tries again; "former": of an earlier version of the model
  position    of the last event it has passed; lag: how many positions the end of the log is ahead. A lag that goes down
              is work under way. One that stays for some seconds is not: nobody works on it, or it is failing
  worked by   the process that holds its lease, and for how long without a sign of life; two processes share the work
  parked      events that could not be handled, and those behind them: see \`stormwright store parked\`

Examples:
  npx stormwright store subscriptions
  npx stormwright store subscriptions bank --json     positions and lags as text, times in milliseconds
  watch -n 2 npx stormwright store subscriptions      to see a rebuild`;

export function declareSubscriptions(store: Command): void {
  store
    .command('subscriptions')
    .description('who follows the log: how far, who works on it, what fails, how much is parked')
    .argument('[model]', 'whose store')
    .option('--json', 'a document for programs')
    .addHelpText('after', HELP)
    .action((model: string | undefined, options: Telling) => runCommand(() => withStore(model, 'look', (chosen) => subscriptions(chosen, options))));
}

const ALL = Number.MAX_SAFE_INTEGER;

async function subscriptions(chosen: ChosenStore, telling: Telling): Promise<number> {
  const { store, definition } = chosen;
  const { followingIn } = await import('./following.ts');
  const following = await followingIn(chosen);
  const [requests, timers] = [(await store.requests.listRequests(ALL, 'parked')).length, (await store.timers.listTimers('parked', ALL)).length];
  print(telling, { ...following, parkedRequests: requests, parkedDelayedReactions: timers }, [
    `${definition.name}'s log ends at position ${following.head}. ${atWork(following)}`,
    '',
    ...(following.subscriptions.length === 0 ? ['Nobody follows it yet: the first start of the application begins that.'] : table(following.subscriptions)),
    ...following.subscriptions.flatMap(troubleOf),
    ...(requests > 0 ? [`${counted(requests, 'request')} to external systems ${requests === 1 ? 'is' : 'are'} parked.`] : []),
    ...(timers > 0 ? [`${counted(timers, 'delayed reaction')} ${timers === 1 ? 'is' : 'are'} parked.`] : []),
  ]);
  return 0;
}

function atWork({ subscriptions: all }: Following): string {
  const owners = new Set(all.flatMap(({ lease }) => lease?.owner ?? []));
  if (owners.size === 0) return 'Nobody works on it: no application is running, or it has only just been started.';
  return `${owners.size === 1 ? 'One process works' : `${owners.size} processes work`} on it.`;
}

function table(all: readonly Follows[]): readonly string[] {
  const rows = all.map((each) => [each.subscription, stateOf(each), String(each.position), String(each.lag), workerOf(each), String(each.parked)]);
  return inColumns(['SUBSCRIPTION', 'STATE', 'POSITION', 'LAG', 'WORKED BY', 'PARKED'], rows, ['POSITION', 'LAG', 'PARKED']);
}

function stateOf({ state, failure, former }: Follows): string {
  return `${former && state !== 'retired' ? 'former, ' : ''}${failure === null ? (state ?? 'following') : 'failing'}`;
}

/** An owner is a UUID: its beginning tells them apart. */
function workerOf({ lease }: Follows): string {
  return lease === null ? 'nobody' : `${(lease.owner ?? '').slice(0, 8)} (${duration(lease.remainingMilliseconds)})`;
}

function troubleOf({ subscription, failure }: Follows): readonly string[] {
  if (failure === null) return [];
  const { position, attempts, retryInMilliseconds, error } = failure;
  const next = retryInMilliseconds > 0 ? `the next attempt in ${duration(retryInMilliseconds)}` : 'the next attempt is due';
  return ['', `${subscription} failed at position ${position}, ${attempts === 1 ? 'once' : `${attempts} times`} so far, ${next}:`, `  ${error}`];
}
