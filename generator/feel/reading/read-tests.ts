import type { SyntaxNode } from '@lezer/common';
import { childrenOf, comparisonOperator, originOf, type Reading, readSyntax, textOf, within } from './read-syntax.ts';
import type { Test } from '../syntax.ts';

/** What stands behind `in`: one test, or several in brackets. */
export function testsOf(nodes: readonly SyntaxNode[], reading: Reading): readonly Test[] {
  return nodes.flatMap((node) => {
    if (node.name === '(' || node.name === ')') return [];
    if (node.name === 'PositiveUnaryTests') return childrenOf(node).flatMap((child) => testsOf([child], reading));
    if (node.name === 'PositiveUnaryTest') return childrenOf(node).flatMap((child) => readTest(child, reading));
    return readTest(node, reading);
  });
}

/** A list is as many tests as it has items. */
export function readTest(node: SyntaxNode, reading: Reading): readonly Test[] {
  const [first, second] = childrenOf(node);
  if (node.name === 'List') return childrenOf(node).filter((child) => child.name !== '[' && child.name !== ']').flatMap((child) => readItem(child, reading));
  if (node.name === 'ParenthesizedExpression' && second !== undefined && (second.name === 'SimplePositiveUnaryTest' || second.name === 'List')) return readTest(second, reading);
  if (node.name === 'SimplePositiveUnaryTest' && first?.name === 'Interval') return [rangeOf(first, reading)];
  const operator = node.name === 'SimplePositiveUnaryTest' && first !== undefined ? comparisonOperator(textOf(first, reading)) : undefined;
  const place = originOf(node, reading);
  return operator === undefined ? [{ kind: 'value', value: readSyntax(node, reading), ...place }] : [{ kind: 'comparison', operator, value: within(second, reading, place), ...place }];
}

/** A list in a list is a value. */
function readItem(node: SyntaxNode, reading: Reading): readonly Test[] {
  return node.name === 'List' ? [{ kind: 'value', value: readSyntax(node, reading), ...originOf(node, reading) }] : readTest(node, reading);
}

/** `[1..5]` with both ends, `(1..5)` or `]1..5[` without them. */
export function rangeOf(node: SyntaxNode, reading: Reading): Extract<Test, { kind: 'range' }> {
  const place = originOf(node, reading);
  const [open, low, , high, close] = childrenOf(node);
  return { kind: 'range', low: within(low, reading, place), lowIncluded: open?.name === '[', high: within(high, reading, place), highIncluded: close?.name === ']', ...place };
}
