/** A number as written, digit for digit: `-12.50` is -1250 with two digits. */
export interface ExactNumber {
  readonly units: bigint;
  readonly digits: number;
}

/** Plain digits with a point at most; no exponents, no separators. */
export function exactNumber(text: string): ExactNumber | undefined {
  const [, sign, whole, fraction = ''] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? [];
  if (whole === undefined || whole.length + fraction.length > 1000) return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, digits: fraction.length };
}

/** Negative when `a` is the smaller one. */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  const digits = Math.max(a.digits, b.digits);
  const difference = a.units * 10n ** BigInt(digits - a.digits) - b.units * 10n ** BigInt(digits - b.digits);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How many digits after the point carry something: `1.50` has one. */
export function neededDigits({ units, digits }: ExactNumber): number {
  let [rest, needed] = [units, digits];
  while (needed > 0 && rest % 10n === 0n) [rest, needed] = [rest / 10n, needed - 1];
  return needed;
}
