import { broken, literal, next, PatternError, type PatternMistake, type PatternReader, peek, readClass, readEscape, unsupported } from './xpath-class.ts';

/** A pattern in ECMAScript's words: what stands between the slashes, and what behind them. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** How many brackets `$1`, `$2`, … can speak of. */
  readonly groups: number;
}

/** Longer ones are nobody's. */
const MOST_CHARACTERS = 1000;
const MOST_SIZE = 5000;

/**
 * A pattern of XPath, as FEEL has them, carried over to ECMAScript exactly or not at all. Nothing but sets of characters,
 * brackets, choices, repetitions and ends comes out, which the runtime can match in a time that the text's length bounds.
 */
export function ecmaScriptPattern(written: string, flags: string): Pattern | PatternMistake {
  const flag = /[^smix]/u.exec(flags)?.[0];
  if (flag !== undefined) return { kind: 'broken', reason: flag === 'q' ? 'the flag "q" is not supported here' : `there is no flag "${flag}"; there are s, m, i and x` };
  const characters = [...(flags.includes('x') ? withoutSpaces(written) : written)];
  if (characters.length > MOST_CHARACTERS) return { kind: 'unsupported', reason: `it has more than ${MOST_CHARACTERS} characters` };
  const reader: PatternReader = { characters, at: 0, groups: 0, depth: 0, size: 0 };
  const dot = flags.includes('s') ? '.' : '[^\\n\\r]';
  try {
    const source = readChoice(reader, dot);
    if (reader.at < characters.length) throw broken('a ")" closes nothing');
    new RegExp(source, 'u');
    return { source: source === '' ? '(?:)' : source, flags: `${flags.includes('i') ? 'i' : ''}${flags.includes('m') ? 'm' : ''}${flags.includes('s') ? 's' : ''}u`, groups: reader.groups };
  } catch (error) {
    if (error instanceof PatternError) return error.mistake;
    return { kind: 'broken', reason: 'a range runs backwards' };
  }
}

/** Whether the pattern is content with nothing, so that between any two characters there is a match. */
export function matchesNothing({ source, flags }: Pattern): boolean {
  return new RegExp(source, flags).test('');
}

/** The flag x: spaces are for the reader, but not between square brackets. */
function withoutSpaces(written: string): string {
  return written.replaceAll(/(\[(?:\\.|[^\]\\])*\])|[ \t\r\n]+/gsu, (_, set: string | undefined) => set ?? '');
}

function readChoice(reader: PatternReader, dot: string): string {
  reader.depth += 1;
  if (reader.depth > 50) throw unsupported('it has so many brackets inside one another');
  const options = [readSequence(reader, dot)];
  while (peek(reader) === '|') {
    next(reader);
    options.push(readSequence(reader, dot));
  }
  reader.depth -= 1;
  return options.join('|');
}

function readSequence(reader: PatternReader, dot: string): string {
  let text = '';
  for (let sign = peek(reader); sign !== undefined && sign !== '|' && sign !== ')'; sign = peek(reader)) text += readRepeated(reader, dot);
  return text;
}

function readRepeated(reader: PatternReader, dot: string): string {
  const before = reader.size;
  const atom = readAtom(reader, dot);
  const repetition = readRepetition(reader, before);
  if (repetition === '') return atom;
  if (/^[*+?{]/.test(peek(reader) ?? '')) throw broken('two signs that repeat stand behind one another');
  return `${atom.startsWith('(?!') ? `(?:${atom})` : atom}${repetition}`;
}

function readAtom(reader: PatternReader, dot: string): string {
  const character = next(reader) ?? '';
  reader.size += 1;
  switch (character) {
    case '(':
      return readGroup(reader, dot);
    case '[':
      return readClass(reader);
    case '.':
      return dot;
    case '^':
    case '$':
      if (/^[*+?{]/.test(peek(reader) ?? '')) throw broken(`"${character}" can not be repeated`);
      return character;
    case '\\': {
      const { text, single } = readEscape(reader);
      return single || /^\\[pP]\{[^}]*\}$/.test(text) ? outsideClass(text) : `[${text}]`;
    }
    case '*':
    case '+':
    case '?':
      throw broken(`there is nothing before "${character}"`);
    case '{':
    case '}':
    case ']':
      throw broken(`a "${character}" stands alone; for the sign itself write "\\${character}"`);
    default:
      return outsideClass(literal(character));
  }
}

/** Outside square brackets "-" means nothing, and ECMAScript allows no "\" before it. */
function outsideClass(text: string): string {
  return text === '\\-' ? '-' : text;
}

function readGroup(reader: PatternReader, dot: string): string {
  const counted = !(peek(reader) === '?');
  if (!counted) {
    next(reader);
    if (next(reader) !== ':') throw broken('behind "(?" only ":" is known');
  }
  const inside = readChoice(reader, dot);
  if (next(reader) !== ')') throw broken('a "(" is not closed');
  if (counted) reader.groups += 1;
  return counted ? `(${inside})` : `(?:${inside})`;
}

/** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`, each also with `?` behind it. `before` is the size without what is repeated. */
function readRepetition(reader: PatternReader, before: number): string {
  const found = /^(?:[*+?]|\{([0-9]+)(?:(,)([0-9]*))?\})\??/.exec(reader.characters.slice(reader.at, reader.at + 30).join(''));
  if (found === null) {
    if (peek(reader) === '{') throw broken('braces hold how often: {2}, {2,} or {2,5}');
    return '';
  }
  const [text, least = '1', , most = ''] = found;
  if (most !== '' && Number(most) < Number(least)) throw broken(`in ${text} the larger number comes first`);
  reader.size = before + (reader.size - before) * Math.max(Number(most === '' ? least : most), 1);
  if (reader.size > MOST_SIZE) throw unsupported('it repeats so often');
  reader.at += text.length;
  return text;
}
