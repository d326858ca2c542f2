import type { ComparisonOperator, TypedExpression } from '../../feel/typed-expression.ts';
import { fingerprint } from './fingerprint.ts';
import { dividedBy, type Fraction, negated, ZERO } from './fraction.ts';
import { added, type Linear, linearOf, normalized, scaledBy } from './linear.ts';

/** A condition taken to pieces. What is not understood is a piece that may hold or not, the same wherever it is written the same way. */
export type Condition =
  | { readonly kind: 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'certain'; readonly holds: boolean }
  | Piece;

export type Piece =
  /** The sum, which has no constant of its own, lies like this to `bound`. */
  | { readonly kind: 'number'; readonly key: string; readonly sum: Linear; readonly operator: ComparisonOperator; readonly bound: Fraction }
  /** The value is this literal, or is not. */
  | { readonly kind: 'value'; readonly key: string; readonly literal: string; readonly is: boolean }
  /** The value is one of these. */
  | { readonly kind: 'among'; readonly key: string; readonly literals: readonly string[] }
  /** The two are the same, or are not. */
  | { readonly kind: 'same'; readonly left: string; readonly right: string; readonly is: boolean }
  | { readonly kind: 'open'; readonly key: string; readonly is: boolean };

const OPPOSITE: { readonly [operator in ComparisonOperator]: ComparisonOperator } = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
const MIRRORED: { readonly [operator in ComparisonOperator]: ComparisonOperator } = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** That `expression` holds, or with `holds` false that it does not. */
export function conditionOf(expression: TypedExpression, holds = true): Condition {
  switch (expression.kind) {
    case 'truth':
      return { kind: 'certain', holds: expression.value === holds };
    case 'all':
    case 'any':
      return { kind: (expression.kind === 'all') === holds ? 'and' : 'or', parts: expression.parts.map((part) => conditionOf(part, holds)) };
    case 'not':
      return conditionOf(expression.of, !holds);
    case 'if': {
      const chosen = (condition: boolean, then: TypedExpression): Condition => ({ kind: 'and', parts: [conditionOf(expression.condition, condition), conditionOf(then, holds)] });
      return { kind: 'or', parts: [chosen(true, expression.then), chosen(false, expression.otherwise)] };
    }
    case 'presence':
      return { kind: 'open', key: `${fingerprint(expression.of)} is there`, is: expression.present === holds };
    case 'comparison':
      return comparisonOf(expression.left, holds ? expression.operator : OPPOSITE[expression.operator], expression.right);
    case 'list call':
      return membershipOf(expression, holds) ?? truthOf(expression, holds);
    default:
      return truthOf(expression, holds);
  }
}

function truthOf(expression: TypedExpression, holds: boolean): Condition {
  return { kind: 'value', key: fingerprint(expression), literal: 'true', is: holds };
}

/** `list contains(["a", "b"], x)` asks whether it is one of them. */
function membershipOf({ name, args }: Extract<TypedExpression, { kind: 'list call' }>, holds: boolean): Condition | undefined {
  const [list, of] = args;
  if (name !== 'list contains' || list?.kind !== 'list' || of === undefined || list.items.some(({ kind }) => kind !== 'text' && kind !== 'number' && kind !== 'member')) return undefined;
  return { kind: holds ? 'or' : 'and', parts: list.items.map((item) => comparisonOf(of, holds ? '=' : '!=', item)) };
}

function comparisonOf(left: TypedExpression, operator: ComparisonOperator, right: TypedExpression): Condition {
  const [a, b] = [linearOf(left), linearOf(right)];
  if (a !== undefined && b !== undefined) return numberCondition(added(a, scaledBy(b, { over: -1n, under: 1n })), operator);
  const [known, unknown] = [literalOf(right), literalOf(left)];
  if (operator !== '=' && operator !== '!=') return orderCondition(fingerprint(left), operator, fingerprint(right));
  const is = operator === '=';
  if (right.kind === 'truth') return conditionOf(left, right.value === is);
  if (left.kind === 'truth') return conditionOf(right, left.value === is);
  if (known !== undefined && unknown !== undefined) return { kind: 'certain', holds: (known === unknown) === is };
  if (known !== undefined) return { kind: 'value', key: fingerprint(left), literal: known, is };
  if (unknown !== undefined) return { kind: 'value', key: fingerprint(right), literal: unknown, is };
  const [first, second] = [fingerprint(left), fingerprint(right)];
  return first === second ? { kind: 'certain', holds: is } : { kind: 'same', left: first, right: second, is };
}

/** `sum operator 0` */
function numberCondition(sum: Linear, operator: ComparisonOperator): Condition {
  if (sum.terms.size === 0) return { kind: 'certain', holds: holdsFor(sum.constant, operator) };
  const { form, by, key } = normalized(sum);
  return { kind: 'number', key, sum: form, operator: by.over < 0n ? MIRRORED[operator] : operator, bound: dividedBy(negated(sum.constant), by) };
}

export function boundPiece(sum: Linear, operator: ComparisonOperator, bound: Fraction): Condition {
  return numberCondition(added(sum, { terms: new Map(), constant: negated(bound) }), operator);
}

function holdsFor({ over }: Fraction, operator: ComparisonOperator): boolean {
  switch (operator) {
    case '=':
      return over === ZERO.over;
    case '!=':
      return over !== ZERO.over;
    case '<':
      return over < ZERO.over;
    case '<=':
      return over <= ZERO.over;
    case '>':
      return over > ZERO.over;
    case '>=':
      return over >= ZERO.over;
  }
}

/** Of texts: all four are told by what comes before what. */
function orderCondition(left: string, operator: Exclude<ComparisonOperator, '=' | '!='>, right: string): Condition {
  const [before, behind] = operator === '<' || operator === '>=' ? [left, right] : [right, left];
  return { kind: 'open', key: `${before} < ${behind}`, is: operator === '<' || operator === '>' };
}

/** What a literal stands for; numbers are told apart by the sums they are. */
function literalOf(expression: TypedExpression): string | undefined {
  switch (expression.kind) {
    case 'text':
      return JSON.stringify(expression.value);
    case 'member':
      return expression.member;
    case 'truth':
      return String(expression.value);
    default:
      return undefined;
  }
}
