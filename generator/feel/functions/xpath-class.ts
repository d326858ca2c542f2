/** What is wrong with a pattern, or can not be carried over exactly. */
export interface PatternMistake {
  readonly kind: 'broken' | 'unsupported';
  /** In a sentence: "the pattern can not be read: a bracket is not closed". */
  readonly reason: string;
}

export class PatternError extends Error {
  readonly mistake: PatternMistake;
  constructor(mistake: PatternMistake) {
    super(mistake.reason);
    this.mistake = mistake;
  }
}

export function broken(reason: string): PatternError {
  return new PatternError({ kind: 'broken', reason });
}

export function unsupported(reason: string): PatternError {
  return new PatternError({ kind: 'unsupported', reason });
}

/** The pattern, read once from left to right. */
export interface PatternReader {
  readonly characters: readonly string[];
  at: number;
  groups: number;
  depth: number;
  /** How many characters and signs it comes to with every repetition written out. */
  size: number;
}

export function peek({ characters, at }: PatternReader, ahead = 0): string | undefined {
  return characters[at + ahead];
}

export function next(reader: PatternReader): string | undefined {
  const character = reader.characters[reader.at];
  reader.at += 1;
  return character;
}

/** ECMAScript's own words for the classes that XPath writes with one letter, for use between square brackets. */
const CLASSES: { readonly [letter: string]: string } = {
  d: '\\p{Nd}', D: '\\P{Nd}', s: ' \\t\\n\\r', S: '\\0-\\x08\\x0b\\x0c\\x0e-\\x1f!-\\u{10ffff}', w: '\\p{L}\\p{M}\\p{N}\\p{S}', W: '\\p{P}\\p{Z}\\p{C}',
};
/** The blocks of Unicode that ECMAScript has no word for, those that somebody might ask for. */
const BLOCKS: { readonly [name: string]: string } = {
  BasicLatin: '\\0-\\x7f', 'Latin-1Supplement': '\\x80-\\xff', 'LatinExtended-A': '\\u0100-\\u017f', 'LatinExtended-B': '\\u0180-\\u024f', GreekandCoptic: '\\u0370-\\u03ff', Greek: '\\u0370-\\u03ff',
  Cyrillic: '\\u0400-\\u04ff', Hebrew: '\\u0590-\\u05ff', Arabic: '\\u0600-\\u06ff', Hiragana: '\\u3040-\\u309f', Katakana: '\\u30a0-\\u30ff', CJKUnifiedIdeographs: '\\u4e00-\\u9fff',
};
const COMPLEMENTS: { readonly [name: string]: string } = { BasicLatin: '\\x80-\\u{10ffff}' };
const SIGNS = new Set('\\|.?*+(){}-[]^$');
const CONTROLS: { readonly [letter: string]: string } = { n: '\\n', r: '\\r', t: '\\t' };

/** What an escape takes, as it stands between square brackets; `single` where it is one character, which can begin a range. */
export function readEscape(reader: PatternReader): { readonly text: string; readonly single: boolean } {
  const letter = next(reader);
  if (letter === undefined) throw broken('it ends with a "\\"');
  const control = CONTROLS[letter];
  if (control !== undefined) return { text: control, single: true };
  if (SIGNS.has(letter)) return { text: `\\${letter}`, single: true };
  const named = CLASSES[letter];
  if (named !== undefined) return { text: named, single: false };
  if (letter === 'p' || letter === 'P') return { text: readCategory(reader, letter), single: false };
  if (/[1-9]/.test(letter)) throw backReference(reader, letter);
  if (/[iIcC]/.test(letter)) throw unsupported(`it has "\\${letter}", the characters of names in XML`);
  throw broken(`a "\\" stands before "${letter}", for which it has no meaning`);
}

function backReference(reader: PatternReader, digit: string): PatternError {
  return Number(digit) > reader.groups ? broken(`"\\${digit}" asks for a bracket that has not been closed before it`) : unsupported(`it has "\\${digit}", which asks for the same text again`);
}

function readCategory(reader: PatternReader, letter: 'p' | 'P'): string {
  const close = reader.characters.indexOf('}', reader.at);
  if (next(reader) !== '{' || close < 0) throw broken(`"\\${letter}" has braces behind it: \\${letter}{Lu}`);
  const name = reader.characters.slice(reader.at, close).join('');
  reader.at = close + 1;
  if (name.startsWith('Is')) return blockOf(name.slice(2), letter === 'P');
  if (!/^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)) throw broken(`there are no characters of the kind "${name}"`);
  return `\\${letter}{${name}}`;
}

function blockOf(name: string, complement: boolean): string {
  const block = (complement ? COMPLEMENTS : BLOCKS)[name];
  if (block === undefined) throw unsupported(`it has "\\${complement ? 'P' : 'p'}{Is${name}}"`);
  return block;
}

/** `[a-z]`, `[^…]`, `[a-z-[aeiou]]`: what is taken away is asked for before. The opening bracket has been read. */
export function readClass(reader: PatternReader): string {
  const negated = peek(reader) === '^';
  if (negated) next(reader);
  let items = '';
  let first = true;
  for (;;) {
    const character = peek(reader);
    if (character === undefined) throw broken('a "[" is not closed');
    if (character === ']' && !first) break;
    if (character === '-' && peek(reader, 1) === '[') return readSubtraction(reader, items, negated);
    items += readItem(reader, first);
    first = false;
  }
  next(reader);
  return `[${negated ? '^' : ''}${items}]`;
}

function readSubtraction(reader: PatternReader, items: string, negated: boolean): string {
  reader.at += 2;
  reader.depth += 1;
  if (items === '' || reader.depth > 20) throw broken('a class is taken away from nothing, or too many are');
  const removed = readClass(reader);
  if (next(reader) !== ']') throw broken('behind a class that is taken away, the outer "[" is closed');
  return `(?!${removed})[${negated ? '^' : ''}${items}]`;
}

function readItem(reader: PatternReader, first: boolean): string {
  const from = readMember(reader, first);
  if (peek(reader) !== '-' || peek(reader, 1) === ']' || peek(reader, 1) === '[' || peek(reader, 1) === undefined) return from.text;
  next(reader);
  const to = readMember(reader, false);
  if (!from.single || !to.single) throw broken('a range goes from one character to another');
  return `${from.text}-${to.text}`;
}

function readMember(reader: PatternReader, first: boolean): { readonly text: string; readonly single: boolean } {
  const character = next(reader);
  if (character === '\\') return readEscape(reader);
  if (character === '[') throw broken('a "[" stands inside another; for the sign itself write "\\["');
  // Elsewhere readers of patterns disagree about a "-" that is neither first nor last.
  if (character === '-' && !first && peek(reader) !== ']') throw broken('a "-" for itself stands first or last between square brackets');
  return { text: literal(character ?? ''), single: true };
}

/** A character as it stands in a pattern of ECMAScript, whatever it may mean there. */
export function literal(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/u.test(character)) return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? (character === '-' ? '\\-' : `\\${character}`) : character;
}
