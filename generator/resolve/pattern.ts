import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';

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

interface Group {
  /** Of the alternative being read: whether it repeats something, and whether anything in it stands exactly as it is. */
  repeats: boolean;
  fixed: boolean;
  /** Whether an alternative was nothing but repetition. */
  loose: boolean;
}

/**
 * A repeated group of nothing but repetitions, `(a+)+` or `(x*|y+)*`, can be matched in very many ways, and some texts
 * then take for ever. One fixed sign between the repetitions, `( [a-z]+)*`, makes it harmless.
 */
function isSlow(pattern: string): boolean {
  const open: Group[] = [{ repeats: false, fixed: false, loose: false }];
  const atoms = pattern.matchAll(/(?<class>\[(?:\\.|[^\]\\])*\])|(?<open>\((?:\?:)?)|(?<close>\))|(?<bar>\|)|(?<escape>\\(?:[pP]\{[^}]*\}|.))|(?<other>[\s\S])/gu);
  for (const atom of atoms) {
    const group = open.at(-1);
    if (group === undefined) return false;
    const { groups = {}, index } = atom;
    const repeated = isRepetition(pattern.slice(index + atom[0].length));
    if (groups['open'] !== undefined) open.push({ repeats: false, fixed: false, loose: false });
    else if (groups['bar'] !== undefined) endAlternative(group);
    else if (groups['close'] !== undefined) {
      endAlternative(group);
      open.pop();
      if (group.loose && repeated) return true;
      const outer = open.at(-1);
      if (outer !== undefined) note(outer, repeated || group.loose);
    } else if (!/^[?*+{},0-9]$/.test(atom[0]) || groups['escape'] !== undefined) note(group, repeated);
  }
  return false;
}

function note(group: Group, repeated: boolean): void {
  if (repeated) group.repeats = true;
  else group.fixed = true;
}

function endAlternative(group: Group): void {
  if (group.repeats && !group.fixed) group.loose = true;
  group.repeats = false;
  group.fixed = false;
}

function isRepetition(rest: string): boolean {
  return /^(?:[*+]|\{[0-9]+,(?:[0-9]{2,})?\})/.test(rest);
}
