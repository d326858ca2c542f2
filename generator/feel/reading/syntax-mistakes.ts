import type { Tree } from '@lezer/common';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import { bracketMistakes } from './brackets.ts';
import type { Lexeme } from './lexemes.ts';
import type { Range, ReadableText } from './readable-text.ts';

/** An expression with mistakes in it, and where the parser stumbled. */
interface Stumble extends Range {
  /** The name of the parser's node around it. */
  readonly inside: string;
}

/** A sentence for each place where the parser stumbled; `written` is the expression's lexemes without spaces. */
export function syntaxMistakes(expression: Expression, written: readonly Lexeme[], tree: Tree, readable: ReadableText): readonly Diagnostic[] {
  if (written.length === 0) return [diagnose('nothing-written', expression.span, {})];
  const stumbles = stumblesOf(tree, readable);
  if (stumbles.length === 0) return [];
  const brackets = bracketMistakes(expression, written);
  if (brackets.length > 0) return brackets;
  const neighbours = sideBySide(written);
  const first = neighbours[0] ?? written.length + 1;
  const diagnostics = neighbours.map((at) => operatorMissing(written, at, expression));
  let lastIndex = -3;
  for (const stumble of stumbles) {
    const index = written.findIndex((lexeme) => lexeme.to > stumble.from);
    const at = index === -1 ? written.length : index;
    // What directly follows a stumble is mostly its echo, and so is what follows two values without a sign between them.
    if (at - lastIndex > 1 && (at < first || wantsMore(written[at - 1]))) diagnostics.push(mistakeAt(stumble, written, at, expression));
    lastIndex = at;
  }
  return diagnostics.sort((a, b) => a.span.start - b.span.start);
}

/** Where a value directly follows another. */
function sideBySide(written: readonly Lexeme[]): readonly number[] {
  return written.flatMap((lexeme, index) => {
    const before = written[index - 1];
    const isValue = lexeme.kind === 'name' || lexeme.kind === 'number' || lexeme.kind === 'text' || (lexeme.kind === 'word' && before?.kind === 'number' && !NEEDS_MORE.has(lexeme.text));
    return isValue && before !== undefined && before.kind !== 'word' && isOperand(before) ? [index] : [];
  });
}

function operatorMissing(written: readonly Lexeme[], at: number, expression: Expression): Diagnostic {
  const [before, after] = [written[at - 1], written[at]];
  return diagnose('operator-missing', expression.spanOf(after?.from ?? 0, after?.to ?? 0), { before: before?.text ?? '', after: after?.text ?? '' });
}

function wantsMore(before: Lexeme | undefined): boolean {
  return before !== undefined && !isOperand(before);
}

function stumblesOf(tree: Tree, readable: ReadableText): readonly Stumble[] {
  const stumbles: Stumble[] = [];
  tree.iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) stumbles.push({ ...readable.originOf(from, to), inside: node.parent?.name ?? '' });
      return !type.isError;
    },
  });
  return stumbles.sort((a, b) => a.from - b.from);
}

const NEEDS_MORE = new Set(['and', 'or', 'in', 'if', 'then', 'else', 'between', 'return', 'satisfies', 'for', 'some', 'every', 'of']);

function isOperand({ kind, text }: Lexeme): boolean {
  return kind === 'name' || kind === 'number' || kind === 'text' || kind === 'type' || kind === 'other text' || text === ')' || text === ']' || (kind === 'word' && !NEEDS_MORE.has(text));
}

function mistakeAt(stumble: Stumble, written: readonly Lexeme[], at: number, expression: Expression): Diagnostic {
  const [before, after] = [written[at - 1], written[at]];
  const spanOf = (lexeme: Lexeme): Diagnostic['span'] => expression.spanOf(lexeme.from, lexeme.to);
  const is = [before, written[at - 2]].find((lexeme) => lexeme?.kind === 'word' && /^(?:is|equals)$/i.test(lexeme.text));
  if (is !== undefined) return diagnose('is-for-equals', spanOf(is), { written: is.text });
  if (after?.text === 'then' || after?.text === 'else') return diagnose('if-incomplete', spanOf(after), { found: after.text });
  if (before !== undefined && !isOperand(before)) return diagnose('something-missing-after', spanOf(before), { sign: before.text });
  if (after === undefined || stumble.from === stumble.to) {
    const begun = written.slice(0, at).findLast(({ text }) => text === (stumble.inside === 'IfExpression' ? 'if' : 'between'));
    if (begun !== undefined && stumble.inside === 'IfExpression') return diagnose('if-without-else', spanOf(begun), {});
    if (begun !== undefined && stumble.inside === 'Comparison') return diagnose('between-without-and', spanOf(begun), {});
  }
  if (after === undefined) return diagnose('something-missing-after', before === undefined ? expression.span : spanOf(before), { sign: before?.text ?? '' });
  const inBefore = written.slice(0, at).findLast(({ text }) => text === 'in' || text === '(' || text === '[');
  if (after.text === ',' && inBefore?.text === 'in') return diagnose('in-without-brackets', expression.spanOf(inBefore.to, after.to), { first: expression.text.slice(inBefore.to, after.from).trim() });
  if (after.text === ',' && before?.kind === 'number' && written[at + 1]?.kind === 'number') return diagnose('comma-in-number', spanOf(after), {});
  if (before === undefined || (after.kind === 'sign' && after.text !== '(' && after.text !== '[')) {
    return isOperand(after) || after.text === ',' || after.text === ';' || after.text === '..' ? diagnose('does-not-belong', spanOf(after), { found: after.text }) : diagnose('something-missing-before', spanOf(after), { sign: after.text });
  }
  if (isOperand(after)) return diagnose('operator-missing', spanOf(after), { before: before.text, after: after.text });
  return diagnose('does-not-belong', spanOf(after), { found: after.text });
}
