import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { RawName } from '../schema/raw-model.ts';
import { fieldIdentifier, wordsOf } from './identifier.ts';

/** Long enough for a sentence on a sticky note, short enough for a file's name in any script. */
const LONGEST_NAME = 80;
/** Scenarios and refusals are sentences. */
export const LONGEST_SENTENCE = 200;

const KEYWORDS = new Set(['and', 'or', 'in', 'if', 'then', 'else', 'for', 'return', 'some', 'every', 'satisfies', 'between', 'instance', 'function']);
const LITERALS = new Set(['true', 'false', 'null']);
/** Words that stand where a name could stand. */
const KEPT = new Set(['nothing', 'refused', 'if', 'removes', 'time passes']);

/** Names of stickies and types may be anything that letters can be found in. */
export function checkStickyName(name: RawName, report: Report): boolean {
  if (!checkName(name, LONGEST_NAME, report)) return false;
  if (!KEPT.has(name.text)) return true;
  report(diagnose('name-kept-for-the-language', name.span, { name: name.text }));
  return false;
}

/** Names that stand in expressions: of fields, look-ups, and the members of a `one of`. */
export function checkExpressionName(name: RawName, report: Report): boolean {
  if (!checkName(name, LONGEST_NAME, report)) return false;
  const { text, span } = name;
  const sign = /[^\p{L}\p{M}\p{N}\s_]/u.exec(text)?.[0];
  if (sign !== undefined) {
    const instead = text.replaceAll(/['’]/gu, '').replaceAll(/[^\p{L}\p{M}\p{N}\s_]+/gu, ' ').replaceAll(/\s+/gu, ' ').trim();
    report(diagnose('field-name-with-sign', span, { name: text, sign, instead: /^\p{L}/u.test(instead) ? instead : undefined }));
    return false;
  }
  const keyword = text.split(/\s+/u).find((word) => KEYWORDS.has(word)) ?? (LITERALS.has(text) ? text : undefined);
  if (keyword !== undefined) report(diagnose('field-name-with-keyword', span, { name: text, word: keyword }));
  else if (/^\p{N}/u.test(text)) report(diagnose('field-name-with-digit-first', span, { name: text }));
  else return true;
  return false;
}

/** The same for one of several. Two names that are too much alike are one mistake: advice on the one could be to call it like the other. */
export function checkExpressionNameAmong(name: RawName, all: readonly RawName[], report: Report): void {
  const folded = (each: RawName): string => fieldIdentifier(each.text).toLowerCase();
  if (!all.some((other) => other.text !== name.text && folded(other) === folded(name))) checkExpressionName(name, report);
}

export function checkName(name: RawName, longest: number, report: Report): boolean {
  const length = [...name.text].length;
  if (length === 0) report(diagnose('name-empty', name.span, {}));
  else if (wordsOf(name.text).length === 0) report(diagnose('name-without-letters', name.span, { name: name.text }));
  else if (length > longest) report(diagnose('name-too-long', name.span, { length, most: longest }));
  else return true;
  return false;
}
