import { isMoment } from '../../feel/clocks.ts';
import { MIRRORED } from '../../feel/facts-of.ts';
import type { Comparison, ComparisonOperator, TypedExpression } from '../../feel/typed-expression.ts';
import { kindOf } from '../../feel/types.ts';
import { code } from '../code.ts';
import { writeAs } from './any-value.ts';
import { writeCondition } from './conditions.ts';
import { commonHeld } from './lists.ts';
import { carrierOf, decimalArgument, isExact, isRoundedOnce, numberCarrier, sameCarrier, writeNumber } from './numbers.ts';
import { writeText } from './text.ts';
import { endsOf, typeOfEnds } from '../../feel/typing/type-range.ts';
import { orderOf } from './order.ts';
import { writeSameRange } from './ranges.ts';
import { writeTimeAs } from './time.ts';
import { type Bindings, called, infix, method, named, primary, RANK, type Written, within } from './written.ts';
import { runtimeValue } from '../types.ts';

/** A comparison of two values of one kind, with `operator` in place of its own. */
export function writeComparison({ left, right }: Comparison, operator: ComparisonOperator, bindings: Bindings): Written {
  switch (kindOf(left.type)) {
    case 'number':
      return compareNumbers(left, right, operator, bindings);
    case 'date':
    case 'time':
    case 'date and time':
    case 'duration':
    case 'years and months duration':
      return compareTimes(left, right, operator, bindings);
    case 'range':
      return compareRanges(left, right, operator === '=', bindings);
    case 'list':
    case 'record':
    case 'mixed':
      return compareComposed(left, right, operator === '=', bindings);
    case 'yes or no':
      return compareTruths(left, right, operator === '=', bindings);
    default:
      return compareTexts(left, right, operator, bindings);
  }
}

function signed(left: Written, operator: ComparisonOperator, right: Written): Written {
  if (operator === '=' || operator === '!=') return infix(left, operator === '=' ? '===' : '!==', right, RANK.equality);
  return infix(left, operator, right, RANK.relation);
}

function compareNumbers(left: TypedExpression, right: TypedExpression, operator: ComparisonOperator, bindings: Bindings): Written {
  if (left.kind === 'number' && right.kind !== 'number') return compareNumbers(right, left, MIRRORED[operator], bindings);
  const carrier = comparisonCarrier(left, right);
  if (carrier.kind === 'decimal') return compareDecimals(left, right, operator, bindings);
  return signed(writeNumber(left, carrier, bindings), carrier.kind === 'number' && isCount(left) ? signOfCount(operator, right) : operator, writeNumber(right, carrier, bindings));
}

/** What is never below nothing: how many there are. */
function isCount(typed: TypedExpression): boolean {
  return (typed.kind === 'list call' && typed.name === 'count') || (typed.kind === 'call' && typed.name === 'string length');
}

/** `lines.length === 0` says at once what `<= 0` says by a detour. */
function signOfCount(operator: ComparisonOperator, bound: TypedExpression): ComparisonOperator {
  return operator === '<=' && bound.kind === 'number' && bound.units === 0n ? '=' : operator;
}

/**
 * Whole numbers are compared as they are where that is right for certain: one side is within ±(2^53 - 1), and the other is
 * rounded at most once, which never carries it over a number of that range. Two sides that may both have been rounded could
 * come out equal without being so; they are compared as bigints.
 */
function comparisonCarrier(left: TypedExpression, right: TypedExpression): ReturnType<typeof sameCarrier> {
  const whole = carrierOf(left.type).kind === 'number' && carrierOf(right.type).kind === 'number';
  const certain = (isExact(left) && (isExact(right) || isRoundedOnce(right))) || (isRoundedOnce(left) && isExact(right));
  return whole && certain ? numberCarrier : sameCarrier(left, right);
}

const DECIMAL_METHODS: { readonly [operator in ComparisonOperator]: string } = { '=': 'eq', '!=': 'eq', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' };

function compareDecimals(left: TypedExpression, right: TypedExpression, operator: ComparisonOperator, bindings: Bindings): Written {
  const compared = method(writeNumber(left, { kind: 'decimal' }, bindings), DECIMAL_METHODS[operator], decimalArgument(right, bindings));
  return operator === '!=' ? { code: code`!${within(compared, RANK.unary)}`, rank: RANK.unary } : compared;
}

function compareTimes(left: TypedExpression, right: TypedExpression, operator: ComparisonOperator, bindings: Bindings): Written {
  const common = [left.type, right.type].find(isMoment) ?? left.type;
  const [a, b] = [writeTimeAs(left, common, bindings), writeTimeAs(right, common, bindings)];
  if (kindOf(common) === 'years and months duration') return signed(called(runtimeValue('monthsIn'), a), operator, called(runtimeValue('monthsIn'), b));
  if ((operator === '=' || operator === '!=') && kindOf(common) !== 'duration') {
    const equal = sameTimes(a, b, common);
    return operator === '=' ? equal : { code: code`!${equal.code}`, rank: RANK.unary };
  }
  return signed(called(orderOf(common), a, b), operator, named('0'));
}

function sameTimes(a: Written, b: Written, type: TypedExpression['type']): Written {
  if (kindOf(type) === 'time') return called(runtimeValue('sameTime'), a, b);
  return kindOf(type) === 'date' || isMoment(type) ? method(a, 'equals', b) : called(runtimeValue('sameCalendarTime'), a, b);
}

function compareRanges(left: TypedExpression, right: TypedExpression, same: boolean, bindings: Bindings): Written {
  const of = typeOfEnds(endsOf(left.type), endsOf(right.type)) ?? endsOf(left.type);
  const equal = writeSameRange(left, right, of, bindings);
  return same ? equal : { code: code`!${equal.code}`, rank: RANK.unary };
}

function compareComposed(left: TypedExpression, right: TypedExpression, same: boolean, bindings: Bindings): Written {
  const common = commonHeld(left.type, right.type);
  const equal = called(runtimeValue('sameValue'), writeAs(left, common, bindings), writeAs(right, common, bindings));
  return same ? equal : { code: code`!${equal.code}`, rank: RANK.unary };
}

function compareTruths(left: TypedExpression, right: TypedExpression, same: boolean, bindings: Bindings): Written {
  if (right.kind === 'truth') return writeCondition(left, right.value !== same, bindings);
  if (left.kind === 'truth') return writeCondition(right, left.value !== same, bindings);
  const side = (part: TypedExpression): Written => primary(within(writeCondition(part, false, bindings), RANK.unary));
  return infix(side(left), same ? '===' : '!==', side(right), RANK.equality);
}

function compareTexts(left: TypedExpression, right: TypedExpression, operator: ComparisonOperator, bindings: Bindings): Written {
  const ofIdentifiers = kindOf(left.type) === 'identifier' || kindOf(right.type) === 'identifier';
  const [a, b] = [left, right].map((side) => (ofIdentifiers && side.kind === 'text' ? writeText({ ...side, value: side.value.toLowerCase() }, bindings) : writeText(side, bindings)));
  if (a === undefined || b === undefined) return named('false');
  if (operator === '=' || operator === '!=') return signed(a, operator, b);
  return signed(called(runtimeValue('compareText'), a, b), operator, named('0'));
}
