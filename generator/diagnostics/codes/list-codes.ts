import { error, orNearest } from '../code.ts';

/** Lists, contexts and functions in expressions. */
export const listCodes = {
  'stands-for-too-much': error((p: { name: string }) => `"${p.name}" stands for so much here that nobody could follow it.`, () => 'Say it in smaller parts, or put a part of it into a field of its own.'),
  'entry-twice': error((p: { name: string }) => `"${p.name}" stands in these braces twice.`, () => 'Give one of the two another name.'),
  'entry-missing': error((p: { what: string; entry: string; type: string }) => `${p.what} wants "${p.entry}", and these braces have none.`, (p) => `Write \`${p.entry}: …\`, ${p.type}.`),
  'entry-unknown': error((p: { what: string; entry: string; nearest: string | undefined; has: readonly string[] }) => `${p.what} has no "${p.entry}".${orNearest(p.nearest)}`, (p) => `It has ${p.has.map((name) => `"${name}"`).join(', ')}.`),
  'bracket-without-meaning': error((p: { written: string; is: string }) => `Between these brackets stands a place in the list or a condition on its items, and \`${p.written}\` is ${p.is}.`, () => 'For example `[1]` for the first, or `[quantity > 1]`.'),
  'no-function': error((p: { name: string; is: string }) => `"${p.name}" is ${p.is}, and no function.`, () => 'Leave the brackets behind it.'),
  'own-arguments': error((p: { name: string; parameters: readonly string[]; leftOut?: readonly string[]; atEnd?: boolean }) => p.parameters.length === 0 ? `"${p.name}" takes nothing between its brackets.` : `"${p.name}" takes ${p.parameters.length} ${p.parameters.length === 1 ? 'value' : 'values'} between its brackets: ${p.parameters.map((name) => `"${name}"`).join(', ')}.`, (p) =>
    p.leftOut === undefined || p.leftOut.length === 0 ? undefined : `${p.leftOut.map((name) => `"${name}"`).join(', ')} may be left out${p.atEnd === true ? ', from the end or' : ''} where the others are given by their names.`),
  'argument-of-other-type': error((p: { name: string; wanted: string; written: string; is: string }) => `"${p.name}" is of the type ${p.wanted}, and \`${p.written}\` is ${p.is}.`),
  'items-may-be-missing': error((p: { asked: string; written: string }) => `\`${p.asked}\` wants a value in every place of the list, and in \`${p.written}\` some may be missing.`, (p) => `Leave those out: \`${p.asked}(${p.written}[item != null])\`.`),
  'list-with-gaps': error((p: { what: string; written: string }) => `\`${p.written}\` may have gaps, and ${p.what} must have a value.`, (p) => `Leave those out: \`${p.written}[item != null]\`.`),
  'items-of-other-kind': error((p: { asked: string; wanted: string; is: string }) => `\`${p.asked}\` wants ${p.wanted}, and an item of this list is ${p.is}.`),
  'function-wanted': error((p: { asked: string; wanted: string }) => `\`${p.asked}\` wants a condition on items here.`, (p) => `Write it like \`${p.wanted}\`.`),
  'context-wanted': error((p: { asked: string; written: string; is: string }) => `\`${p.asked}\` wants something with entries, and \`${p.written}\` is ${p.is}.`, () => 'For example `{ a: 1 }`, or a value of a type with fields.'),
  'key-not-written': error((p: { asked: string; written: string }) => `\`${p.asked}\` wants a name in double quotes, so that it is known what it leads to, and \`${p.written}\` is none.`),
};
