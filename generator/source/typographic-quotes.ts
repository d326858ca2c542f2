import type { SourceText } from '../diagnostics/span.ts';
import type { Look } from './first-look.ts';

/** A text in the quotes of a word processor, up to where a name or a value ends. */
const CURLY = /(?:[“„][^“”„"\n]*[”“"]|[‘‚][^‘’‚\n]*[’‘]|«[^«»\n]*»)(?=[ \t]*(?:$|[,\]}]|:(?:\s|$)|\s#))/gmu;

/**
 * YAML does not know these quotes and would find colons and commas inside them. Those that hold such signs get quotes of
 * YAML's own around them here; what is to be said about them depends on where they stand, and the shape check says it.
 */
export function typographicQuotes(source: SourceText): Look {
  const found = [...source.text.matchAll(CURLY)].filter(({ index, 0: text }) => /[:,#[\]{}]/.test(text) && beginsSomething(source.text, index));
  return {
    diagnostics: [],
    edits: found.flatMap(({ index, 0: text }) => [
      { start: index, end: index, text: "'" },
      ...[...text.matchAll(/'/g)].map((quote) => ({ start: index + quote.index, end: index + quote.index + 1, text: "''" })),
      { start: index + text.length, end: index + text.length, text: "'" },
    ]),
  };
}

/** Whether a name or a value begins there. */
function beginsSomething(text: string, at: number): boolean {
  const before = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 200), at);
  return /(?:^[ -]*|[:,[{][ ]+|[[{]|- +)$/.test(before);
}
