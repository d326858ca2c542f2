/** Names of types with blanks in them, longest first; any other is one word. */
const NAME = /\s*(?:years\s+and\s+months\s+duration|days\s+and\s+time\s+duration|date\s+and\s+time|[\p{L}_][\p{L}\p{M}\p{N}_]*)/uy;
const ENTRY = /\s*[\p{L}_][\p{L}\p{M}\p{N}_ ]*:/uy;
const COMMA = /\s*,/y;
const OPEN = /\s*</y;
const CLOSE = /\s*>/y;
const ARROW = /\s*->/y;

/** Deeper than anybody writes, and well below what would exhaust a stack. */
const MOST_DEPTH = 50;

/**
 * Where the type that begins at `from` ends: `function<list<number>, string>->context<a: range<date>>`. It is one piece, for
 * its angle brackets are no comparisons. Nothing where no type begins.
 */
export function typeAt(text: string, from: number, depth = 0): number | undefined {
  const name = depth > MOST_DEPTH ? undefined : after(NAME, text, from);
  const open = name === undefined ? undefined : after(OPEN, text, name);
  if (open === undefined) return name;
  const close = after(CLOSE, text, partsAt(text, open, depth + 1));
  if (close === undefined) return name;
  const arrow = after(ARROW, text, close);
  return arrow === undefined ? close : (typeAt(text, arrow, depth + 1) ?? close);
}

function partsAt(text: string, from: number, depth: number): number {
  for (let at = from; ; ) {
    const part = typeAt(text, after(ENTRY, text, at) ?? at, depth);
    if (part === undefined) return at;
    const comma = after(COMMA, text, part);
    if (comma === undefined) return part;
    at = comma;
  }
}

function after(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** As the parser knows it, letter for letter in its place: a range of something reads as a list of it. */
export function readableType(text: string): string {
  return text.replaceAll(/\s/gu, ' ').replaceAll(/\brange(?=\s*<)/gu, 'list ');
}
