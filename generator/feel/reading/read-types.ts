import type { SyntaxNode } from '@lezer/common';
import { oneSpaced } from '../known-names.ts';
import { childrenOf, originOf, type Reading } from './read-syntax.ts';
import type { TypeSyntax } from '../syntax.ts';

/** A type as it is written behind `instance of`. The parser was given `list` for `range`, which it does not know. */
export function readType(node: SyntaxNode, reading: Reading): TypeSyntax {
  const place = originOf(node, reading);
  const written = oneSpaced(reading.written.slice(place.from, place.to));
  const types = childrenOf(node).filter((child) => child.name === 'Type');
  const [of] = types;
  switch (node.name) {
    case 'Type':
      return node.firstChild === null ? { kind: 'name', name: written, ...place } : readType(node.firstChild, reading);
    case 'ListType':
      if (of === undefined) return { kind: 'name', name: written, ...place };
      return { kind: written.startsWith('range') ? 'range' : 'list', of: readType(of, reading), ...place };
    case 'ContextType':
      return { kind: 'context', entries: entriesOf(node, reading), ...place };
    case 'FunctionType': {
      const result = types.at(-1);
      const parameters = childrenOf(node).filter((child) => child.name === 'ArgumentTypes').flatMap(childrenOf).flatMap(childrenOf).filter((child) => child.name === 'Type');
      return result === undefined ? { kind: 'name', name: written, ...place } : { kind: 'function', parameters: parameters.map((each) => readType(each, reading)), result: readType(result, reading), ...place };
    }
    default:
      return { kind: 'name', name: written, ...place };
  }
}

function entriesOf(node: SyntaxNode, reading: Reading): Extract<TypeSyntax, { kind: 'context' }>['entries'] {
  const entries = childrenOf(node).filter((child) => child.name === 'ContextEntryTypes').flatMap(childrenOf).filter((child) => child.name === 'ContextEntryType');
  return entries.flatMap((entry) => {
    const [name, type] = [childrenOf(entry).find((child) => child.name === 'Name' || child.name === 'n_'), childrenOf(entry).find((child) => child.name === 'Type')];
    if (name === undefined || type === undefined) return [];
    const { from, to } = originOf(name, reading);
    return [{ name: oneSpaced(reading.written.slice(from, to)), type: readType(type, reading) }];
  });
}
