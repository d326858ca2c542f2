import type { SyntaxNode } from '@lezer/common';
import { childrenOf, comparisonOperator, originOf, readComparison, type Reading, readSyntax, textOf } from './read-syntax.ts';
import { readTest } from './read-tests.ts';
import type { Syntax, Test } from '../syntax.ts';

/**
 * `and`, `or` and comparisons. The parser lets the test behind `in` run on over `and` and `or`: `a in [1..2] and b` is to
 * it `a in ([1..2] and b)`. So what hangs together by `and` and `or` outside brackets is laid out as a row first, and then
 * put together anew, `and` binding tighter.
 */
export function logicOf(node: SyntaxNode, reading: Reading): Syntax {
  const { first, rest } = rowOf(node, reading);
  const alternatives: Syntax[][] = [[first]];
  for (const { operator, operand } of rest) {
    if (operator === 'or') alternatives.push([operand]);
    else alternatives.at(-1)?.push(operand);
  }
  return joined('or', alternatives.map((parts) => joined('and', parts)));
}

interface Row {
  readonly first: Syntax;
  readonly rest: readonly { readonly operator: 'and' | 'or'; readonly operand: Syntax }[];
}

function rowOf(node: SyntaxNode, reading: Reading): Row {
  const [left, operator, right] = childrenOf(node);
  if ((node.name === 'Conjunction' || node.name === 'Disjunction') && left !== undefined && operator !== undefined && right !== undefined) {
    const before = rowOf(left, reading);
    const after = rowOf(right, reading);
    return { first: before.first, rest: [...before.rest, { operator: node.name === 'Conjunction' ? 'and' : 'or', operand: after.first }, ...after.rest] };
  }
  if (node.name !== 'Comparison') return { first: readSyntax(node, reading), rest: [] };
  return operator?.name === 'in' && right?.name === 'PositiveUnaryTest' ? rowOfIn(node, right, reading) : { first: readComparison(node, reading), rest: [] };
}

function rowOfIn(node: SyntaxNode, test: SyntaxNode, reading: Reading): Row {
  const [inside] = childrenOf(test);
  const sign = inside?.name === 'SimplePositiveUnaryTest' && inside.firstChild?.name === 'CompareOp' ? inside.firstChild : undefined;
  const logic = sign === undefined ? inside : (inside?.lastChild ?? undefined);
  const [of] = childrenOf(node);
  if (of === undefined || logic === undefined || (logic.name !== 'Conjunction' && logic.name !== 'Disjunction')) return { first: readComparison(node, reading), rest: [] };
  const leftmost = leftmostOf(logic);
  const tests = sign === undefined ? readTest(leftmost, reading) : signedTest(sign, leftmost, reading);
  const { rest } = rowOf(logic, reading);
  const place = { from: originOf(node, reading).from, to: originOf(leftmost, reading).to };
  return { first: { kind: 'in', of: readSyntax(of, reading), tests, ...place }, rest };
}

function signedTest(sign: SyntaxNode, value: SyntaxNode, reading: Reading): readonly Test[] {
  const operator = comparisonOperator(textOf(sign, reading));
  const operand = readSyntax(value, reading);
  return operator === undefined ? [] : [{ kind: 'comparison', operator, value: operand, from: originOf(sign, reading).from, to: operand.to }];
}

function leftmostOf(node: SyntaxNode): SyntaxNode {
  return (node.name === 'Conjunction' || node.name === 'Disjunction') && node.firstChild !== null ? leftmostOf(node.firstChild) : node;
}

function joined(operator: 'and' | 'or', parts: readonly Syntax[]): Syntax {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return { kind: 'broken', from: 0, to: 0 };
  return parts.length === 1 ? first : { kind: 'logic', operator, parts, from: first.from, to: last.to };
}
