import { Decimal } from 'decimal.js';
import { ExactDecimal } from './number-types.ts';

/** Decimal128, as the DMN standard has it, of all results that no number of digits would make exact. */
const RoundedDecimal = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

/** Beyond this many digits before or behind the point there is no number for anybody. */
const MOST_EXPONENT = 500;

/** To 34 significant digits; nothing for a number below zero. */
export function squareRoot(value: Decimal): Decimal | null {
  return value.isNegative() && !value.isZero() ? null : plain(new RoundedDecimal(value.toString()).sqrt());
}

/** The natural logarithm, to 34 significant digits; nothing for zero and below. */
export function logarithm(value: Decimal): Decimal | null {
  return value.isZero() || value.isNegative() ? null : plain(new RoundedDecimal(value.toString()).ln());
}

/** e to the power of `value`, to 34 significant digits; nothing where that has more digits than a number may have. */
export function exponential(value: Decimal): Decimal | null {
  // e to the 1,200 has more than 500 digits.
  if (value.abs().gt(1200)) return value.isNegative() ? new ExactDecimal(0) : null;
  return plain(new RoundedDecimal(value.toString()).exp());
}

/** To 34 significant digits; nothing for zero to a negative power, a root of a negative number, and what is too large. */
export function power(base: Decimal, exponent: Decimal): Decimal | null {
  if (base.isZero()) return exponent.isNegative() && !exponent.isZero() ? null : new ExactDecimal(exponent.isZero() ? 1 : 0);
  if (base.isNegative() && !exponent.isInteger()) return null;
  const digits = new RoundedDecimal(base.abs().toString()).log(10).times(exponent.toString());
  if (digits.gt(MOST_EXPONENT)) return null;
  return digits.lt(-MOST_EXPONENT) ? new ExactDecimal(0) : plain(new RoundedDecimal(base.toString()).pow(exponent.toString()));
}

function plain(value: Decimal): Decimal | null {
  if (!value.isFinite() || value.e > MOST_EXPONENT) return null;
  return value.e < -MOST_EXPONENT ? new ExactDecimal(0) : new ExactDecimal(value);
}

/**
 * A number from its digits, without `grouping` between its thousands and with `point` before its fraction; nothing where
 * `text` is none, or where the two signs are not two.
 */
export function readNumber(text: string, grouping: string | null = null, point: string | null = null): Decimal | null {
  if (grouping !== null && ![' ', ',', '.'].includes(grouping)) return null;
  if ((point !== null && ![',', '.'].includes(point)) || (point ?? '.') === grouping) return null;
  const ungrouped = grouping === null ? text : text.replaceAll(grouping, '');
  const digits = point === ',' ? (ungrouped.includes('.') ? '' : ungrouped.replace(',', '.')) : ungrouped;
  return /^-?(?:[0-9]{1,500}(?:\.[0-9]{1,500})?|\.[0-9]{1,500})$/.test(digits) ? new ExactDecimal(digits) : null;
}
