import type { SourceText, Span } from '../diagnostics/span.ts';
import { remembered } from '../memo/remembered.ts';
import { type Entry, type MapNode, type Node, type ScalarNode, tidyName } from './node.ts';

/** A model of some 3,000 stickies. */
const MOST_PIECES = 4000;
/** By their text: what it says, with places counted from its own beginning; `undefined` where something is wrong with it. */
const readBefore = remembered<{ readonly map: MapNode | undefined }>(MOST_PIECES);

/**
 * Reads a file piece by piece: each name on its first level is one, and each on the second where the first has nothing but
 * names below it. Pieces that were read before are not read again. What is right by itself means the same where it stands;
 * where a piece is not, nothing is said about it here and the file has to be read as a whole: `undefined`.
 */
export function documentInPieces(source: SourceText, read: (piece: SourceText) => MapNode | undefined): MapNode | undefined {
  const maps: MapNode[] = [];
  for (const section of sectionsOf(source.text)) {
    const map = section.column === 0 ? mapOf(section, source, read) : sectionOf(section, source, read);
    if (map === undefined) return undefined;
    maps.push(map);
  }
  return joined(maps);
}

/** A piece of a file from offset `start` to `end`, whole lines, whose first name stands at `column`. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly column: number;
}

function mapOf({ start, end }: Piece, source: SourceText, read: (piece: SourceText) => MapNode | undefined): MapNode | undefined {
  const text = source.text.slice(start, end);
  const { map } = readBefore.of(text, () => ({ map: read({ path: source.path, text }) }));
  return map === undefined ? undefined : placedMap(map, { source, by: start });
}

/** `aggregates:`, and below it one name after the other. */
function sectionOf(section: Piece, source: SourceText, read: (piece: SourceText) => MapNode | undefined): MapNode | undefined {
  const begins = lineStarts(source.text, section).filter((start) => columnOfName(source.text, start) === section.column);
  const [first] = begins;
  if (first === undefined) return undefined;
  const head = mapOf({ start: section.start, end: first, column: 0 }, source, read);
  const maps: MapNode[] = [];
  for (const [index, start] of begins.entries()) {
    const map = mapOf({ start, end: begins[index + 1] ?? section.end, column: section.column }, source, read);
    if (map === undefined) return undefined;
    maps.push(map);
  }
  const [entry, ...others] = head?.entries ?? [];
  const value = joined(maps);
  if (head === undefined || entry?.value.kind !== 'empty' || others.length > 0 || value === undefined) return undefined;
  return { ...head, entries: [{ key: entry.key, value }], span: { ...head.span, end: value.span.end } };
}

/** The pieces of the first level. `column` is that of the names below where there are only names, and 0 where it is one piece. */
function sectionsOf(text: string): readonly Piece[] {
  const whole = { start: 0, end: text.length, column: 0 };
  const begins = lineStarts(text, whole).filter((start) => columnOfName(text, start) === 0);
  return begins.map((start, index) => {
    const section = { start: index === 0 ? 0 : start, end: begins[index + 1] ?? text.length, column: 0 };
    return { ...section, column: HEAD.test(text.slice(start, endOfLine(text, start))) ? columnBelow(text, section, start) : 0 };
  });
}

/** A name, and nothing behind its colon. */
const HEAD = /^[^\s#'"][^:#'"]*:[ \t]*\r?$/;

/** The column of the first name below a line; 0 where any line stands between the two, or has no name at it. */
function columnBelow(text: string, { end }: Piece, head: number): number {
  let column = 0;
  for (const start of lineStarts(text, { start: endOfLine(text, head) + 1, end })) {
    const here = columnOfName(text, start);
    if (here === undefined) continue;
    if (column === 0 && text[start + here] === '-') return 0;
    column = column === 0 ? here : column;
    if (here < column) return 0;
  }
  return column;
}

/** How many blanks a line begins with; `undefined` where it says nothing. */
function columnOfName(text: string, start: number): number | undefined {
  let at = start;
  while (text[at] === ' ') at += 1;
  const sign = text[at];
  return sign === undefined || sign === '\n' || sign === '#' || (sign === '\r' && text[at + 1] === '\n') ? undefined : at - start;
}

function lineStarts(text: string, { start, end }: { readonly start: number; readonly end: number }): readonly number[] {
  const starts: number[] = [];
  for (let at = start; at < end; at = endOfLine(text, at) + 1) starts.push(at);
  return starts;
}

function endOfLine(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline === -1 ? text.length : newline;
}

/** Names that come twice are a mistake, of which the place of the first one is told too. */
function joined(maps: readonly MapNode[]): MapNode | undefined {
  const [first, last] = [maps[0], maps.at(-1)];
  const entries = maps.flatMap((map) => map.entries);
  if (first === undefined || last === undefined || new Set(entries.map(({ key }) => tidyName(key.text))).size < entries.length) return undefined;
  return { kind: 'map', entries, holes: [], span: { ...first.span, end: last.span.end } };
}

interface Move {
  readonly source: SourceText;
  /** How many characters. */
  readonly by: number;
}

function placedMap(map: MapNode, move: Move): MapNode {
  return { kind: 'map', entries: map.entries.map(({ key, value }): Entry => ({ key: placedScalar(key, move), value: placed(value, move) })), holes: [], span: moved(map.span, move) };
}

function placed(node: Node, move: Move): Node {
  switch (node.kind) {
    case 'map':
      return placedMap(node, move);
    case 'list':
      return { kind: 'list', items: node.items.map((item) => placed(item, move)), span: moved(node.span, move) };
    case 'scalar':
      return placedScalar(node, move);
    case 'empty':
    case 'broken':
      return { kind: node.kind, span: moved(node.span, move) };
  }
}

function placedScalar(scalar: ScalarNode, move: Move): ScalarNode {
  return { kind: 'scalar', text: scalar.text, style: scalar.style, span: moved(scalar.span, move), spanOf: (from, to) => moved(scalar.spanOf(from, to), move) };
}

function moved({ start, end }: Span, { source, by }: Move): Span {
  return { source, start: start + by, end: end + by };
}
