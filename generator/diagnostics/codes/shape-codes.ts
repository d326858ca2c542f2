import { error, orNearest } from '../code.ts';
import { quotedText, rename } from '../fix.ts';

/** Mistakes in what stands where: a key nobody knows, a key that is missing, a list where a name belongs. */
export const shapeCodes = {
  'not-a-model': error(() => 'A model begins with its name, for example `model: Bank`, and this file begins with something else.'),
  'model-without-name': error(() => 'This file does not say what the model is called.', () => 'Begin it with a line like `model: Bank`. A part of a model is checked with the model that includes it.'),
  'unknown-key': error(
    (p: { key: string; thing: string; nearest: string | undefined; certain?: boolean; elsewhere: readonly string[]; allowed: readonly string[] }) =>
      `"${p.key}" is nothing that ${p.thing} can have.${p.nearest === undefined ? belongs(p.elsewhere) : orNearest(p.nearest)}`,
    (p) => (p.nearest !== undefined || p.allowed.length === 0 ? undefined : `It can have: ${p.allowed.join(', ')}.`),
    (p, span) => (p.certain === true ? rename(span, p.key, p.nearest) : undefined),
  ),
  'misplaced-entry': error(
    (p: { names: readonly string[]; among: string; thing: string; keys: readonly string[]; under: string; of: string | undefined; headed: boolean }) =>
      `"${p.names[0] ?? ''}" stands under \`${p.among}\`, and it reads like ${p.thing}: it has ${inARow(p.keys, 3)}.${p.names.length > 1 ? ` The same goes for ${inARow(p.names.slice(1), 3)}.` : ''}`,
    (p) => `${p.headed ? 'Move' : `Put the heading \`${p.under}:\` above it, or move`} ${p.names.length > 1 ? 'them' : 'it'} under \`${p.under}\`${p.of === undefined ? '' : ` of "${p.of}"`}, with all that stands below.`,
  ),
  'missing-key': error(
    (p: { thing: string; key: string; example: string | undefined }) => `${p.thing} has no "${p.key}".`,
    (p) => (p.example === undefined ? `Add a line that begins with "${p.key}:".` : `Add a line below it, for example \`${p.example}\`.`),
  ),
  'missing-one-of-keys': error((p: { thing: string; keys: readonly string[] }) => `${p.thing} has neither ${p.keys.map((key) => `"${key}"`).join(' nor ')}, and needs one of them.`),
  'keys-exclude-each-other': error((p: { thing: string; keys: readonly string[] }) => `${p.thing} has both ${p.keys.map((key) => `"${key}"`).join(' and ')}, and can have only one of them.`),
  'wrong-kind': error(
    (p: { key: string; wants: string; found: string; example: string | undefined; comment?: string }) => `"${p.key}" wants ${p.wants}, and here stands ${p.found}.`,
    (p) => (p.comment !== undefined ? `What stands behind \`#\` is a remark, which nobody reads. If it is meant, put it in quotes: ${p.key}: ${quotedText(p.comment)}` : p.example === undefined ? undefined : `For example: ${p.example}`),
  ),
  'wrong-item': error(
    (p: { key: string; wants: string; found: string; example: string | undefined }) => `In the list under "${p.key}" each entry is ${p.wants}, and here stands ${p.found}.`,
    (p) => (p.example === undefined ? undefined : `For example: ${p.example}`),
  ),
  'list-empty': error((p: { key: string }) => `The list under "${p.key}" is empty.`, (p) => `Write at least one, or leave out "${p.key}".`),
  'braces-empty': error((p: { key: string; wants: string }) => `"${p.key}" wants ${p.wants}, and there is nothing between the braces.`),
  'only-one': error((p: { key: string; second: string }) => `Under "${p.key}" stands one thing only, and "${p.second}" is a second one.`, (p) => `If it belongs to the first, indent it further.${p.key === 'when' ? ' If it is tried as well, make a second scenario of it.' : ''}`),
  'only-with-every': error(() => '`for each` stands beside `every`: it says for which rows the clock sets the policy off.', () => 'Write `every: day at 02:00`, or leave `for each` out.'),
  'not-with-every': error((p: { key: string }) => `\`${p.key}\` waits behind an event, and this policy is set off by the clock.`, () => 'Leave it out, or write `whenever` instead of `every`.'),
  'unless-without-after': error(() => '`unless` calls off what waits, and nothing waits here.', () => 'Say how long it waits: `after: 30 days`.'),
  'not-supported-yet': error((p: { what: string }) => `\`${p.what}\` is not supported here yet.`),
  'value-missing': error((p: { key: string }) => `Nothing stands behind "${p.key}:".`, () => 'Write its value behind the colon.'),
  'expression-empty': error(() => 'An expression is missing here: there is nothing between the quotes.', () => 'For an empty text write \'""\'.'),
  'number-sign-in-expression': error(
    (p: { written: string }) => `Everything from "${p.written}" on is left out: "#" behind a blank begins a remark.`,
    () => 'If it belongs to the expression, put the whole expression in single quotes; if it is a remark, put a blank behind the "#".',
  ),
  'nothing-after-if': error(() => 'This `if` has nothing that happens when it holds.', () => 'Put the name of what happens on the next line, just below the `if`.'),
  'belongs-to-each-event': error((p: { key: string }) => `Under \`whenever\` each event has its own reaction here, so "${p.key}" belongs to one of those events.`, (p) => `Move "${p.key}" below the event it is meant for.`),
  'outcome-empty': error(() => 'This list is empty.', () => 'Write `then: nothing` when nothing comes of it.'),
  'outcome-word-in-list': error((p: { written: string }) => `"${p.written}" says all that happens, so it is no entry of a list.`, (p) => `Write it without the dash, directly under \`then\`${p.written === 'nothing' ? ': `then: nothing`' : ''}.`),
  'refused-and-more': error((p: { name: string }) => `When a command is refused nothing else happens, so "${p.name}" can not stand beside \`refused\`.`),
  'refused-wants-name': error(() => '`refused` wants the name of the refusal.', () => 'For example: refused: Amount must be positive'),
};

function belongs(elsewhere: readonly string[]): string {
  return elsewhere.length === 0 ? '' : ` It belongs to ${elsewhere.join(' or ')}.`;
}

/** `"by", "with" and "rules"`; of more than `most`, how many others there are. */
function inARow(names: readonly string[], most: number): string {
  const quoted = names.map((name) => `"${name}"`);
  const more = names.length - most;
  const shown = more > 1 ? [...quoted.slice(0, most), `${more} others`] : quoted;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
