import type { Command } from 'commander';
import { assertNever } from '../../runtime/message/assert-never.ts';
import { counted, print, shellWord, type Telling } from './print.ts';
import type { Parked } from './waiting-work.ts';
import { type ChosenStore, runCommand, withStore } from './with-store.ts';

const HELP = `
What failed too often is parked, so that everything else goes on:
  events              under a key: a row of a read model, or a stream that a policy follows. What comes later under the
                      same key waits behind it, in order
  requests            to external systems, which have refused or not answered
  delayed reactions   of policies, whose time had come
  strokes             of the clock, each for one row of a policy

Mend what is wrong, then \`store retry\`; or \`store skip\` with a reason, which is kept. Nothing is ever dropped by itself.

Examples:
  npx stormwright store parked
  npx stormwright store parked --skipped        what was skipped, and why
  npx stormwright store parked bank --json      { "parked": [ … ] }`;

interface ParkedOptions extends Telling {
  readonly skipped?: true;
}

export function declareParked(store: Command): void {
  store
    .command('parked')
    .description('what could not be done, and waits for somebody to say what to do')
    .argument('[model]', 'whose store')
    .option('--skipped', 'what was skipped instead, with its reasons')
    .option('--json', 'a document for programs')
    .addHelpText('after', HELP)
    .action((model: string | undefined, options: ParkedOptions) => runCommand(() => withStore(model, 'look', (chosen) => parked(chosen, options))));
}

async function parked({ store, model }: ChosenStore, options: ParkedOptions): Promise<number> {
  const { parkedIn, skippedIn } = await import('./waiting-work.ts');
  const skipped = options.skipped === true;
  const found = await (skipped ? skippedIn : parkedIn)(store);
  const none = skipped ? 'Nothing was skipped.' : 'Nothing is parked.';
  const blocks = found.flatMap((each) => [...linesOf(each), ...(skipped ? [`  skipped, because: ${each.reason ?? ''}`] : [`  ${toRetry(model, each)}`]), '']);
  print(options, skipped ? { skipped: found } : { parked: found }, found.length === 0 ? [none] : [...blocks, `${skipped ? 'Skipped' : 'Parked'}: ${counted(found.length, 'entry', 'entries')}.`]);
  return 0;
}

function linesOf(each: Parked): readonly string[] {
  const why = `  ${each.error ?? 'It waits behind another one.'}`;
  switch (each.kind) {
    case 'event':
      return [`"${each.type}" at position ${each.position}, in ${each.subscription} under ${each.key}, since ${each.parkedAt.toString()}${behindIt(each)}`, why, ...moreOf(each)];
    case 'request':
      return [`"${each.type}" to ${each.system}, request ${each.id}, asked for at ${each.requestedAt.toString()}, ${counted(each.attempts, 'attempt')}`, why];
    case 'delayed reaction':
      return [`${each.policy} on "${each.type}" at position ${each.position}, delayed reaction ${each.id}, due at ${each.dueAt.toString()}, ${counted(each.attempts, 'attempt')}`, why];
    case 'stroke':
      return [`${each.policy} at ${each.dueAt.toString()}, for ${JSON.stringify(each.row)}, stroke ${each.id}, ${counted(each.attempts, 'attempt')}`, why];
    default:
      return assertNever(each);
  }
}

function behindIt({ behind }: Extract<Parked, { kind: 'event' }>): string {
  return behind === 0 ? '' : `; ${counted(behind, 'event waits', 'events wait')} behind it`;
}

function moreOf({ state, waitsFor }: Extract<Parked, { kind: 'event' }>): readonly string[] {
  if (state === 'wanted') return ['  It is to be tried again; a running application does so within a second.'];
  return waitsFor === null ? [] : [`  It goes on by itself when ${waitsFor.subscription} has settled ${waitsFor.key}.`];
}

/** The command to copy, once it is mended. */
function toRetry(model: string, each: Parked): string {
  const which = each.kind === 'event' ? [each.subscription, each.key] : [each.id];
  return ['npx stormwright store retry', model, ...which.map(shellWord)].join(' ');
}
