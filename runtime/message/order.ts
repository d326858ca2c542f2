import type { Decimal } from 'decimal.js';

/** Negative when `a` is below `b`. */
export function compareNumbers(a: number, b: number): number {
  return a - b;
}

/** Negative when `a` is below `b`; both are units of one size. */
export function compareUnits(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Negative when `a` is below `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  return a.comparedTo(b);
}

/** Negative when `a` is `false` and `b` is not. */
export function compareTruths(a: boolean, b: boolean): number {
  return Number(a) - Number(b);
}
