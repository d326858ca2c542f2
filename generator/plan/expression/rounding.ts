import type { Rounding, RoundingMode, TypedExpression } from '../../feel/typed-expression.ts';
import { digitsOf } from '../../feel/types.ts';
import { code } from '../code.ts';
import { tenToThe, unitsLiteral } from './literals.ts';
import { decimalCarrier, sameCarrier, scaled, unitsCarrier, writeNumber } from './numbers.ts';
import { type Bindings, called, infix, named, RANK, type Written } from './written.ts';
import { runtimeValue } from '../types.ts';

/** The units of what is rounded, with `digits` digits after the point, or none where those are negative. */
export function roundingUnits(rounding: Rounding, bindings: Bindings): Written {
  const { of, mode, digits } = rounding;
  if (of.kind === 'arithmetic' && of.operator === '/') return roundedQuotient(of.left, of.right, mode, digits, bindings);
  const has = digitsOf(of.type);
  if (has === undefined) return called(runtimeValue('rounded'), writeNumber(of, decimalCarrier, bindings), String(digits), `'${mode}'`);
  const units = writeNumber(of, unitsCarrier(has), bindings);
  return digits < 0 ? scaled(divided(units, named(tenToThe(has - digits)), mode), -digits) : divided(units, named(tenToThe(has - digits)), mode);
}

/** From the exact ratio, in one step: `round down(amount / 100, 2)` is `amount / 100n`, as a bigint division drops what is left over. */
function roundedQuotient(left: TypedExpression, right: TypedExpression, mode: RoundingMode, digits: number, bindings: Bindings): Written {
  if (sameCarrier(left, right).kind === 'decimal') {
    const sides = [writeNumber(left, decimalCarrier, bindings), writeNumber(right, decimalCarrier, bindings)];
    return called(runtimeValue('roundedDecimalQuotient'), ...sides, String(digits), `'${mode}'`);
  }
  const [over, under] = [digitsOf(left.type) ?? 0, digitsOf(right.type) ?? 0];
  const dividend = writeNumber(left, unitsCarrier(over), bindings);
  // The ratio of the units is that of the numbers times ten to the power of `under - over`.
  const exponent = digits - over + under;
  const shifted = right.kind === 'number' ? byLiteral(dividend, right.units, exponent, mode) : byValue(dividend, writeNumber(right, unitsCarrier(under), bindings), exponent, mode);
  return digits < 0 ? scaled(shifted, -digits) : shifted;
}

function byValue(dividend: Written, divisor: Written, exponent: number, mode: RoundingMode): Written {
  return exponent >= 0 ? divided(scaled(dividend, exponent), divisor, mode) : divided(dividend, scaled(divisor, -exponent), mode);
}

/** What the shift and a literal divisor have in common is left out, so that nobody reads `* 100n / 100n`. */
function byLiteral(dividend: Written, divisor: bigint, exponent: number, mode: RoundingMode): Written {
  const factor = exponent > 0 ? 10n ** BigInt(exponent) : 1n;
  const under = divisor * (exponent < 0 ? 10n ** BigInt(-exponent) : 1n);
  const common = greatestCommonDivisor(factor, under < 0n ? -under : under);
  const times = factor / common;
  const over = times === 1n ? dividend : infix(dividend, '*', named(unitsLiteral(times, 0)), RANK.product);
  return divided(over, { ...named(unitsLiteral(under / common, 0)), rank: under < 0n ? RANK.unary : RANK.primary }, mode);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

function divided(dividend: Written, divisor: Written, mode: RoundingMode): Written {
  if (divisor.code.text === '1n') return dividend;
  if (mode === 'down') return infix(dividend, '/', divisor, RANK.product);
  return called(code`${runtimeValue('roundedQuotient')}`, dividend, divisor, `'${mode}'`);
}
