import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import type { Lexeme } from './lexemes.ts';
import type { MistakeOfSeveral } from './word-mistakes.ts';

/** `amount not in (1, 2)`, `amount not between 1 and 2`. */
export function notInBetween(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const [before, not, word] = [written[index - 1], written[index], written[index + 1]];
  if (before === undefined || !isOperand(before) || not?.text !== 'not' || word === undefined || !['in', 'between'].includes(word.text)) return undefined;
  return { diagnostic: diagnose('not-in-between', expression.spanOf(not.from, word.to), { word: word.text, before: before.text }), reads: ' ', lexemes: [not] };
}

const BETWEEN = ['contains', 'starts with', 'ends with', 'matches'] as const;

/** `owner starts with "A"`. */
export function functionInBetween(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const before = written[index - 1];
  for (const name of BETWEEN) {
    const lexemes = written.slice(index, index + name.split(' ').length);
    const after = written[index + lexemes.length];
    if (lexemes.map(({ text }) => text).join(' ') !== name || before === undefined || after === undefined || !isOperand(before) || !isOperand(after)) continue;
    return { diagnostic: diagnose('no-infix', expression.spanOf(before.from, after.to), { name, before: before.text, after: after.text }), reads: ' = ', lexemes };
  }
  return undefined;
}

const MISSING: ReadonlyMap<string, string> = new Map([
  ...['empty', 'missing', 'null', 'nothing', 'absent', 'unknown'].flatMap((word): readonly [string, string][] => [[`is ${word}`, '= null'], [`is not ${word}`, '!= null']]),
  ['is present', '!= null'], ['is given', '!= null'], ['is there', '!= null'], ['is not given', '= null'], ['is not there', '= null'],
]);

/** `note is empty`, `note is not missing`. */
export function missingInWords(expression: Expression, written: readonly Lexeme[], index: number): MistakeOfSeveral | undefined {
  const before = written[index - 1];
  if (before === undefined || !isOperand(before) || written[index]?.text !== 'is') return undefined;
  for (const count of [3, 2]) {
    const lexemes = written.slice(index, index + count);
    const said = lexemes.map(({ text }) => text).join(' ');
    const instead = MISSING.get(said);
    const [first, last] = [lexemes[0], lexemes.at(-1)];
    if (instead === undefined || first === undefined || last === undefined) continue;
    return { diagnostic: diagnose('missing-in-words', expression.spanOf(first.from, last.to), { written: said, instead }), reads: ` ${instead} `, lexemes };
  }
  return undefined;
}

function isOperand({ kind, text }: Lexeme): boolean {
  return kind === 'name' || kind === 'text' || kind === 'number' || text === ')' || text === ']';
}
