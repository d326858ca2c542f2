import type { NumberLiteral } from '../typed-expression.ts';
import { decimalOf, wholeNumber } from '../types.ts';

/** As many digits as any decimal may have: see the runtime's number types. */
export const MOST_DIGITS = 500;

/** Every digit counts, and zeros at the end of the fraction do not: `1.50` is 15 with one digit. Nothing of too many digits. */
export function exactNumber(written: string): Pick<NumberLiteral, 'units' | 'digits'> | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^(-?)([0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(written) ?? [];
  const shift = Number(exponent);
  if (whole.length + fraction.length > MOST_DIGITS || Math.abs(shift) > MOST_DIGITS) return undefined;
  let [units, digits] = [BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`), fraction.length - shift];
  if (digits < 0) [units, digits] = [units * 10n ** BigInt(-digits), 0];
  while (digits > 0 && units % 10n === 0n) [units, digits] = [units / 10n, digits - 1];
  return { units: sign === '-' ? -units : units, digits };
}

/** The literal of `digits`, which are few enough. */
export function numberLiteral(written: string): Omit<NumberLiteral, 'span'> {
  const { units, digits } = exactNumber(written) ?? { units: 0n, digits: 0 };
  const safe = digits === 0 && units <= BigInt(Number.MAX_SAFE_INTEGER) && units >= BigInt(Number.MIN_SAFE_INTEGER);
  return { kind: 'number', units, digits, type: safe ? wholeNumber : decimalOf(digits) };
}
