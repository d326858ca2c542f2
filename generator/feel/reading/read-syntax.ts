import type { SyntaxNode } from '@lezer/common';
import { oneSpaced } from '../known-names.ts';
import type { Range, ReadableText } from './readable-text.ts';
import { readBracket, readContext, readFor, readFunction, readList, readQuantified } from './read-lists.ts';
import { logicOf } from './read-logic.ts';
import { rangeOf, testsOf } from './read-tests.ts';
import { readType } from './read-types.ts';
import type { ArithmeticOperator, NamePiece, Syntax } from '../syntax.ts';
import { textValue } from './text-value.ts';
import type { ComparisonOperator } from '../typed-expression.ts';

/** What reading needs besides the parser's tree: the expression as written, and as the parser was given it. */
export interface Reading {
  readonly written: string;
  readonly readable: ReadableText;
}

const UNSUPPORTED: { readonly [node: string]: string } = { Wildcard: '?' };

/** The parser's tree in our own words. Whatever stands around a mistake is `broken`; the rest is read all the same. */
export function readSyntax(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const [first, second, third] = childrenOf(node);
  switch (node.name) {
    case 'Expression':
      return first === undefined ? { kind: 'broken', ...place } : readSyntax(first, reading);
    case 'ParenthesizedExpression':
      return { ...within(second, reading, place), ...place };
    case 'NumericLiteral':
      return { kind: 'number', text: textOf(node, reading).replaceAll(/\s/gu, ''), ...place };
    case 'StringLiteral':
      return { kind: 'text', value: textValue(textOf(node, reading)), ...place };
    case 'BooleanLiteral':
      return { kind: 'truth', value: textOf(node, reading) === 'true', ...place };
    case 'null':
      return { kind: 'nothing', ...place };
    case 'VariableName':
      return hasError(node) ? { kind: 'broken', ...place } : { kind: 'name', ...nameOf(node, reading) };
    case 'PathExpression':
      return third === undefined || third.type.isError ? { kind: 'broken', ...place } : { kind: 'path', of: within(first, reading, place), member: nameOf(third, reading), ...place };
    case 'ArithmeticExpression':
      return readArithmetic(node, reading);
    case 'Comparison':
    case 'Conjunction':
    case 'Disjunction':
      return logicOf(node, reading);
    case 'SimplePositiveUnaryTest':
      return readTestAlone(node, reading);
    case 'InstanceOfExpression':
      return readInstance(node, reading);
    case 'IfExpression':
      return readIf(node, reading);
    case 'FunctionInvocation':
    case 'DateTimeLiteral':
      return readCall(node, reading);
    case 'QuantifiedExpression':
      return readQuantified(node, reading);
    case 'ForExpression':
      return readFor(node, reading);
    case 'List':
      return readList(node, reading);
    case 'Context':
      return readContext(node, reading);
    case 'FilterExpression':
      return readBracket(node, reading);
    case 'FunctionDefinition':
      return readFunction(node, reading);
    default:
      return node.type.isError ? { kind: 'broken', ...place } : { kind: 'unsupported', what: UNSUPPORTED[node.name] ?? reading.written.slice(place.from, place.to), ...place };
  }
}

/** `[1..10]`, or `> 5` with nothing before it. */
function readTestAlone(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const [first, second] = childrenOf(node);
  if (first?.name === 'Interval') return rangeOf(first, reading);
  const operator = first === undefined ? undefined : comparisonOperator(textOf(first, reading));
  return operator === undefined ? { kind: 'broken', ...place } : { kind: 'test alone', operator, value: within(second, reading, place), ...place };
}

function readInstance(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const type = childrenOf(node).find((child) => child.name === 'Type');
  return type === undefined || hasError(type) ? { kind: 'broken', ...place } : { kind: 'instance of', of: within(node.firstChild ?? undefined, reading, place), type: readType(type, reading), ...place };
}

function readArithmetic(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const [first, second, third] = childrenOf(node);
  if (first?.name === 'ArithOp') return { kind: 'sign', sign: textOf(first, reading) === '+' ? '+' : '-', of: within(second, reading, place), ...place };
  const operator = second === undefined ? undefined : arithmeticOperator(textOf(second, reading));
  if (operator === undefined) return { kind: 'broken', ...place };
  return { kind: 'arithmetic', operator, left: within(first, reading, place), right: within(third, reading, place), ...place };
}

/** One comparison without what the parser took for a part of it: see `logicOf`. */
export function readComparison(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const [left, operator, right, , high] = childrenOf(node);
  const of = within(left, reading, place);
  if (operator?.name === 'between') return { kind: 'between', of, low: within(right, reading, place), high: within(high, reading, place), ...place };
  const sign = operator === undefined ? undefined : comparisonOperator(textOf(operator, reading));
  if (operator?.name === 'in') return { kind: 'in', of, tests: testsOf(childrenOf(node).slice(2), reading), ...place };
  return sign === undefined ? { kind: 'broken', ...place } : { kind: 'comparison', operator: sign, left: of, right: within(right, reading, place), ...place };
}

function readIf(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const parts = childrenOf(node).filter((child) => !['if', 'then', 'else'].includes(child.name));
  const [condition, then, otherwise] = parts;
  return { kind: 'if', condition: within(condition, reading, place), then: within(then, reading, place), otherwise: within(otherwise, reading, place), ...place };
}

/** What a function may come out of besides its name. */
const CALLEES = new Set(['PathExpression', 'ParenthesizedExpression', 'FilterExpression', 'FunctionInvocation']);

/** `round down(…)`, and `date("…")`, which the parser holds to be a literal, like `@"2026-01-01"`. */
function readCall(node: SyntaxNode, reading: Reading): Syntax {
  const place = originOf(node, reading);
  const parts = childrenOf(node);
  const at = parts[0]?.name === 'AtLiteral' ? parts[0] : undefined;
  if (at !== undefined) return { kind: 'call', name: { name: '@', from: place.from, to: place.from + 1 }, args: childrenOf(at).map((child) => readSyntax(child, reading)), ...place };
  const open = parts.findIndex((child) => child.name === '(');
  const [first] = parts;
  const last = parts[open - 1];
  if (first === undefined || last === undefined || hasError(first)) return { kind: 'broken', ...place };
  const given = parts.slice(open + 1).find((child) => child.name === 'PositionalParameters' || child.name === 'NamedParameters');
  const name = nameBetween(first, last, reading);
  const callee = CALLEES.has(first.name) ? { callee: within(first, reading, place) } : {};
  if (given?.name === 'NamedParameters') return { ...readNamedCall(name, childrenOf(given), reading, place), ...callee };
  return { kind: 'call', name, ...callee, args: given === undefined ? [] : childrenOf(given).map((child) => readSyntax(child, reading)), ...place };
}

function readNamedCall(name: NamePiece, given: readonly SyntaxNode[], reading: Reading, place: Range): Syntax {
  const parts = given.map(childrenOf);
  const names = parts.flatMap(([first]) => (first === undefined ? [] : [nameOf(first, reading)]));
  return { kind: 'call', name, names, args: parts.map((part) => within(part[1], reading, place)), ...place };
}

export function within(node: SyntaxNode | undefined, reading: Reading, place: Range): Syntax {
  return node === undefined ? { kind: 'broken', ...place } : readSyntax(node, reading);
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

function hasError(node: SyntaxNode): boolean {
  return node.type.isError || childrenOf(node).some((child) => child.type.isError);
}

export function originOf(node: SyntaxNode, { readable }: Reading): Range {
  return readable.originOf(node.from, node.to);
}

export function textOf(node: SyntaxNode, { readable }: Reading): string {
  return readable.text.slice(node.from, node.to);
}

export function nameOf(node: SyntaxNode, reading: Reading): NamePiece {
  return nameBetween(node, node, reading);
}

function nameBetween(first: SyntaxNode, last: SyntaxNode, { written, readable }: Reading): NamePiece {
  const { from, to } = readable.originOf(first.from, last.to);
  return { name: oneSpaced(written.slice(from, to)), from, to };
}

function arithmeticOperator(text: string): ArithmeticOperator | undefined {
  return (['+', '-', '*', '/', '**'] as const).find((operator) => operator === text);
}

export function comparisonOperator(text: string): ComparisonOperator | undefined {
  return (['=', '!=', '<', '<=', '>', '>='] as const).find((operator) => operator === text);
}
