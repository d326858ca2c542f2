import type { Report } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { tidyName, valueOf, type Entry, type ListNode, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import type { RawAssignment, RawExpression, RawField, RawFields, RawName } from './raw-model.ts';
import { describe, firstWords } from './shape-mistakes.ts';

/**
 * Reads nodes into raw things. Where a node does not have the kind that is wanted, the shape check has said so, and
 * the reader only remembers that something is missing from the thing being read.
 */
export interface Reader {
  readonly report: Report;
  /** Whether anything was not understood since the thing being read began. */
  spoiled: boolean;
  /** Text that could not be read where names are given to stickies: it may hold one that is used elsewhere. */
  readonly lost: string[];
}

/** Reads one thing and says whether it is all there; what contains it is not spoiled by it. */
export function whole<T>(reader: Reader, read: () => T): T & { readonly incomplete: boolean } {
  const before = reader.spoiled;
  reader.spoiled = false;
  const value = read();
  const incomplete = reader.spoiled;
  reader.spoiled = before;
  return { ...value, incomplete };
}

/** The entries of a map, or none; anything but a map or nothing spoils. */
export function entriesOf(node: Node | undefined, reader: Reader): readonly Entry[] {
  if (node === undefined || node.kind === 'empty') return [];
  if (node.kind !== 'map' || node.holes.length > 0) reader.spoiled = true;
  return node.kind === 'map' ? node.entries : [];
}

export function itemsOf(node: Node | undefined, reader: Reader): readonly Node[] {
  if (node === undefined || node.kind === 'empty') return [];
  if (node.kind === 'list') return node.items;
  reader.spoiled = true;
  return [];
}

/** The pieces of a map that could not be read, or all of what stands in place of one, as the author wrote it. */
export function lostIn(node: Node | undefined): readonly string[] {
  if (node === undefined || node.kind === 'empty') return [];
  const spans = node.kind === 'map' ? node.holes : [node.span];
  return spans.map(({ source, start, end }) => tidyName(source.text.slice(start, end)));
}

/** The entries of a map that gives names to stickies. */
export function stickiesIn(node: Node | undefined, reader: Reader): readonly Entry[] {
  reader.lost.push(...lostIn(node));
  return entriesOf(node, reader);
}

/** A map to look keys up in; an empty one where something else stands. */
export function mapAt(node: Node, reader: Reader): MapNode {
  if (node.kind !== 'empty' && (node.kind !== 'map' || node.holes.length > 0)) {
    reader.spoiled = true;
    reader.lost.push(...lostIn(node));
  }
  return node.kind === 'map' ? node : { kind: 'map', entries: [], holes: [node.span], span: node.span };
}

export function nameOf(scalar: ScalarNode): RawName {
  return { text: tidyName(scalar.text), span: scalar.span };
}

export function optionalName(node: Node | undefined, reader: Reader): RawName | undefined {
  if (node?.kind === 'scalar') return nameOf(node);
  if (node !== undefined) reader.spoiled = true;
  return undefined;
}

/** A name, or a list of names. */
export function namesOf(node: Node | undefined, reader: Reader): readonly RawName[] {
  if (node?.kind === 'scalar') return [nameOf(node)];
  return itemsOf(node, reader).flatMap((item) => optionalName(item, reader) ?? []);
}

export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text.trim() : undefined;
}

export function aboutOf(map: MapNode): { readonly about?: string } {
  const about = textOf(valueOf(map, 'about'));
  return about === undefined ? {} : { about };
}

/** An expression; nothing behind the colon is a mistake that YAML's own null would hide. */
export function expressionOf(entry: Entry | undefined, reader: Reader): RawExpression | undefined {
  if (entry === undefined) return undefined;
  if (entry.value.kind === 'empty') reader.report(diagnose('value-missing', entry.key.span, { key: entry.key.text }));
  const expression = entry.value.kind === 'scalar' ? expressionFrom(entry.value, reader) : undefined;
  if (expression === undefined) reader.spoiled = true;
  return expression;
}

/** Line breaks at the end of a folded block are not part of the expression. */
export function expressionFrom(scalar: ScalarNode, reader: Reader): RawExpression | undefined {
  const text = scalar.text.trimEnd();
  if (text === '') {
    reader.report(diagnose('expression-empty', scalar.span, {}));
    return undefined;
  }
  if (hasLostComment(scalar, reader)) return undefined;
  return { text, span: scalar.span, spanOf: (from, to) => scalar.spanOf(from, to) };
}

/** `amount #1`: everything from the `#` on would silently be left out, and what remains is not what was meant. */
function hasLostComment(scalar: ScalarNode, reader: Reader): boolean {
  if (scalar.style !== 'plain') return false;
  const { source, end } = scalar.span;
  const found = /^[ \t]+#[\p{L}\p{N}][^\r\n]*/u.exec(source.text.slice(end, end + 200));
  if (found === null) return false;
  const from = end + found[0].indexOf('#');
  reader.report(diagnose('number-sign-in-expression', { source, start: from, end: end + found[0].trimEnd().length }, { written: found[0].trim().split(/\s/)[0] ?? '#' }));
  return true;
}

export function assignmentsOf(node: Node | undefined, reader: Reader): readonly RawAssignment[] {
  return entriesOf(node, reader).flatMap((entry) => assignmentOf(entry, reader) ?? []);
}

export function assignmentOf(entry: Entry, reader: Reader): RawAssignment | undefined {
  const value = entry.value.kind === 'list' || entry.value.kind === 'map' ? bracketsOf(entry.key, entry.value, reader) : expressionOf(entry, reader);
  return value === undefined ? undefined : { name: nameOf(entry.key), value };
}

/** `[]` and `{ net: 1 }` mean in an expression what they look like: what YAML took for its own brackets is read as it is written. */
function bracketsOf(key: ScalarNode, node: ListNode | MapNode, reader: Reader): RawExpression | undefined {
  const { source, start, end } = node.span;
  const text = source.text.slice(start, end);
  if (/^[[{]/.test(text)) return { text, span: node.span, spanOf: (from, to) => ({ source, start: start + from, end: start + to }) };
  reader.spoiled = true;
  reader.report(diagnose('wrong-kind', firstWords(node), { key: key.text, wants: 'an expression', found: describe(node), example: `${key.text}: balance + amount` }));
  return undefined;
}

export function fieldsOf(node: Node | undefined, reader: Reader): RawFields {
  const fields: RawField[] = [];
  const broken: RawName[] = [];
  for (const entry of entriesOf(node, reader)) {
    const name = nameOf(entry.key);
    const type = optionalName(entry.value, reader);
    if (type === undefined) broken.push(name);
    else fields.push({ name, type });
  }
  return { fields, broken, lost: lostIn(node) };
}
