import { diagnose } from '../../diagnostics/diagnostic.ts';
import { canBeOrdered, isCalendar, isMoment, shownByClock } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import { isNotZero } from './type-arithmetic.ts';
import type { FeelType, TimeArithmetic, TypedExpression } from '../typed-expression.ts';
import { freeDecimal, inWords, type Kind, kindOf, optionalOf, presentType } from '../types.ts';
import { broken, spanOf, type Typing, writtenOf } from './typing.ts';

const TIMES: readonly Kind[] = ['date', 'time', 'date and time', 'duration', 'years and months duration'];

export function isTime(kind: Kind): boolean {
  return TIMES.includes(kind);
}

export function isDuration(kind: Kind): boolean {
  return kind === 'duration' || kind === 'years and months duration';
}

type ArithmeticSyntax = Extract<Syntax, { kind: 'arithmetic' }>;

/** Dates, times and moments take durations; two of a kind give one; durations are multiplied and divided. */
export function typeTimeArithmetic(syntax: ArithmeticSyntax, operator: TimeArithmetic['operator'], left: TypedExpression, right: TypedExpression, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(syntax, typing);
  const type = operator === '+' || operator === '-' ? sumOf(operator, left.type, right.type) : operator === '*' ? productOf(left.type, right.type) : quotientOf(left, right);
  if (type === undefined) {
    const params = { operator, left: writtenOf(syntax.left, typing), leftIs: inWords(left.type), right: writtenOf(syntax.right, typing), rightIs: inWords(right.type) };
    typing.report(diagnose('time-arithmetic', span, params));
    return broken(span);
  }
  if (operator === '/' && kindOf(right.type) === 'number' && !isNotZero(right, facts)) {
    typing.report(diagnose('divisor-may-be-zero', span, { quotient: writtenOf(syntax, typing), divisor: writtenOf(syntax.right, typing) }));
    return broken(span);
  }
  const [one, other] = [left, right].map((side) => (byMonths(left, right) ? shownByClock(side) : side));
  if (one === undefined || other === undefined) return broken(span);
  return { kind: 'time arithmetic', operator, left: one, right: other, type: byMonths(left, right) ? (sumOf('+', one.type, other.type) ?? type) : type, span };
}

/** Months are counted on a calendar, and a moment has one only in a zone. */
function byMonths(left: TypedExpression, right: TypedExpression): boolean {
  return [left, right].some((side) => kindOf(side.type) === 'years and months duration') && [left, right].some((side) => isMoment(side.type));
}

function sumOf(operator: '+' | '-', left: FeelType, right: FeelType): FeelType | undefined {
  const [a, b] = [kindOf(left), kindOf(right)];
  if (isDuration(a) && a === b) return { kind: a === 'duration' ? 'duration' : 'years and months duration' };
  if (isDuration(b)) return shifted(left, b);
  if (operator === '+') return isDuration(a) ? shifted(right, a) : undefined;
  if (a !== b || !isTime(a)) return undefined;
  return a === 'date' || canBeOrdered(left, right) ? { kind: 'duration' } : undefined;
}

/** A time of day has no months. */
function shifted(type: FeelType, duration: Kind): FeelType | undefined {
  switch (kindOf(type)) {
    case 'date':
      return { kind: 'date' };
    case 'date and time':
      return isCalendar(type) ? presentType(type) : { kind: 'date and time' };
    case 'time':
      return duration === 'duration' ? presentType(type) : undefined;
    default:
      return undefined;
  }
}

function productOf(left: FeelType, right: FeelType): FeelType | undefined {
  const [a, b] = [kindOf(left), kindOf(right)];
  if (a === 'number' && isDuration(b)) return sumOf('+', right, right);
  return isDuration(a) && b === 'number' ? sumOf('+', left, left) : undefined;
}

/** How often a duration of no length goes into another, nobody can say. */
function quotientOf(left: TypedExpression, right: TypedExpression): FeelType | undefined {
  const [a, b] = [kindOf(left.type), kindOf(right.type)];
  if (!isDuration(a)) return undefined;
  if (b === 'number') return sumOf('+', left.type, left.type);
  if (a !== b) return undefined;
  return right.kind === 'time' && /[1-9]/.test(right.text) ? freeDecimal : optionalOf(freeDecimal);
}
