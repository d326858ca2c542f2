import type { Arithmetic, Call, Rounding, TypedExpression } from '../../feel/typed-expression.ts';
import { digitsOf, isWhole } from '../../feel/types.ts';
import { writePresentCall } from './calls.ts';
import { writeCondition } from './conditions.ts';
import { decimalDigits, tenToThe, unitsLiteral, wholeLiteral } from './literals.ts';
import { writeSumOfWholes } from './list-calls.ts';
import { writeReference } from './references.ts';
import { roundingUnits } from './rounding.ts';
import { writeRatio } from './time.ts';
import { writeTimeCall } from './time-calls.ts';
import { writeTimePart } from './time-parts.ts';
import { type Bindings, called, conditional, infix, method, named, RANK, type Written, within } from './written.ts';
import { code } from '../code.ts';
import { runtimeValue } from '../types.ts';

/**
 * What a number is held in. Whole numbers are JavaScript's own; decimals of known digits are bigints of the smallest
 * unit; all others are decimals of decimal.js, on which `<` is never used because it compares text.
 */
export type Carrier = { readonly kind: 'number' } | { readonly kind: 'units'; readonly digits: number } | { readonly kind: 'decimal' };

export const numberCarrier: Carrier = { kind: 'number' };
export const decimalCarrier: Carrier = { kind: 'decimal' };

export function unitsCarrier(digits: number): Carrier {
  return { kind: 'units', digits };
}

/** What values of a type are held in everywhere. */
export function carrierOf(type: TypedExpression['type']): Carrier {
  if (isWhole(type)) return numberCarrier;
  const digits = digitsOf(type);
  return digits === undefined ? decimalCarrier : unitsCarrier(digits);
}

export function writeNumber(typed: TypedExpression, carrier: Carrier, bindings: Bindings): Written {
  switch (typed.kind) {
    case 'number':
      return literal(typed.units, typed.digits, carrier);
    case 'if':
      return conditional(writeCondition(typed.condition, false, bindings), writeNumber(typed.then, carrier, bindings), writeNumber(typed.otherwise, carrier, bindings));
    case 'negative':
      return writeNegative(typed.of, carrier, bindings);
    case 'arithmetic':
      return writeArithmetic(typed, carrier, bindings);
    case 'power':
      return writePower(typed.base, typed.exponent, carrier, bindings);
    case 'rounding':
      return converted(roundingUnits(typed, bindings), unitsCarrier(roundedDigits(typed)), carrier);
    case 'call':
      return writeCall(typed, carrier, bindings);
    case 'list call': {
      const units = carrier.kind === 'number' ? undefined : writeSumOfWholes(typed, bindings);
      return units === undefined ? converted(writeReference(typed, bindings), carrierOf(typed.type), carrier) : converted(units, unitsCarrier(0), carrier);
    }
    case 'time part':
      return converted(writeTimePart(typed, bindings), carrierOf(typed.type), carrier);
    case 'time call':
      return converted(writeTimeCall(typed, bindings), carrierOf(typed.type), carrier);
    case 'time arithmetic':
      return converted(writeRatio(typed, bindings), carrierOf(typed.type), carrier);
    default:
      return converted(writeReference(typed, bindings), carrierOf(typed.type), carrier);
  }
}

function roundedDigits({ digits }: Rounding): number {
  return Math.max(digits, 0);
}

function literal(units: bigint, digits: number, carrier: Carrier): Written {
  const rank = units < 0n ? RANK.unary : RANK.primary;
  switch (carrier.kind) {
    case 'number':
      return { ...named(wholeLiteral(units)), rank };
    case 'units':
      return { ...named(unitsLiteral(units * 10n ** BigInt(carrier.digits - digits), carrier.digits)), rank };
    case 'decimal':
      return called(code`${runtimeValue('decimal')}.parse`, `'${decimalDigits(units, digits)}'`);
  }
}

/** JavaScript's `-x` of 0 is a zero of its own, which compares equal and is shown differently; `0 - x` is not. */
function writeNegative(of: TypedExpression, carrier: Carrier, bindings: Bindings): Written {
  const written = writeNumber(of, carrier, bindings);
  if (carrier.kind === 'decimal') return method(written, 'neg');
  return carrier.kind === 'number' ? infix(named('0'), '-', written, RANK.sum) : { code: code`-${within(written, RANK.primary)}`, rank: RANK.unary };
}

/** `written` in another carrier, one with room for its digits. */
export function converted(written: Written, from: Carrier, to: Carrier): Written {
  if (from.kind === 'number') {
    if (to.kind === 'number') return written;
    return to.kind === 'decimal' ? called(runtimeValue('exactDecimal'), written) : scaled(called(code`BigInt`, written), to.digits);
  }
  if (from.kind === 'decimal') return written;
  if (to.kind === 'number') return called(code`Number`, written);
  return to.kind === 'decimal' ? called(runtimeValue('exactDecimal'), written, String(from.digits)) : scaled(written, to.digits - from.digits);
}

/** Times ten to the power of `digits`. */
export function scaled(units: Written, digits: number): Written {
  return digits === 0 ? units : infix(units, '*', named(tenToThe(digits)), RANK.product);
}

function writeArithmetic(typed: Arithmetic, carrier: Carrier, bindings: Bindings): Written {
  const { operator, left, right } = typed;
  if (operator === '/') return converted(writeQuotient(left, right, bindings), decimalCarrier, carrier);
  if (operator === 'modulo') return writeModulo(typed, carrier, bindings);
  if (carrierOf(typed.type).kind === 'decimal') return decimalArithmetic(operator, left, right, bindings);
  if (carrierOf(typed.type).kind === 'number' && carrier.kind === 'number') {
    if (isRoundedOnce(typed)) return infix(writeNumber(left, numberCarrier, bindings), operator, writeNumber(right, numberCarrier, bindings), rankOf(operator));
    return called(code`Number`, writeNumber(typed, unitsCarrier(0), bindings));
  }
  const own = unitsCarrier(digitsOf(typed.type) ?? 0);
  if (operator === '*') return writeProduct(left, right, carrier, bindings);
  return converted(infix(writeNumber(left, own, bindings), operator, writeNumber(right, own, bindings), RANK.sum), own, carrier);
}

/** The digits of a product are those of both; digits that are wanted besides go into a literal, where there is one. */
function writeProduct(left: TypedExpression, right: TypedExpression, carrier: Carrier, bindings: Bindings): Written {
  const [a, b] = [digitsOf(left.type) ?? 0, digitsOf(right.type) ?? 0];
  const more = carrier.kind === 'units' ? carrier.digits - a - b : 0;
  const [intoLeft, intoRight] = right.kind === 'number' ? [0, more] : left.kind === 'number' ? [more, 0] : [0, 0];
  const product = infix(writeNumber(left, unitsCarrier(a + intoLeft), bindings), '*', writeNumber(right, unitsCarrier(b + intoRight), bindings), RANK.product);
  return converted(product, unitsCarrier(a + intoLeft + b + intoRight), carrier);
}

function rankOf(operator: '+' | '-' | '*'): number {
  return operator === '*' ? RANK.product : RANK.sum;
}

const METHODS = { '+': 'plus', '-': 'minus', '*': 'times' } as const;

function decimalArithmetic(operator: '+' | '-' | '*', left: TypedExpression, right: TypedExpression, bindings: Bindings): Written {
  return method(writeNumber(left, decimalCarrier, bindings), METHODS[operator], decimalArgument(right, bindings));
}

/** Where decimal.js takes a decimal, it takes the digits of a literal as well. */
export function decimalArgument(typed: TypedExpression, bindings: Bindings): Written {
  return typed.kind === 'number' ? named(`'${decimalDigits(typed.units, typed.digits)}'`) : writeNumber(typed, decimalCarrier, bindings);
}

/**
 * Whether a whole number is written so that it is certainly within ±(2^53 - 1) and exact. One `+`, `-` or `*` of two such
 * is rounded monotonically: beyond the bound it stays beyond the bound, where it is refused or compares as it should.
 * A second sign on top of that would compute with a rounded number, so such expressions are computed in bigints.
 */
export function isExact(typed: TypedExpression): boolean {
  switch (typed.kind) {
    case 'number':
    case 'field':
    case 'value':
    case 'variable':
    case 'property':
    case 'index':
    case 'asked':
    case 'declared call':
    case 'time part':
    case 'time call':
      return true;
    case 'negative':
      return isExact(typed.of);
    case 'if':
      return isExact(typed.then) && isExact(typed.otherwise);
    case 'arithmetic':
      return typed.operator === 'modulo' && isExact(typed.left) && isExact(typed.right);
    case 'list call':
      return typed.name !== 'sum';
    case 'call':
      return typed.name === 'string length' || (isWhole(typed.type) && typed.args.every(isExact));
    default:
      return false;
  }
}

/** One sign between two exact ones. A product that may be 0 times a negative number is left to bigints, which know only one zero. */
export function isRoundedOnce(typed: TypedExpression): boolean {
  if (typed.kind !== 'arithmetic' || !isExact(typed.left) || !isExact(typed.right)) return false;
  const isPositive = (part: TypedExpression): boolean => part.kind === 'number' && part.units > 0n;
  return typed.operator === '+' || typed.operator === '-' || (typed.operator === '*' && (isPositive(typed.left) || isPositive(typed.right)));
}

/** Both sides in one carrier, so that their ratio is that of the numbers. */
export function sameCarrier(left: TypedExpression, right: TypedExpression): Carrier {
  const [a, b] = [digitsOf(left.type), digitsOf(right.type)];
  return a === undefined || b === undefined ? decimalCarrier : unitsCarrier(Math.max(a, b));
}

function writeQuotient(left: TypedExpression, right: TypedExpression, bindings: Bindings): Written {
  const carrier = sameCarrier(left, right);
  return called(runtimeValue('quotient'), writeNumber(left, carrier, bindings), writeNumber(right, carrier, bindings));
}

function writeModulo({ left, right, type }: Arithmetic, carrier: Carrier, bindings: Bindings): Written {
  const own = isWhole(type) && isExact(left) && isExact(right) ? numberCarrier : sameCarrier(left, right);
  return converted(called(runtimeValue('modulo'), writeNumber(left, own, bindings), writeNumber(right, own, bindings)), own, carrier);
}

function writePower(base: TypedExpression, exponent: number, carrier: Carrier, bindings: Bindings): Written {
  if (exponent === 0) return literal(1n, 0, carrier);
  if (exponent === 1) return writeNumber(base, carrier, bindings);
  const digits = digitsOf(base.type);
  if (digits === undefined) return method(writeNumber(base, decimalCarrier, bindings), 'pow', String(exponent));
  const units = writeNumber(base, unitsCarrier(digits), bindings);
  // JavaScript wants brackets around a sign before `**`.
  const power: Written = { code: code`${within(units, RANK.primary)} ** ${exponent}n`, rank: RANK.power };
  return converted(power, unitsCarrier(digits * exponent), carrier);
}

function writeCall({ name, args, type, ...call }: Call, carrier: Carrier, bindings: Bindings): Written {
  const own = carrierOf(type);
  const exact = own.kind !== 'number' || args.every(isExact);
  const used = exact ? own : unitsCarrier(0);
  const given = (): readonly Written[] => args.map((arg) => writeNumber(arg, used, bindings));
  const [first] = args;
  switch (name) {
    case 'abs':
      if (used.kind === 'decimal' && first !== undefined) return method(writeNumber(first, used, bindings), 'abs');
      return converted(called(used.kind === 'number' ? code`Math.abs` : runtimeValue('absolute'), ...given()), used, carrier);
    case 'min':
      return converted(called(used.kind === 'number' ? code`Math.min` : runtimeValue('smallest'), ...given()), used, carrier);
    case 'max':
      return converted(called(used.kind === 'number' ? code`Math.max` : runtimeValue('largest'), ...given()), used, carrier);
    default: {
      const typed: Call = { name, args, type, ...call };
      return converted(writePresentCall(typed, bindings) ?? writeReference(typed, bindings), own, carrier);
    }
  }
}
