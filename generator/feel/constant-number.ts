import { Decimal } from 'decimal.js';
import type { RoundingMode, TypedExpression } from './typed-expression.ts';

/** As the runtime computes: sums and products exactly, quotients to 34 digits, half even. */
const Exact = Decimal.clone({ precision: 1000, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });
const Quotient = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

/**
 * What a number is that nothing but literals decide; `undefined` of any other. It shows that something is there which for
 * other values might not be: `sqrt(4 + 5)`, `[1, 2, 3][1 + 1]`.
 */
export function constantNumber(typed: TypedExpression): Decimal | undefined {
  switch (typed.kind) {
    case 'number':
      return new Exact(typed.units.toString()).div(new Exact(10).pow(typed.digits));
    case 'negative':
      return constantNumber(typed.of)?.neg();
    case 'arithmetic': {
      const [left, right] = [constantNumber(typed.left), constantNumber(typed.right)];
      return left === undefined || right === undefined ? undefined : computed(typed.operator, left, right);
    }
    case 'power':
      return constantNumber(typed.base)?.pow(typed.exponent);
    case 'rounding':
      return rounded(constantNumber(typed.of), typed.mode, typed.digits);
    default:
      return undefined;
  }
}

function computed(operator: '+' | '-' | '*' | '/' | 'modulo', left: Decimal, right: Decimal): Decimal | undefined {
  switch (operator) {
    case '+':
      return left.plus(right);
    case '-':
      return left.minus(right);
    case '*':
      return left.times(right);
    case '/':
      return right.isZero() ? undefined : new Exact(new Quotient(left).div(right));
    case 'modulo':
      return right.isZero() ? undefined : left.minus(left.div(right).floor().times(right));
  }
}

const MODES: { readonly [mode in RoundingMode]: Decimal.Rounding } = {
  up: Decimal.ROUND_UP, down: Decimal.ROUND_DOWN, 'half up': Decimal.ROUND_HALF_UP, 'half down': Decimal.ROUND_HALF_DOWN, 'half even': Decimal.ROUND_HALF_EVEN, floor: Decimal.ROUND_FLOOR, ceiling: Decimal.ROUND_CEIL,
};

function rounded(value: Decimal | undefined, mode: RoundingMode, digits: number): Decimal | undefined {
  if (value === undefined || digits >= 0) return value?.toDecimalPlaces(digits, MODES[mode]);
  const unit = new Exact(10).pow(-digits);
  return value.div(unit).toDecimalPlaces(0, MODES[mode]).times(unit);
}
