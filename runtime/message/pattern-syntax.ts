/** A pattern as a tree. A `set` is anything that takes exactly one character, kept as it is written. */
export type PatternNode =
  | { readonly kind: 'set'; readonly source: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'group'; readonly of: PatternNode; /** From 1; undefined of `(?:…)`. */ readonly number: number | undefined }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'repeated'; readonly of: PatternNode; readonly least: number; readonly most: number; readonly lazy: boolean };

/** Where reading has come to: the pattern is read once, from left to right. */
interface Reader {
  readonly source: string;
  at: number;
  groups: number;
}

/**
 * Reads what the generator writes: characters, escapes, classes, groups, `|`, `^`, `$`, repetitions, and `(?!…)` before a
 * class, for what is taken away from it. Anything else is a mistake of the generator.
 */
export function parsePattern(source: string): { readonly node: PatternNode; readonly groups: number } {
  const reader: Reader = { source, at: 0, groups: 0 };
  const node = readChoice(reader);
  if (reader.at < source.length) throw new Error(`The pattern ${source} is not understood at its ${reader.at + 1}th sign.`);
  return { node, groups: reader.groups };
}

function readChoice(reader: Reader): PatternNode {
  const options = [readSequence(reader)];
  while (take(reader, '|')) options.push(readSequence(reader));
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
}

function readSequence(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  while (reader.at < reader.source.length && !/^[|)]/.test(reader.source.slice(reader.at, reader.at + 1))) parts.push(readRepeated(reader));
  return { kind: 'sequence', parts };
}

const REPETITION = /(?:[*+?]|\{(?<least>[0-9]+)(?<open>,)?(?<most>[0-9]+)?\})(?<lazy>\?)?/y;

function readRepeated(reader: Reader): PatternNode {
  const of = readAtom(reader);
  const found = matchHere(REPETITION, reader);
  if (found === undefined) return of;
  const { least, open, most, lazy } = found.groups ?? {};
  const sign = found[0].slice(0, 1);
  const from = least === undefined ? (sign === '+' ? 1 : 0) : Number(least);
  const closed = open === undefined ? from : most === undefined ? Number.POSITIVE_INFINITY : Number(most);
  const to = least === undefined ? (sign === '?' ? 1 : Number.POSITIVE_INFINITY) : closed;
  return { kind: 'repeated', of, least: from, most: to, lazy: lazy !== undefined };
}

function readAtom(reader: Reader): PatternNode {
  if (take(reader, '^')) return { kind: 'start' };
  if (take(reader, '$')) return { kind: 'end' };
  if (take(reader, '(?:')) return readGroup(reader, undefined);
  if (reader.source.startsWith('(?!', reader.at)) return { kind: 'set', source: readDifference(reader) };
  if (take(reader, '(')) {
    reader.groups += 1;
    return readGroup(reader, reader.groups);
  }
  return { kind: 'set', source: readSet(reader) };
}

function readGroup(reader: Reader, number: number | undefined): PatternNode {
  const of = readChoice(reader);
  if (!take(reader, ')')) throw new Error(`The pattern ${reader.source} has a bracket that is not closed.`);
  return { kind: 'group', of, number };
}

/** `(?![OI])[A-Z]`, and what is taken away may itself be such a one: `(?!(?![aeiou])[a-m])[a-z]`. */
function readDifference(reader: Reader): string {
  const start = reader.at;
  reader.at += '(?!'.length;
  readSetOrDifference(reader);
  if (!take(reader, ')')) throw new Error(`The pattern ${reader.source} looks ahead for more than one character.`);
  readSet(reader);
  return reader.source.slice(start, reader.at);
}

function readSetOrDifference(reader: Reader): void {
  if (reader.source.startsWith('(?!', reader.at)) readDifference(reader);
  else readSet(reader);
}

const SET = /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[0-9a-fA-F]+\}|\\.|[^\\[]/suy;

function readSet(reader: Reader): string {
  const found = matchHere(SET, reader);
  if (found === undefined) throw new Error(`The pattern ${reader.source} is not understood at its ${reader.at + 1}th sign.`);
  return found[0];
}

function take(reader: Reader, sign: string): boolean {
  if (!reader.source.startsWith(sign, reader.at)) return false;
  reader.at += sign.length;
  return true;
}

function matchHere(expression: RegExp, reader: Reader): RegExpExecArray | undefined {
  expression.lastIndex = reader.at;
  const found = expression.exec(reader.source) ?? undefined;
  if (found !== undefined) reader.at += found[0].length;
  return found;
}
