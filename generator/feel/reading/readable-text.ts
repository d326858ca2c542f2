import type { Lexeme } from './lexemes.ts';
import { readableType } from './type-lexeme.ts';

/**
 * The text the parser is given, and the way back from it. Every name known at this place has become one plain word, so
 * that the longest one wins whatever letters and spaces it is made of; the parser's own tracker knows names by their
 * first matching words only, in certain scripts, and not at all behind a dot of something it has no value for. What was
 * repaired (`==` for `=`) reads as it was meant, so that one mistake does not hide the next.
 */
export interface ReadableText {
  readonly text: string;
  /** Offsets in the expression of what stands from `from` to `to` in `text`. */
  originOf(from: number, to: number): Range;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `replacements` says how a lexeme reads instead, where it does not read as it is written. */
export function readableText(lexemes: readonly Lexeme[], replacements: ReadonlyMap<Lexeme, string>): ReadableText {
  let text = '';
  const origins: Range[] = [];
  for (const lexeme of lexemes) {
    const written = replacements.get(lexeme) ?? readable(lexeme);
    const same = written.length === lexeme.text.length;
    for (let index = 0; index < written.length; index += 1) {
      origins.push(same ? { from: lexeme.from + index, to: lexeme.from + index + 1 } : { from: lexeme.from, to: lexeme.to });
    }
    text += written;
  }
  return { text, originOf: (from, to) => originOf(origins, from, to) };
}

function originOf(origins: readonly Range[], from: number, to: number): Range {
  if (to > from) return { from: origins[from]?.from ?? 0, to: origins[to - 1]?.to ?? 0 };
  const at = origins[from - 1]?.to ?? origins[from]?.from ?? 0;
  return { from: at, to: at };
}

function readable({ kind, text }: Lexeme): string {
  switch (kind) {
    case 'name':
      return 'n_';
    case 'space':
    case 'comment':
      return ' ';
    case 'word':
      return /^[A-Za-z_]\w*$/.test(text) ? text : 'u_';
    case 'open text':
    case 'other text':
      return '""';
    case 'type':
      return readableType(text);
    case 'function':
      return text.replaceAll(/\s/gu, ' ');
    case 'number':
    case 'text':
    case 'sign':
      return text;
  }
}
