import { error } from '../code.ts';

/** What was published of a model, and is not as it was. */
export const publishedCodes = {
  'published-event-changed': error(
    (p: { event: string; version: number; before: string; now: string; block: string }) => `"${p.event}" has been published with ${p.before}, and now it has ${p.now}. Events that are stored never change.`,
    (p) => `Give the new shape a version of its own, and say what becomes of the old one:\n${indented(p.block)}`,
  ),
  'published-version-changed': error(
    (p: { event: string; version: number; before: string; now: string; block: string }) => `Version ${p.version} of "${p.event}" has been published with ${p.before}, and here it has ${p.now}. Events that are stored never change.`,
    (p) => `Put it back as it was:\n${indented(p.block)}`,
  ),
  'published-version-gone': error(
    (p: { event: string; version: number; block: string }) => `Version ${p.version} of "${p.event}" has been published, and is not here any more. Events of that version may be stored.`,
    (p) => `Put it back:\n${indented(p.block)}`,
  ),
  'published-event-gone': error(
    (p: { event: string; block: string }) => `"${p.event}" has been published, and no aggregate has it any more. Events that are stored must be read for ever.`,
    (p) => `Put it back, or the old name if it was given a new one. It may stay without a command that leads to it:\n${indented(p.block)}`,
  ),
  'published-member-gone': error(
    (p: { event: string; members: readonly string[] }) => `"${p.event}" has been published with ${p.members.map((member) => `"${member}"`).join(', ')} among the words of a type, and ${p.members.length === 1 ? 'it is' : 'they are'} gone. Events that are stored may have ${p.members.length === 1 ? 'it' : 'them'}.`,
    () => 'Put it back under `one of`. New words can be added at any time.',
  ),
  'published-unreadable': error(
    () => 'This file of published events is not as `npx stormwright publish` writes it.',
    () => 'Get back the last version of it that was right, from where your files are kept.',
  ),
};

function indented(block: string): string {
  return block.split('\n').map((line) => `      ${line}`).join('\n');
}
