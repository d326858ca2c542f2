import type { SyntaxNode } from '@lezer/common';
import { childrenOf, nameOf, originOf, type Reading, textOf, within } from './read-syntax.ts';
import { readType } from './read-types.ts';
import type { EntrySyntax, IteratorSyntax, NamePiece, Syntax } from '../syntax.ts';
import { textValue } from './text-value.ts';

/** `[1, 2]` */
export function readList(node: SyntaxNode, reading: Reading): Syntax {
  const items = childrenOf(node).filter((child) => child.name !== '[' && child.name !== ']');
  const place = originOf(node, reading);
  return { kind: 'list', items: items.map((item) => within(item, reading, place)), ...place };
}

/** `{ a: 1, "b": 2 }` */
export function readContext(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const entries = childrenOf(node).filter((child) => child.name === 'ContextEntry');
  return { kind: 'context', entries: entries.map((entry) => readEntry(entry, reading)), ...place };
}

function readEntry(node: SyntaxNode, reading: Reading): EntrySyntax {
  const [key, value] = childrenOf(node);
  return { name: key === undefined ? { name: '', from: 0, to: 0 } : keyOf(key, reading), value: within(value, reading, originOf(node, reading)) };
}

function keyOf(node: SyntaxNode, reading: Reading): NamePiece {
  const text = node.firstChild?.name === 'StringLiteral' ? textValue(textOf(node.firstChild, reading)) : undefined;
  return text === undefined ? nameOf(node, reading) : { name: text, ...originOf(node, reading) };
}

/** `lines[1]`, `lines[quantity > 1]` */
export function readBracket(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const [of, , inside] = childrenOf(node);
  return { kind: 'bracket', of: within(of, reading, place), inside: within(inside, reading, place), ...place };
}

/** `for x in xs, y in 1..3 return x + y` */
export function readFor(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  return { kind: 'for', iterators: iteratorsOf(node, reading), body: within(node.lastChild ?? undefined, reading, place), ...place };
}

export function readQuantified(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const quantifier = textOf(node, reading).startsWith('some') ? 'some' : 'every';
  return { kind: 'quantified', quantifier, iterators: iteratorsOf(node, reading), condition: within(node.lastChild ?? undefined, reading, place), ...place };
}

function iteratorsOf(node: SyntaxNode, reading: Reading): readonly IteratorSyntax[] {
  const all = childrenOf(node).filter((child) => child.name === 'InExpressions').flatMap(childrenOf);
  return all.filter((child) => child.name === 'InExpression').map((each) => readIterator(each, reading));
}

function readIterator(node: SyntaxNode, reading: Reading): IteratorSyntax {
  const place = originOf(node, reading);
  const [name] = childrenOf(node);
  const over = childrenOf(node).find((child) => child.name === 'IterationContext');
  const [from, , to] = over === undefined ? [] : childrenOf(over);
  const piece = name === undefined ? { name: '', ...place } : nameOf(name, reading);
  return { name: piece, over: within(from, reading, place), ...(to === undefined ? {} : { to: within(to, reading, place) }) };
}

/** `function(a, b: number) a + b` */
export function readFunction(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const children = childrenOf(node);
  if (children.some((child) => child.name === 'external')) return { kind: 'unsupported', what: 'external', ...place };
  const parameters = children.filter((child) => child.name === 'FormalParameters').flatMap(childrenOf).filter((child) => child.name === 'FormalParameter');
  const body = children.find((child) => child.name === 'FunctionBody');
  return {
    kind: 'function',
    parameters: parameters.flatMap((parameter) => {
      const [name, type] = childrenOf(parameter);
      return name === undefined ? [] : [{ name: nameOf(name, reading), ...(type === undefined ? {} : { type: readType(type, reading) }) }];
    }),
    body: within(body?.firstChild ?? undefined, reading, place),
    ...place,
  };
}
