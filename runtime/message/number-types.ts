import { Decimal } from 'decimal.js';
import { type Codec, DecodeError } from './codec.ts';
import type { Json, JsonSchema } from './json.ts';
import { keepingLimits } from './text-types.ts';

/** Bounds of a number type, as decimals written out: `"0"`, `"99.50"`. */
export interface NumberLimits {
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly above?: string;
  readonly below?: string;
  readonly example?: string;
}

/** A number type: its codec, and how a value gets its brand. `Exact` is what it is computed in. */
export interface NumberType<Exact, T> extends Codec<T> {
  /** Takes `value` as one of this type. Its limits are judged where the command is. */
  of(value: Exact): T;
  /** Reads digits, like `"50.00"`; throws a sentence when they are not of this type or break a limit. */
  parse(digits: string): T;
}

/** Longer numbers than any business has; keeps a stranger from filling the store with one. */
const MOST_DIGITS = 1000;

/** Exact `+`, `-` and `*` to `MOST_DIGITS`, and never an exponent. Division is `quotient` in `arithmetic.ts`. */
export const ExactDecimal = Decimal.clone({ precision: MOST_DIGITS, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -9e15, toExpPos: 9e15 });

/** The first of `limits` that `value` breaks. `compare` is negative when the value is below the bound. */
function brokenNumberLimit(limits: NumberLimits, called: string, compare: (bound: string) => number): string | undefined {
  if (limits.atLeast !== undefined && compare(limits.atLeast) < 0) return `${called} must be at least ${limits.atLeast}`;
  if (limits.atMost !== undefined && compare(limits.atMost) > 0) return `${called} must be at most ${limits.atMost}`;
  if (limits.above !== undefined && compare(limits.above) <= 0) return `${called} must be above ${limits.above}`;
  if (limits.below !== undefined && compare(limits.below) >= 0) return `${called} must be below ${limits.below}`;
  return undefined;
}

/**
 * A whole number within ±(2^53 - 1), a JSON number. What a rule computed beyond that is a broken limit.
 */
export function wholeNumberType<T extends number>(name?: string, limits: NumberLimits = {}): NumberType<number, T> {
  const of = (value: number): T => value as T;
  const brokenLimit = (value: number, called: string): string | undefined =>
    Number.isSafeInteger(value)
      ? brokenNumberLimit(limits, called, (bound) => new ExactDecimal(value).comparedTo(bound))
      : `${called} must be a whole number of at most ${Number.MAX_SAFE_INTEGER}`;
  const decode = (json: Json | undefined): T => {
    if (!Number.isSafeInteger(json)) throw new DecodeError('a whole number');
    // Plus 0, because a rule may come to -0, and what is remembered has to be what JSON gives back.
    return of(Number(json) + 0);
  };
  return {
    schema: { type: 'integer', ...titled(name, limits.example === undefined ? undefined : Number(limits.example)), ...schemaBounds(limits) },
    column: 'bigint',
    description: 'a whole number',
    decode,
    encode: (value) => value,
    brokenLimit,
    of,
    parse: (digits) => {
      const value = decode(/^-?[0-9]+$/.test(digits) ? Number(digits) : null);
      return keepingLimits(value, brokenLimit(value, name ?? 'This'));
    },
  };
}

/** A whole number within ±(2^53 - 1); a number in JSON. */
export const wholeNumber: NumberType<number, number> = wholeNumberType<number>();

/**
 * A decimal with `digits` digits after the point, held as a bigint of its smallest unit (`50.00` is `50_00n`)
 * and written as text with exactly those digits.
 */
export function decimalType<T extends bigint>(name: string | undefined, options: NumberLimits & { readonly digits: number }): NumberType<bigint, T> {
  const { digits } = options;
  const of = (units: bigint): T => units as T;
  const example = options.example ?? written(2005n * 10n ** BigInt(Math.max(digits - 2, 0)), digits);
  const description = digits === 0 ? `a decimal written as text without a point, like "${example}"` : `a decimal written as text with at most ${digits} digits after the point, like "${example}"`;
  const pattern = digits === 0 ? `^-?[0-9]{1,${MOST_DIGITS}}$` : `^-?[0-9]{1,${MOST_DIGITS}}(?:\\.[0-9]{1,${digits}})?$`;
  const syntax = new RegExp(pattern);
  const decode = (json: Json | undefined): T => {
    if (typeof json !== 'string' || !syntax.test(json)) throw new DecodeError(description);
    const [whole = '0', fraction = ''] = json.split('.');
    return of(BigInt(whole + fraction.padEnd(digits, '0')));
  };
  const brokenLimit = (value: bigint, called: string): string | undefined =>
    withinDigits(value)
      ? brokenNumberLimit(options, called, (bound) => new ExactDecimal(written(value, digits)).comparedTo(bound))
      : `${called} must have at most ${MOST_DIGITS} digits`;
  return {
    schema: { type: 'string', pattern, description: `A decimal with ${digits} digits after the point`, ...titled(name, example) },
    column: 'numeric',
    description,
    decode,
    encode: (value) => written(value, digits),
    brokenLimit,
    of,
    parse: (json) => {
      const value = decode(json);
      return keepingLimits(value, brokenLimit(value, name ?? 'This'));
    },
  };
}

/** A decimal of any number of digits, written as text: `"0.125"`. */
export function freeDecimalType<T extends Decimal>(name?: string, limits: NumberLimits = {}): NumberType<Decimal, T> {
  const of = (value: Decimal): T => value as T;
  const pattern = `^-?[0-9]{1,${MOST_DIGITS / 2}}(?:\\.[0-9]{1,${MOST_DIGITS / 2}})?$`;
  const syntax = new RegExp(pattern);
  const description = 'a decimal written as text, like "20.05"';
  const decode = (json: Json | undefined): T => {
    if (typeof json !== 'string' || !syntax.test(json)) throw new DecodeError(description);
    return of(new ExactDecimal(json));
  };
  const brokenLimit = (value: Decimal, called: string): string | undefined =>
    syntax.test(value.toFixed()) ? brokenNumberLimit(limits, called, (bound) => value.comparedTo(bound)) : `${called} must have at most ${MOST_DIGITS / 2} digits on either side of the point`;
  return {
    schema: { type: 'string', pattern, description: 'A decimal', ...titled(name, limits.example ?? '20.05') },
    column: 'numeric',
    description,
    decode,
    encode: (value) => value.toFixed(),
    brokenLimit,
    of,
    parse: (json) => {
      const value = decode(json);
      return keepingLimits(value, brokenLimit(value, name ?? 'This'));
    },
  };
}

/** An exact decimal of any number of digits; text in JSON. */
export const decimal: NumberType<Decimal, Decimal> = freeDecimalType<Decimal>();

/** `units` of the smallest unit as a decimal with exactly `digits` digits after the point. */
export function written(units: bigint, digits: number): string {
  if (digits === 0) return units.toString();
  const sign = units < 0n ? '-' : '';
  const all = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  return `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

const BOUND = 10n ** BigInt(MOST_DIGITS);
const withinDigits = (units: bigint): boolean => units < BOUND && units > -BOUND;

function titled(name: string | undefined, example: Json | undefined): JsonSchema {
  return { ...(name === undefined ? {} : { title: name }), ...(example === undefined ? {} : { examples: [example] }) };
}

function schemaBounds(limits: NumberLimits): JsonSchema {
  return {
    minimum: limits.atLeast === undefined ? -Number.MAX_SAFE_INTEGER : Number(limits.atLeast),
    maximum: limits.atMost === undefined ? Number.MAX_SAFE_INTEGER : Number(limits.atMost),
    ...(limits.above === undefined ? {} : { exclusiveMinimum: Number(limits.above) }),
    ...(limits.below === undefined ? {} : { exclusiveMaximum: Number(limits.below) }),
  };
}
