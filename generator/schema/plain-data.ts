import { entryOf, type Node } from '../source/node.ts';

/** What the shape check looks at: the same values an editor sees, only good for their kind, never for their digits. */
export type PlainData = string | number | boolean | null | readonly PlainData[] | { readonly [key: string]: PlainData };

export function plainData(node: Node): PlainData {
  switch (node.kind) {
    case 'scalar':
      return node.style === 'plain' ? plainScalar(node.text) : node.text;
    case 'list':
      return node.items.map(plainData);
    case 'map': {
      const members: Record<string, PlainData> = Object.create(null);
      for (const entry of node.entries) members[entry.key.text] = plainData(entry.value);
      return members;
    }
    case 'empty':
    case 'broken':
      return null;
  }
}

/** The core rules of YAML 1.2 for what is a number, a truth value or nothing. */
function plainScalar(text: string): PlainData {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  if (/^(null|Null|NULL|~)$/.test(text)) return null;
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : text;
}

/** One step into a document: a key of a map, or the number of an item. */
export interface Place {
  readonly node: Node;
  /** The nearest key on the way to it, with its place; `undefined` at the top. */
  readonly key: { readonly text: string; readonly node: Node } | undefined;
  /** Whether it is an item of the list under that key. */
  readonly item: boolean;
}

/** Follows a JSON pointer (`/aggregates/Bank account/always/0`) to the node it means. */
export function placeAt(root: Node, pointer: string): Place {
  let place: Place = { node: root, key: undefined, item: false };
  for (const step of pointer.split('/').slice(1).map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const { node } = place;
    if (node.kind === 'map') {
      const entry = entryOf(node, step);
      if (entry === undefined) return place;
      place = { node: entry.value, key: { text: step, node: entry.key }, item: false };
    } else if (node.kind === 'list') {
      const item = node.items[Number(step)];
      if (item === undefined) return place;
      place = { node: item, key: place.key, item: true };
    }
  }
  return place;
}
