import { Decimal } from 'decimal.js';
import { ExactDecimal, written } from './number-types.ts';

/** How a number that lies between two others becomes one of them. `up` is away from zero, `down` towards it. */
export type RoundingMode = 'up' | 'down' | 'half up' | 'half down' | 'half even' | 'floor' | 'ceiling';

/** Decimal128, as the DMN standard has it: what a division gives that nobody rounded. */
const QuotientDecimal = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

/** `dividend / divisor` to 34 significant digits, half even. Bigints are units of one size, so that their ratio is that of what they stand for. */
export function quotient(dividend: bigint | Decimal, divisor: bigint | Decimal): Decimal {
  const by = new QuotientDecimal(divisor.toString());
  if (by.isZero()) throw new RangeError('Division by zero.');
  return new ExactDecimal(new QuotientDecimal(dividend.toString()).div(by));
}

/** `dividend / divisor`, rounded once, from the exact ratio. */
export function roundedQuotient(dividend: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const towardsZero = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return towardsZero;
  const negative = dividend < 0n !== divisor < 0n;
  const awayFromZero = negative ? towardsZero - 1n : towardsZero + 1n;
  switch (mode) {
    case 'up':
      return awayFromZero;
    case 'down':
      return towardsZero;
    case 'floor':
      return negative ? awayFromZero : towardsZero;
    case 'ceiling':
      return negative ? towardsZero : awayFromZero;
    default: {
      const half = absolute(rest) * 2n - absolute(divisor);
      if (half !== 0n) return half > 0n ? awayFromZero : towardsZero;
      const away = mode === 'half up' || (mode === 'half even' && towardsZero % 2n !== 0n);
      return away ? awayFromZero : towardsZero;
    }
  }
}

/** The units of `value` with `digits` digits after the point; with fewer than none, a multiple of ten, a hundred, … */
export function rounded(value: Decimal, digits: number, mode: RoundingMode): bigint {
  return roundedDecimalQuotient(value, new ExactDecimal(1), digits, mode);
}

/** The units of `dividend / divisor` with `digits` digits after the point, rounded once, from the exact ratio. */
export function roundedDecimalQuotient(dividend: Decimal, divisor: Decimal, digits: number, mode: RoundingMode): bigint {
  const common = Math.max(dividend.decimalPlaces(), divisor.decimalPlaces());
  const [over, under] = [unitsOf(dividend, common), unitsOf(divisor, common)];
  const unit = 10n ** BigInt(Math.abs(digits));
  return digits >= 0 ? roundedQuotient(over * unit, under, mode) : roundedQuotient(over, under * unit, mode) * unit;
}

function unitsOf(value: Decimal, digits: number): bigint {
  return BigInt(value.toFixed(digits).replace('.', ''));
}

/** `units` of the smallest unit as a decimal of any number of digits. */
export function exactDecimal(units: bigint | number, digits = 0): Decimal {
  return new ExactDecimal(decimalText(BigInt(units), digits));
}

/** `units` written out with exactly `digits` digits after the point: `50_25n` with two is "50.25". */
export function decimalText(units: bigint, digits: number): string {
  return written(units, digits);
}

/** Without its sign. */
export function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The smallest of one or more numbers. */
export function smallest(...values: readonly bigint[]): bigint;
export function smallest(...values: readonly Decimal[]): Decimal;
export function smallest(...values: readonly bigint[] | readonly Decimal[]): bigint | Decimal {
  return [...values].reduce((a, b) => (isBelow(b, a) ? b : a));
}

/** The largest of one or more numbers. */
export function largest(...values: readonly bigint[]): bigint;
export function largest(...values: readonly Decimal[]): Decimal;
export function largest(...values: readonly bigint[] | readonly Decimal[]): bigint | Decimal {
  return [...values].reduce((a, b) => (isBelow(a, b) ? b : a));
}

/** `<` on two `Decimal`s compares their text, so it is never used. */
function isBelow(a: bigint | Decimal, b: bigint | Decimal): boolean {
  return typeof a === 'bigint' && typeof b === 'bigint' ? a < b : new ExactDecimal(a.toString()).lt(b.toString());
}

/** What remains of `dividend`, with the sign of `divisor`, as the DMN standard has it. */
export function modulo(dividend: number, divisor: number): number;
export function modulo(dividend: bigint, divisor: bigint): bigint;
export function modulo(dividend: Decimal, divisor: Decimal): Decimal;
export function modulo(dividend: number | bigint | Decimal, divisor: number | bigint | Decimal): number | bigint | Decimal {
  if (typeof dividend === 'number' && typeof divisor === 'number') return Number(moduloOfUnits(BigInt(dividend), BigInt(divisor)));
  if (typeof dividend === 'bigint' && typeof divisor === 'bigint') return moduloOfUnits(dividend, divisor);
  const [a, b] = [new ExactDecimal(dividend.toString()), new ExactDecimal(divisor.toString())];
  const digits = Math.max(a.decimalPlaces(), b.decimalPlaces());
  return exactDecimal(moduloOfUnits(unitsOf(a, digits), unitsOf(b, digits)), digits);
}

function moduloOfUnits(dividend: bigint, divisor: bigint): bigint {
  const rest = dividend % divisor;
  return rest !== 0n && rest < 0n !== divisor < 0n ? rest + divisor : rest;
}
