import type { Command } from 'commander';
import { Sentence } from '../sentence.ts';
import { print, type Telling } from './print.ts';
import { type ChosenStore, runCommand, withStore } from './with-store.ts';
import { wordsOf, type Which } from './words.ts';

const HELP = `
One entry at a time, named as for \`store retry\`: a subscription and a key, or an id. Of a key only the first event is skipped;
what waits behind it is tried then. There is no way back: the row will be without that event until its read model is rebuilt, the
policy's command or the request is never sent. The reason is kept, and shown by \`store parked --skipped\`.

Examples:
  npx stormwright store skip "Account overview" NL000001 --reason "deposit of a test account, agreed with Ada"
  npx stormwright store skip bank 0192f3b8-1c3e-5d0a-9a52-6f3d3a8f6c11 --reason "the customer has been written to by hand"`;

interface SkipOptions extends Telling {
  readonly reason: string;
}

export function declareSkip(store: Command): void {
  store
    .command('skip')
    .description('leave the first of some parked work out for good, for a reason')
    .argument('<words...>', '[model] and then a subscription and a key, or an id')
    .requiredOption('--reason <text>', 'why it may be left out; kept with it')
    .option('--json', 'a document for programs')
    .usage('[options] [model] <subscription> <key> --reason <text> | [model] <id> --reason <text>')
    .addHelpText('after', HELP)
    .action((words: string[], options: SkipOptions) =>
      runCommand(async () => {
        if (options.reason.trim() === '') throw new Sentence('Nothing is skipped without a reason: write down why it may be left out.', 2);
        const { model, which } = wordsOf(words, { all: false });
        return withStore(model, 'operate', (chosen) => skip(chosen, which, options));
      }),
    );
}

async function skip(chosen: ChosenStore, which: Which, options: SkipOptions): Promise<number> {
  const { store } = chosen;
  const [{ chooseParked }, { parkedInWords, skipParked, whoDoesIt }] = await Promise.all([import('./choose-parked.ts'), import('./settle.ts')]);
  const [wanted] = await chooseParked(chosen, which);
  if (wanted === undefined || !(await skipParked(store, wanted, options.reason))) throw new Sentence('It is not parked any more: somebody else was faster. `npx stormwright store parked` tells what is.');
  const behind = wanted.kind === 'event' && wanted.behind > 0 ? ` What waits behind it is tried now. ${await whoDoesIt(store)}.` : '';
  print(options, { skipped: { ...wanted, reason: options.reason } }, [`${parkedInWords(wanted)} is left out for good, because: "${options.reason}".${behind}`]);
  return 0;
}
