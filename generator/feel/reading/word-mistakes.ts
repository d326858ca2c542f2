import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { durationOfWords } from '../../resolve/lengths-of-time.ts';
import type { Expression } from '../../resolve/model.ts';
import type { Lexeme } from './lexemes.ts';

/** Several words or signs that are one mistake, and how the first of them reads instead. */
export interface MistakeOfSeveral {
  readonly diagnostic: Diagnostic;
  readonly reads: string;
  readonly lexemes: readonly Lexeme[];
}

const MOST_WORDS = 8;
const MORE = '(?:more|greater|larger|bigger|higher|later)';
const LESS = '(?:less|smaller|lower|fewer|earlier)';
const OR_EQUAL = '(?: or equal(?: to|s)?)';

/** Comparisons as people say them; the longer ones first. */
const COMPARISONS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(?:is )?(?:at most|no ${MORE} than|not ${MORE} than|${LESS} than${OR_EQUAL})(?= |$)`), '<='],
  [new RegExp(`^(?:is )?(?:at least|no ${LESS} than|not ${LESS} than|${MORE} than${OR_EQUAL})(?= |$)`), '>='],
  [new RegExp(`^(?:is )?${LESS} than(?= |$)|^is (?:below|under|before)(?= |$)`), '<'],
  [new RegExp(`^(?:is )?${MORE} than(?= |$)|^is (?:above|over|after)(?= |$)`), '>'],
  [/^is between(?= |$)/, 'between'],
  [/^(?:is )?not equal to(?= |$)/, '!='],
  [/^(?:is )?equal to(?= |$)/, '='],
];

/** `is at most`, `greater than`: at `index`, behind what is compared. */
export function comparisonInWords(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const row = wordsFrom(written, index);
  const text = row.map((lexeme) => lexeme.text.toLowerCase()).join(' ');
  const found = index === 0 ? undefined : COMPARISONS.map(([pattern, sign]) => ({ words: pattern.exec(text)?.[0], sign })).find(({ words }) => words !== undefined);
  if (found?.words === undefined) return undefined;
  const lexemes = row.slice(0, found.words.split(' ').length);
  const span = expression.spanOf(lexemes[0]?.from ?? 0, lexemes.at(-1)?.to ?? 0);
  const said = lexemes.map((lexeme) => lexeme.text).join(' ');
  return { diagnostic: diagnose('comparison-in-words', span, { written: said, instead: found.sign }), reads: ` ${found.sign} `, lexemes };
}

const JOINED: ReadonlyMap<string, string> = new Map([['und', 'and'], ['oder', 'or'], ['et', 'and'], ['ou', 'or']]);

/** `und`, `oder` between two conditions. */
export function joinedInOtherLanguage(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const [before, word, after] = [written[index - 1], written[index], written[index + 1]];
  const instead = word?.kind === 'word' ? JOINED.get(word.text.toLowerCase()) : undefined;
  if (word === undefined || instead === undefined || before === undefined || after === undefined) return undefined;
  return { diagnostic: diagnose('sign-of-other-language', expression.spanOf(word.from, word.to), { sign: word.text, instead }), reads: ` ${instead} `, lexemes: [word] };
}

function wordsFrom(written: readonly Lexeme[], index: number): readonly Lexeme[] {
  const row = written.slice(index, index + MOST_WORDS);
  const end = row.findIndex((lexeme) => lexeme.kind !== 'word');
  return end === -1 ? row : row.slice(0, end);
}

/** `30 days`. */
export function durationInWords(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const [number, unit] = [written[index], written[index + 1]];
  if (number?.kind !== 'number' || unit?.kind !== 'word') return undefined;
  const duration = durationOfWords(`${number.text} ${unit.text}`);
  if (duration === undefined) return undefined;
  const text = expression.text.slice(number.from, unit.to);
  return { diagnostic: diagnose('duration-in-words', expression.spanOf(number.from, unit.to), { written: text, duration }), reads: ` duration("${duration}") `, lexemes: [number, unit] };
}

const UNIT = /^(?:(?!AND|NOT)[A-Z]{3}|euros?|dollars?|pounds?|cents?|percent|kg|km)$/u;

/** `50 EUR` or `EUR 50`. */
export function unitAt(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const unit = written[index];
  if (unit?.kind !== 'word' || !UNIT.test(unit.text)) return undefined;
  const [before, after] = [written[index - 1], written[index + 1]];
  const number = before?.kind === 'number' ? before : after?.kind === 'number' ? after : undefined;
  if (number === undefined) return undefined;
  return { diagnostic: diagnose('unit-in-expression', expression.spanOf(unit.from, unit.to), { unit: unit.text, number: number.text }), reads: ' ', lexemes: [unit] };
}

/** `1% of amount`. */
export function percentOf(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const [percent, of] = [written[index], written[index + 1]];
  if (percent?.text !== '%' || percent.kind !== 'sign' || of?.text !== 'of') return undefined;
  return { diagnostic: diagnose('percent-sign', expression.spanOf(percent.from, percent.to), {}), reads: ' / 100 * ', lexemes: [percent, of] };
}
