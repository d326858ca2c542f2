import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import { type Lexeme, significant } from './lexemes.ts';
import { functionInBetween, missingInWords, notInBetween } from './phrase-mistakes.ts';
import { comparisonInWords, durationInWords, joinedInOtherLanguage, type MistakeOfSeveral, percentOf, unitAt } from './word-mistakes.ts';

/** What was found by looking at the signs alone, and how the text reads as it was meant. */
export interface SignMistakes {
  readonly diagnostics: readonly Diagnostic[];
  readonly replacements: ReadonlyMap<Lexeme, string>;
}

/** Signs of other languages, and what FEEL writes instead. */
const OTHER_SIGNS: { readonly [sign: string]: string } = {
  '==': '=', '===': '=', ':=': '=', '!==': '!=', '=!': '!=', '<>': '!=', '≠': '!=', '=>': '>=', '≥': '>=', '=<': '<=', '≤': '<=',
  '&&': 'and', '&': 'and', '||': 'or', '|': 'or', '×': '*', '·': '*', '÷': '/', '−': '-', '–': '-', '—': '-', '^': '**', '+=': '+', '-=': '-',
};

const KNOWN_SIGNS = new Set(['**', '<=', '>=', '!=', '..', '<', '>', '=', '+', '-', '*', '/', '(', ')', '[', ']', '{', '}', ',', '.', ':', '@']);

const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'if', 'then', 'else', 'between', 'null', 'true', 'false', 'for', 'return', 'some', 'every', 'satisfies']);

/** FEEL's own words, in whatever letters. */
export function isKeyword(word: string): boolean {
  return KEYWORDS.has(word.toLowerCase());
}

export function signMistakes(expression: Expression, lexemes: readonly Lexeme[]): SignMistakes {
  const diagnostics: Diagnostic[] = [];
  const replacements = new Map<Lexeme, string>();
  const written = significant(lexemes);
  written.forEach((lexeme, index) => {
    if (replacements.has(lexeme)) return;
    const several = SEVERAL.map((look) => look(expression, written, index)).find((found) => found !== undefined);
    if (several !== undefined) {
      diagnostics.push(several.diagnostic);
      several.lexemes.forEach((each, place) => replacements.set(each, place === 0 ? several.reads : ' '));
      return;
    }
    const mistake = mistakeAt(expression, lexeme, written[index + 1]);
    if (mistake === undefined) return;
    diagnostics.push(mistake.diagnostic);
    replacements.set(lexeme, mistake.reads);
  });
  return { diagnostics, replacements };
}

const SEVERAL = [dateAt, thousandsAt, comparisonsAt, missingInWords, comparisonInWords, notInBetween, functionInBetween, joinedInOtherLanguage, durationInWords, unitAt, percentOf] as const;

interface Mistake {
  readonly diagnostic: Diagnostic;
  readonly reads: string;
}

function mistakeAt(expression: Expression, lexeme: Lexeme, next: Lexeme | undefined): Mistake | undefined {
  const { kind, text } = lexeme;
  const span = expression.spanOf(lexeme.from, lexeme.to);
  if (kind === 'open text') return { diagnostic: diagnose('text-not-closed', span, { text: text.slice(1) }), reads: '""' };
  if (kind === 'other text') return { diagnostic: diagnose('text-in-other-quotes', span, { text: text.slice(1, -1) }), reads: asText(text) };
  if (kind === 'word') return capitalKeyword(lexeme, expression, next);
  if (kind !== 'sign' || KNOWN_SIGNS.has(text)) return undefined;
  const instead = OTHER_SIGNS[text];
  if (instead !== undefined) return { diagnostic: diagnose('sign-of-other-language', span, { sign: text, instead }), reads: ` ${instead} ` };
  if (text === '!') return { diagnostic: diagnose('exclamation-mark', span, { operand: next?.text ?? '…' }), reads: ' ' };
  if (text === ';' && isInBrackets(expression.text, lexeme.from)) return { diagnostic: diagnose('sign-of-other-language', span, { sign: text, instead: ',' }), reads: ', ' };
  if (text === '%') return { diagnostic: diagnose('percent-sign', span, {}), reads: ' * ' };
  return { diagnostic: diagnose('sign-without-meaning', span, { sign: text }), reads: ' ' };
}

function isInBrackets(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return before.split('(').length > before.split(')').length;
}

/** `1'000` */
function thousandsAt(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const [first, sign, last] = written.slice(index, index + 3);
  if (first?.kind !== 'number' || sign?.text !== "'" || last?.kind !== 'number' || last.from - first.to !== 1) return undefined;
  return { diagnostic: diagnose('comma-in-number', expression.spanOf(sign.from, sign.to), {}), reads: `${first.text}${last.text}`, lexemes: [first, sign, last] };
}

/** `2026-01-01`, which is 2024, or `01/12/2026`. */
function dateAt(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const lexemes = written.slice(index, index + 5);
  const [first, last] = [lexemes[0], lexemes[4]];
  if (first === undefined || last === undefined || first.kind !== 'number') return undefined;
  const text = expression.text.slice(first.from, last.to);
  if (!/^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}\/[0-9]{1,2}\/[0-9]{4})$/.test(text)) return undefined;
  return { diagnostic: diagnose('date-without-quotes', expression.spanOf(first.from, last.to), { written: text }), reads: `date("${text.includes('/') ? '2026-11-23' : text}")`, lexemes };
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '=', '!=', '!', '==']);

/** `[1..5] = >= 1` compares a range with one that is open at an end. */
const RANGE_BEFORE = /(?:\brange\s*\((?:from\s*:\s*)?"(?:[^"\\]|\\.)*"\s*\)|\.\.[^()[\]]*[)\][])\s*$/u;

/** `< =`, `> >`: of the signs in a row, the first stands for all, or what they say together. */
function comparisonsAt(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const [first, second] = [written[index], written[index + 1]];
  const both = [first, second].every((lexeme) => lexeme?.kind === 'sign' && COMPARISONS.has(lexeme.text));
  // `in > 5` and `(> 5, < 3)` have a sign first, and never two.
  if (first === undefined || second === undefined || !both || second.text === '!') return undefined;
  if (first.text === '=' && RANGE_BEFORE.test(expression.text.slice(Math.max(0, first.from - 200), first.from))) return undefined;
  const joined = `${first.text}${second.text}`;
  const meant = ['<=', '>=', '!='].includes(joined) ? joined : joined === '==' ? '=' : OTHER_SIGNS[joined];
  const text = expression.text.slice(first.from, second.to);
  return { diagnostic: diagnose('signs-in-a-row', expression.spanOf(first.from, second.to), { written: text, instead: meant }), reads: ` ${meant ?? first.text} `, lexemes: [first, second] };
}

/** `AND`, `Not(`: FEEL's own words are written small. */
function capitalKeyword(lexeme: Lexeme, expression: Expression, next: Lexeme | undefined): Mistake | undefined {
  const small = lexeme.text.toLowerCase();
  if (small === lexeme.text || !KEYWORDS.has(small) || (small === 'not' && next?.text !== '(')) return undefined;
  return { diagnostic: diagnose('keyword-in-capitals', expression.spanOf(lexeme.from, lexeme.to), { written: lexeme.text, keyword: small }), reads: small };
}

function asText(quoted: string): string {
  return `"${quoted.slice(1, -1).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
