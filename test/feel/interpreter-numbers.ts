import { Decimal } from 'decimal.js';
import type { RoundingMode } from '../../generator/feel/typed-expression.ts';

/** An exact number: `over / under`, `under` above zero. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

export function whole(value: number): Ratio {
  return { over: BigInt(value), under: 1n };
}

export function plus(a: Ratio, b: Ratio): Ratio {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function times(a: Ratio, b: Ratio): Ratio {
  return { over: a.over * b.over, under: a.under * b.under };
}

export function divided(a: Ratio, b: Ratio): Ratio {
  const [over, under] = [a.over * b.under, a.under * b.over];
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

export function negated(a: Ratio): Ratio {
  return { over: -a.over, under: a.under };
}

/** Below zero where `a` is less than `b`. */
export function sign(a: Ratio, b: Ratio): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function toDigits(exact: Ratio, mode: RoundingMode, digits: number): Ratio {
  const unit = 10n ** BigInt(Math.abs(digits));
  if (digits >= 0) return { over: rounded({ over: exact.over * unit, under: exact.under }, mode), under: unit };
  return { over: rounded({ over: exact.over, under: exact.under * unit }, mode) * unit, under: 1n };
}

/** By the distance to the two whole numbers around it. */
export function rounded({ over, under }: Ratio, mode: RoundingMode): bigint {
  const rest = ((over % under) + under) % under;
  const below = (over - rest) / under;
  if (rest === 0n) return below;
  const above = below + 1n;
  const [nearZero, farFromZero] = over < 0n ? [above, below] : [below, above];
  const nearer = rest * 2n === under ? undefined : rest * 2n < under ? below : above;
  switch (mode) {
    case 'floor':
      return below;
    case 'ceiling':
      return above;
    case 'up':
      return farFromZero;
    case 'down':
      return nearZero;
    case 'half up':
      return nearer ?? farFromZero;
    case 'half down':
      return nearer ?? nearZero;
    case 'half even':
      return nearer ?? (below % 2n === 0n ? below : above);
  }
}

export function to34Digits(exact: Ratio): Ratio {
  if (exact.over === 0n) return exact;
  let scale = 0;
  const size = (): bigint => {
    const over = exact.over < 0n ? -exact.over : exact.over;
    return scale >= 0 ? (over * 10n ** BigInt(scale)) / exact.under : over / (exact.under * 10n ** BigInt(-scale));
  };
  while (size() >= 10n ** 34n) scale -= 1;
  while (size() < 10n ** 33n) scale += 1;
  const unit = 10n ** BigInt(Math.abs(scale));
  if (scale >= 0) return { over: rounded({ over: exact.over * unit, under: exact.under }, 'half even'), under: unit };
  return { over: rounded({ over: exact.over, under: exact.under * unit }, 'half even') * unit, under: 1n };
}

/** Twice the digits that are asked for, so that rounding them again changes nothing. */
const Precise = Decimal.clone({ precision: 80, toExpNeg: -9e15, toExpPos: 9e15 });

export function irrational(name: 'sqrt' | 'log' | 'exp', of: Ratio): Ratio | null {
  const value = new Precise(of.over.toString()).div(of.under.toString());
  if (name === 'sqrt') return value.lt(0) ? null : rationalOf(value.sqrt());
  if (name === 'log') return value.lte(0) ? null : rationalOf(value.ln());
  return value.gt(1200) ? null : value.lt(-1200) ? { over: 0n, under: 1n } : rationalOf(value.exp());
}

function rationalOf(value: Decimal): Ratio {
  return to34Digits(ratioOf(value.toFixed()));
}

/** From digits, with or without a point. */
export function ratioOf(digits: string): Ratio {
  const [whole = '0', fraction = ''] = digits.split('.');
  return { over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) };
}

/** Every digit, with no more zeros behind the point than `digits` asks for. */
export function digitsOf({ over, under }: Ratio, digits: number | undefined): string {
  const exact = new (Decimal.clone({ precision: 3000, toExpNeg: -9e15, toExpPos: 9e15 }))(over.toString()).div(under.toString());
  return digits === undefined ? exact.toFixed() : exact.toFixed(digits);
}
