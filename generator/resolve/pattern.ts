import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { isSlow } from './slow-pattern.ts';

/** What XPath and ECMAScript read differently, or one of them does not read at all. */
const NOT_COMMON = /^(?:\(\?<?[=!]?|\\[1-9bBkuxcCiI])$/u;
/** The same between square brackets: parts taken away, parts in common, classes by name. */
const NOT_COMMON_IN_CLASS = /\\[1-9bBkuxcCiI]|-\[|&&|\[:|\[/u;
const ATOMS = /\[(?:\\.|[^\]\\])*\]|\\.|\(\?(?!:)<?[=!]?|./gsu;
const ENDS = /(?<=^|[^\\[])(?:\\\\)*([$^])/u;

/** What is wrong with a pattern for a whole text; `undefined` when nothing is. */
export function patternMistake(pattern: string, span: Span): Diagnostic | undefined {
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
  } catch (error) {
    return diagnose('pattern-broken', span, { reason: reasonOf(error) });
  }
  const odd = notCommon(pattern);
  if (odd !== undefined) return diagnose('pattern-not-common', span, { written: odd });
  const sign = ENDS.exec(pattern.replaceAll(/\[(?:\\.|[^\]\\])*\]/gu, 'x'))?.[1];
  if (sign !== undefined) return diagnose('pattern-with-ends', span, { sign });
  return isSlow(pattern) ? diagnose('pattern-too-slow', span, {}) : undefined;
}

function notCommon(pattern: string): string | undefined {
  for (const [atom] of pattern.matchAll(ATOMS)) {
    const odd = atom.startsWith('[') ? NOT_COMMON_IN_CLASS.exec(atom.slice(1))?.[0] : NOT_COMMON.exec(atom)?.[0];
    if (odd !== undefined) return odd;
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
  const words: Readonly<Record<string, string>> = {
    'Unterminated group': 'a "(" is not closed',
    'Unmatched \')\'': 'a ")" closes nothing',
    'Unterminated character class': 'a "[" is not closed',
    'Lone quantifier brackets': 'a bracket or brace closes nothing; for the sign itself put \\ before it',
    'Nothing to repeat': 'there is nothing before a sign that repeats (?, * or +)',
    'Invalid escape': 'a "\\" stands before something it has no meaning for',
    'Incomplete quantifier': 'a "{" is not closed, or has no number',
    'Range out of order in character class': 'a range such as [z-a] runs backwards',
    'numbers out of order in {} quantifier': 'in {5,2} the larger number comes first',
  };
  return words[message] ?? (message === '' ? 'something in it is not a pattern' : message.slice(0, 1).toLowerCase() + message.slice(1));
}
