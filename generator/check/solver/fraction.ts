/** An exact number: `over / under`, `under` above 0, in lowest terms. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Fraction = { over: 0n, under: 1n };
export const ONE: Fraction = { over: 1n, under: 1n };

export function fraction(over: bigint, under: bigint): Fraction {
  if (under === 1n) return { over, under };
  const divisor = greatestDivisor(over < 0n ? -over : over, under < 0n ? -under : under) * (under < 0n ? -1n : 1n);
  return { over: over / divisor, under: under / divisor };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one === 0n ? 1n : one;
}

/** `units` with `digits` after the point. */
export function fromDigits(units: bigint, digits: number): Fraction {
  return digits >= 0 ? fraction(units, 10n ** BigInt(digits)) : { over: units * 10n ** BigInt(-digits), under: 1n };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function times(a: Fraction, b: Fraction): Fraction {
  if (isOne(b)) return a;
  return fraction(a.over * b.over, a.under * b.under);
}

/** `b` is not 0. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  if (isOne(b)) return a;
  return fraction(a.over * b.under, a.under * b.over);
}

export function negated({ over, under }: Fraction): Fraction {
  return { over: -over, under };
}

function isOne({ over, under }: Fraction): boolean {
  return over === 1n && under === 1n;
}

/** Negative when `a` is the smaller one. */
export function compared(a: Fraction, b: Fraction): number {
  if (a.under === b.under) return a.over < b.over ? -1 : a.over > b.over ? 1 : 0;
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isWhole({ under }: Fraction): boolean {
  return under === 1n;
}

/** The largest whole number that is not above it. */
export function floored({ over, under }: Fraction): bigint {
  const quotient = over / under;
  return over < 0n && quotient * under !== over ? quotient - 1n : quotient;
}

export function keyOfFraction({ over, under }: Fraction): string {
  return `${over}/${under}`;
}
