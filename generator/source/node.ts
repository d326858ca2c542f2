import type { Span } from '../diagnostics/span.ts';

/** What a model file says, with its places: nothing is interpreted yet, a number is still the characters the author typed. */
export type Node = MapNode | ListNode | ScalarNode | EmptyNode | BrokenNode;

export interface MapNode {
  readonly kind: 'map';
  /** In the order written, each key once. */
  readonly entries: readonly Entry[];
  /** What was left out because it could not be read. */
  readonly holes: readonly Span[];
  readonly span: Span;
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly span: Span;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  /** As the author means it: quotes, escapes and folds are undone, digits are never touched. */
  readonly text: string;
  readonly style: ScalarStyle;
  readonly span: Span;
  /** Where characters `from` to `to` of `text` stand in the file. */
  spanOf(from: number, to: number): Span;
}

export type ScalarStyle = 'plain' | 'single quoted' | 'double quoted' | 'literal' | 'folded';

/** Nothing behind a colon or a dash. */
export interface EmptyNode {
  readonly kind: 'empty';
  readonly span: Span;
}

/** Something that was reported already; nothing more is to be said about it. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly span: Span;
}

/** The value under `key`; `undefined` where the map does not have it. */
export function valueOf(map: MapNode, key: string): Node | undefined {
  return entryOf(map, key)?.value;
}

export function entryOf(map: MapNode, key: string): Entry | undefined {
  return map.entries.length > FEW ? indexOf(map).get(key) : map.entries.find((entry) => entry.key.text === key);
}

/** Among so many it takes no longer to look at each. */
const FEW = 40;
const indexes = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

function indexOf(map: MapNode): ReadonlyMap<string, Entry> {
  const index = indexes.get(map) ?? new Map(map.entries.toReversed().map((entry) => [entry.key.text, entry]));
  indexes.set(map, index);
  return index;
}

/** The files that are named under `includes`. What stands in braces or is missing altogether is for the check of the shape to say. */
export function includesOf(document: Node | undefined): readonly ScalarNode[] {
  const includes = document?.kind === 'map' ? valueOf(document, 'includes') : undefined;
  const items = includes?.kind === 'list' ? includes.items : includes === undefined ? [] : [includes];
  return items.flatMap((each) => (each.kind === 'scalar' && each.text.trim() !== '' ? [each] : []));
}

/** One rule for all names: blanks at the ends go, runs of blanks become one, accents have one spelling. */
export function tidyName(text: string): string {
  if (/^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  return text.trim().replaceAll(/\s+/gu, ' ').normalize('NFC');
}
