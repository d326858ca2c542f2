import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import type { Lexeme } from './lexemes.ts';

const CLOSING: { readonly [open: string]: string } = { '(': ')', '[': ']', '{': '}' };
const OPENING: { readonly [close: string]: string } = { ')': '(', ']': '[', '}': '{' };

interface Open {
  readonly lexeme: Lexeme;
  /** A range like `[1..5)` may end with another bracket than it began with. */
  range: boolean;
}

/** Brackets that are not opened or not closed. `written` is without spaces. */
export function bracketMistakes(expression: Expression, written: readonly Lexeme[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const open: Open[] = [];
  const notClosed = ({ lexeme }: Open): void => {
    diagnostics.push(diagnose('bracket-not-closed-in-expression', expression.spanOf(lexeme.from, lexeme.to), { open: lexeme.text, close: CLOSING[lexeme.text] ?? ')' }));
  };
  for (const lexeme of written) {
    if (lexeme.kind !== 'sign') continue;
    const innermost = open.at(-1);
    if (lexeme.text === '..' && innermost !== undefined) innermost.range = true;
    else if (innermost?.range === true && /[)[\]]/.test(lexeme.text)) open.pop();
    else if (lexeme.text in CLOSING) open.push({ lexeme, range: false });
    else if (lexeme.text in OPENING) {
      const at = open.findLastIndex((each) => each.lexeme.text === OPENING[lexeme.text]);
      if (at === -1) diagnostics.push(diagnose('bracket-not-opened-in-expression', expression.spanOf(lexeme.from, lexeme.to), { close: lexeme.text, open: OPENING[lexeme.text] ?? '(' }));
      else for (const each of open.splice(at).slice(1)) notClosed(each);
    }
  }
  for (const each of open) notClosed(each);
  return diagnostics;
}

/** The bracket with which more than `most` are open at once. */
export function bracketTooDeep(written: readonly Lexeme[], most: number): Lexeme | undefined {
  let depth = 0;
  return written.find(({ kind, text }) => {
    if (kind === 'sign' && text in CLOSING) depth += 1;
    if (kind === 'sign' && text in OPENING) depth -= 1;
    return depth > most;
  });
}
