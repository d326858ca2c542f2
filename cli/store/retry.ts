import type { Command } from 'commander';
import { counted, print, type Telling } from './print.ts';
import { type ChosenStore, runCommand, withStore } from './with-store.ts';
import { wordsOf, type Which } from './words.ts';

const HELP = `
Which:
  <subscription> <key>   events under a key: a policy, a table like "Account overview #1", or the read model's plain name;
                         the key as \`store parked\` shows it. For a row with one key field, '["NL000001"]' may be said NL000001
  <id>                   a request to an external system, or a delayed reaction
  --all                  everything that is parked

The first event of the key is tried again, and what waits behind it after it, in order. What fails again is parked again, with
the new reason. Nothing is sent twice by it: what was sent before goes under the same id.

Examples:
  npx stormwright store retry "Account overview" NL000001
  npx stormwright store retry bank "CEO bonus" "Bank account/NL000001"
  npx stormwright store retry 0192f3b8-1c3e-5d0a-9a52-6f3d3a8f6c11
  npx stormwright store retry --all`;

interface RetryOptions extends Telling {
  readonly all?: true;
}

export function declareRetry(store: Command): void {
  store
    .command('retry')
    .description('try parked work again, once what was wrong is mended')
    .argument('[words...]', '[model] and then a subscription and a key, or an id')
    .option('--all', 'everything that is parked')
    .option('--json', 'a document for programs')
    .usage('[options] [model] <subscription> <key> | [model] <id> | --all [model]')
    .addHelpText('after', HELP)
    .action((words: string[], options: RetryOptions) =>
      runCommand(async () => {
        const { model, which } = wordsOf(words, { all: options.all === true });
        return withStore(model, 'operate', (chosen) => retry(chosen, which, options));
      }),
    );
}

async function retry(chosen: ChosenStore, which: Which, telling: Telling): Promise<number> {
  const { store } = chosen;
  const [{ chooseParked }, { parkedInWords, retryParked, whoDoesIt }] = await Promise.all([import('./choose-parked.ts'), import('./settle.ts')]);
  const wanted = await chooseParked(chosen, which);
  const retried = [];
  for (const each of wanted) if (await retryParked(store, each)) retried.push(each);
  const lines = retried.map((each) => `${parkedInWords(each)} is tried again.`);
  const none = which.kind === 'all' ? 'Nothing is parked.' : 'It is not parked any more: somebody else was faster.';
  const summary = retried.length === 0 ? none : `${await whoDoesIt(store)}; \`npx stormwright store parked\` tells what came of it.`;
  print(telling, { retried }, [...lines, ...(which.kind === 'all' && retried.length > 1 ? [`${counted(retried.length, 'entry', 'entries')} in all.`] : []), summary]);
  return retried.length > 0 || which.kind === 'all' ? 0 : 1;
}
