import { bothFacts, type Facts, fieldKey, findings, isAmong, isNot, noFacts, sharedFacts } from './facts.ts';
import { membersOf } from './known-names.ts';
import type { Comparison, ComparisonOperator, TypedExpression } from './typed-expression.ts';

/** What a condition's outcome tells of the values it asks about. TypeScript must be able to follow each of these. */
export function factsWhen(condition: TypedExpression, outcome: boolean): Facts {
  switch (condition.kind) {
    case 'all':
      return condition.parts.map((part) => factsWhen(part, outcome)).reduce(outcome ? bothFacts : sharedFacts);
    case 'any':
      return condition.parts.map((part) => factsWhen(part, outcome)).reduce(outcome ? sharedFacts : bothFacts);
    case 'not':
      return factsWhen(condition.of, !outcome);
    case 'presence':
      return presenceFacts(condition.of, condition.present === outcome);
    case 'comparison':
      return comparisonFacts(condition, outcome ? condition.operator : OPPOSITE[condition.operator]);
    default:
      return noFacts;
  }
}

function presenceFacts(of: TypedExpression, present: boolean): Facts {
  if (of.kind === 'arithmetic') {
    const divisor = keyOf(of.right);
    return divisor === undefined || !present ? noFacts : findings([divisor, 'is not zero']);
  }
  const key = keyOf(of);
  return key === undefined ? noFacts : findings([key, present ? 'has a value' : 'is missing']);
}

export const OPPOSITE: { readonly [operator in ComparisonOperator]: ComparisonOperator } = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
/** The same comparison with its sides changed. */
export const MIRRORED: { readonly [operator in ComparisonOperator]: ComparisonOperator } = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function comparisonFacts({ left, right }: Comparison, operator: ComparisonOperator): Facts {
  const [of, literal, sign] = literalKey(right) === undefined ? [right, left, MIRRORED[operator]] : [left, right, operator];
  const key = keyOf(of);
  const value = literalKey(literal);
  if (key === undefined || value === undefined || literalKey(of) !== undefined) return noFacts;
  const facts = sign === '=' ? isAmong(key, [value]) : sign === '!=' ? isOther(key, literal, value) : noFacts;
  return literal.kind === 'number' && excludesZero(sign, literal.units) ? bothFacts(facts, findings([key, 'is not zero'])) : facts;
}

/** What is not one member of its type is one of the others. */
function isOther(key: string, literal: TypedExpression, value: string): Facts {
  if (literal.kind !== 'member') return isNot(key, value);
  return isAmong(key, membersOf(literal.type).map((member) => JSON.stringify(member)).filter((member) => member !== value));
}

function excludesZero(operator: ComparisonOperator, bound: bigint): boolean {
  switch (operator) {
    case '=':
      return bound !== 0n;
    case '!=':
      return bound === 0n;
    case '>':
      return bound >= 0n;
    case '>=':
      return bound > 0n;
    case '<':
      return bound <= 0n;
    case '<=':
      return bound < 0n;
  }
}

/** What a literal stands for, the same for equal values. */
export function literalKey(typed: TypedExpression): string | undefined {
  switch (typed.kind) {
    case 'number':
      return `${typed.units}/${typed.digits}`;
    case 'text':
      return JSON.stringify(typed.value);
    case 'member':
      return JSON.stringify(typed.member);
    case 'truth':
      return String(typed.value);
    default:
      return undefined;
  }
}

/** The same for two expressions that are certain to have the same value at one place; nothing where that is not worth knowing. */
export function keyOf(typed: TypedExpression): string | undefined {
  switch (typed.kind) {
    case 'field':
      return fieldKey(typed.role, typed.field);
    case 'value':
      return typed.name;
    case 'arithmetic': {
      const [left, right] = [keyOf(typed.left), keyOf(typed.right)];
      return left === undefined || right === undefined ? undefined : `(${left} ${typed.operator} ${right})`;
    }
    case 'time':
      return `${typed.type.kind} ${typed.text}`;
    case 'time part': {
      const of = keyOf(typed.of);
      return of === undefined ? undefined : `${of}.${typed.part}`;
    }
    case 'time call':
    case 'call': {
      const keys = typed.args.map((arg) => (arg.kind === 'nothing' ? 'null' : keyOf(arg)));
      return keys.includes(undefined) ? undefined : `${typed.name}(${keys.join(', ')})`;
    }
    default:
      return literalKey(typed);
  }
}
