import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { Edit } from './repaired-text.ts';
import { decimalCommas } from './decimal-commas.ts';
import { sizeMistake } from './size-mistakes.ts';
import { indentingTabs } from './tabs.ts';
import { tightBraces } from './tight-braces.ts';
import { typographicQuotes } from './typographic-quotes.ts';

export interface FirstLook {
  readonly diagnostics: readonly Diagnostic[];
  readonly edits: readonly Edit[];
  /** Nothing in the file can be read. */
  readonly hopeless: boolean;
}

/** Finds what can be seen without reading: tabs that indent, lines for other programs, characters nobody typed. */
export function firstLook(source: SourceText): FirstLook {
  const size = sizeMistake(source);
  if (size !== undefined) return { diagnostics: [size], edits: [], hopeless: true };
  const tabs = indentingTabs(source);
  const directives = directiveLines(source);
  const strange = strangeCharacters(source);
  const looks = [tabs, directives, strange, decimalCommas(source), typographicQuotes(source), tightBraces(source)];
  return {
    diagnostics: looks.flatMap((look) => look.diagnostics),
    edits: looks.flatMap((look) => look.edits),
    hopeless: [strange, directives].some(({ diagnostics }) => diagnostics.length === MOST_OF_A_KIND),
  };
}

export type Look = Omit<FirstLook, 'hopeless'>;

/** Directives stand at the very beginning. */
const LONGEST_HEAD = 20_000;
const MOST_OF_A_KIND = 60;

/** `%YAML 1.1` and the like, before anything else is said. */
function directiveLines(source: SourceText): Look {
  const head = /^(?:[ \t\r]*(?:#[^\n]*)?\n|%[^\n]*(?:\n|$))*/.exec(source.text.slice(0, LONGEST_HEAD))?.[0] ?? '';
  const found = [...head.matchAll(/^%[^\r\n]*/gm)].slice(0, MOST_OF_A_KIND);
  return {
    diagnostics: found.map((match) => diagnose('no-directives', { source, start: match.index, end: match.index + match[0].length }, { written: match[0] })),
    edits: found.map((match) => ({ start: match.index, end: match.index + match[0].length, text: '' })),
  };
}

const NAMES: Readonly<Record<string, string>> = { '\0': 'a zero byte', '\uFEFF': 'a byte order mark', '\u200B': 'a space without width', '\u2028': 'a line separator', '\u2029': 'a paragraph separator', '\u0085': 'a next-line sign', '\uFFFD': 'a sign for something unreadable' };

/** Control characters, and blanks that look like nothing; a byte order mark at the beginning is fine. */
function strangeCharacters(source: SourceText): Look {
  const found = [...source.text.matchAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u2028\u2029\uE000\uFEFF\uFFFD]|\r(?!\n)/gu)].filter((match) => !(match.index === 0 && match[0] === '\uFEFF'));
  const name = (character: string): string => NAMES[character] ?? `character number ${character.charCodeAt(0)}`;
  return {
    diagnostics: found.slice(0, MOST_OF_A_KIND).map((match) => diagnose('strange-character', { source, start: match.index, end: match.index + 1 }, { name: name(match[0]) })),
    edits: found.map((match) => ({ start: match.index, end: match.index + 1, text: '' })),
  };
}
