import type { ScalarStyle } from './node.ts';

/**
 * Undoes quotes, escapes, folds and indentation the way YAML does, and remembers for every character of the result
 * which characters of the file it came from, so that a mistake in the middle of a folded sentence is underlined there.
 */
export interface ScalarText {
  readonly text: string;
  /** For each character of `text`: the first character in the file it came from, and the one behind the last. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

interface Builder {
  readonly offset: number;
  readonly source: string;
  text: string;
  readonly starts: number[];
  readonly ends: number[];
}

/** `source` is what stands in the file from `offset` on; `indent` counts for block scalars only. */
export function scalarText(style: ScalarStyle, source: string, offset: number, block: BlockShape = { indent: 0, keep: 'clip' }): ScalarText {
  const builder: Builder = { offset, source, text: '', starts: [], ends: [] };
  switch (style) {
    case 'plain':
      flowLines(builder, 0, source.length, false);
      return builder;
    case 'single quoted':
      flowLines(builder, 1, source.length - 1, true);
      return builder;
    case 'double quoted':
      doubleQuoted(builder);
      return builder;
    case 'literal':
    case 'folded':
      blockLines(builder, block, style === 'folded');
      return builder;
  }
}

/** How a block scalar is indented, and what happens to the line breaks behind its last line. */
export interface BlockShape {
  readonly indent: number;
  readonly keep: 'clip' | 'strip' | 'keep';
}

function add(builder: Builder, characters: string, from: number, to: number): void {
  for (let index = 0; index < characters.length; index += 1) {
    builder.text += characters[index];
    builder.starts.push(builder.offset + from);
    builder.ends.push(builder.offset + to);
  }
}

function copy(builder: Builder, from: number, to: number): void {
  for (let at = from; at < to; at += 1) add(builder, builder.source[at] ?? '', at, at + 1);
}

/** Plain and single-quoted text: line breaks fold to a space, empty lines to line breaks; `''` is one quote. */
function flowLines(builder: Builder, from: number, to: number, doubledQuotes: boolean): void {
  let lineStart = from;
  let breaks = 0;
  let foldFrom = from;
  for (let first = true; ; first = false) {
    const newline = builder.source.indexOf('\n', lineStart);
    const last = newline === -1 || newline >= to;
    const lineEnd = last ? to : newline;
    const begin = first ? lineStart : skipBlanks(builder.source, lineStart, lineEnd);
    const end = last ? lineEnd : trimBlanks(builder.source, begin, lineEnd);
    if (end > begin || last || first) {
      if (!first) add(builder, breaks > 1 ? '\n'.repeat(breaks - 1) : ' ', foldFrom, begin);
      copyQuoted(builder, begin, end, doubledQuotes);
      breaks = 0;
      foldFrom = end;
    }
    if (last) return;
    breaks += 1;
    lineStart = newline + 1;
  }
}

function copyQuoted(builder: Builder, from: number, to: number, doubledQuotes: boolean): void {
  for (let at = from; at < to; at += 1) {
    const doubled = doubledQuotes && builder.source[at] === "'" && builder.source[at + 1] === "'";
    add(builder, builder.source[at] ?? '', at, doubled ? at + 2 : at + 1);
    if (doubled) at += 1;
  }
}

function skipBlanks(source: string, from: number, to: number): number {
  let at = from;
  while (at < to && (source[at] === ' ' || source[at] === '\t')) at += 1;
  return at;
}

function trimBlanks(source: string, from: number, to: number): number {
  let at = to;
  while (at > from && (source[at - 1] === ' ' || source[at - 1] === '\t' || source[at - 1] === '\r')) at -= 1;
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
  N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029', ' ': ' ', '"': '"', '/': '/', '\\': '\\', '\t': '\t',
};

function doubleQuoted(builder: Builder): void {
  const end = builder.source.length - 1;
  for (let at = 1; at < end; ) at = doubleQuotedStep(builder, at, end);
}

/** Takes one character, escape or line break at `at`, and says where the next one begins. */
function doubleQuotedStep(builder: Builder, at: number, end: number): number {
  const { source } = builder;
  const character = source[at] ?? '';
  if (character === '\\') return escapeStep(builder, at, end);
  if (character === '\r' && source[at + 1] === '\n') return at + 1;
  if (character === '\n') return foldStep(builder, at, end);
  if (character !== ' ' && character !== '\t') {
    add(builder, character, at, at + 1);
    return at + 1;
  }
  const blanksEnd = skipBlanks(source, at, end);
  if (source[blanksEnd] !== '\n' && !(source[blanksEnd] === '\r' && source[blanksEnd + 1] === '\n')) copy(builder, at, blanksEnd);
  return blanksEnd;
}

function foldStep(builder: Builder, at: number, end: number): number {
  let next = at + 1;
  let breaks = 0;
  for (; next < end && /[ \t\r\n]/.test(builder.source[next] ?? ''); next += 1) {
    if (builder.source[next] === '\n') breaks += 1;
  }
  add(builder, breaks === 0 ? ' ' : '\n'.repeat(breaks), at, next);
  return next;
}

function escapeStep(builder: Builder, at: number, end: number): number {
  const { source } = builder;
  const letter = source[at + 1] ?? '';
  const simple = ESCAPES[letter];
  if (simple !== undefined) {
    add(builder, simple, at, at + 2);
    return at + 2;
  }
  if (letter === '\n') return skipBlanks(source, at + 2, end);
  if (letter === '\r' && source[at + 2] === '\n') return skipBlanks(source, at + 3, end);
  const digits = { x: 2, u: 4, U: 8 }[letter];
  const code = digits === undefined ? NaN : Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
  if (digits === undefined || !(code <= 0x10ffff)) {
    copy(builder, at, at + 2);
    return at + 2;
  }
  add(builder, String.fromCodePoint(code), at, at + 2 + digits);
  return at + 2 + digits;
}

interface BlockLine {
  readonly indent: number;
  /** Of the first character behind the indentation, and behind the last character of the line. */
  readonly from: number;
  readonly to: number;
}

function blockLinesOf(source: string): BlockLine[] {
  const lines: BlockLine[] = [];
  for (let start = 0; ; ) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline;
    let from = start;
    while (from < end && source[from] === ' ') from += 1;
    const to = end > from && source[end - 1] === '\r' ? end - 1 : end;
    lines.push({ indent: from - start, from, to });
    if (newline === -1) return lines;
    start = newline + 1;
  }
}

/** Literal and folded blocks: the indentation goes, folded lines are joined unless they are indented further. */
function blockLines(builder: Builder, shape: BlockShape, folded: boolean): void {
  const lines = blockLinesOf(builder.source);
  const contentStart = lines.findIndex((line) => line.to > line.from);
  if (contentStart === -1) return;
  const indent = shape.indent > 0 ? shape.indent : (lines[contentStart]?.indent ?? 0);
  const contentEnd = Math.max(lines.findLastIndex((line) => line.to > line.from), lines.findLastIndex((line) => line.indent > indent)) + 1;
  lines.slice(0, contentStart).forEach((line) => add(builder, `${' '.repeat(Math.max(0, line.indent - indent))}\n`, line.to, line.to + 1));
  const content = lines.slice(contentStart, contentEnd);
  if (folded) foldedLines(builder, content, indent);
  else literalLines(builder, content, indent);
  const rest = lines.slice(contentEnd);
  if (shape.keep === 'keep') rest.forEach((line) => add(builder, `\n${' '.repeat(Math.max(0, line.indent - indent))}`, line.to, line.to));
  if (shape.keep === 'clip' || (shape.keep === 'keep' && !builder.text.endsWith('\n'))) add(builder, '\n', builder.source.length, builder.source.length);
}

function literalLines(builder: Builder, lines: readonly BlockLine[], indent: number): void {
  lines.forEach((line, index) => {
    const from = line.from - Math.max(0, line.indent - indent);
    if (index > 0) add(builder, '\n', from - 1, from);
    copy(builder, from, line.to);
  });
}

/** A line that is indented further, or begins with a tab, keeps its line breaks on both sides. */
function foldedLines(builder: Builder, lines: readonly BlockLine[], indent: number): void {
  let separator = '';
  let deeperBefore = false;
  for (const line of lines) {
    const from = line.from - Math.max(0, line.indent - indent);
    if (line.indent > indent || builder.source[line.from] === '\t') {
      if (separator === ' ') separator = '\n';
      else if (!deeperBefore && separator === '\n') separator = '\n\n';
      add(builder, separator, from - 1, from);
      copy(builder, from, line.to);
      separator = '\n';
      deeperBefore = true;
    } else if (line.to === line.from) {
      if (separator === '\n') add(builder, '\n', line.to, line.to + 1);
      else separator = '\n';
    } else {
      add(builder, separator, line.from - 1, line.from);
      copy(builder, line.from, line.to);
      separator = ' ';
      deeperBefore = false;
    }
  }
}
