import type { ValueType } from '../resolve/value-type.ts';
import type { FeelType } from './typed-expression.ts';

/** What can be done with a value, whatever it is called in the model. */
export type Kind = 'number' | 'text' | 'yes or no' | 'date' | 'time' | 'date and time' | 'duration' | 'years and months duration' | 'range' | 'identifier' | 'one of' | 'list' | 'record' | 'mixed' | 'function' | 'nothing' | 'unknown';

export const yesOrNo: ValueType = { kind: 'yes or no' };
export const text: ValueType = { kind: 'text' };
export const wholeNumber: ValueType = { kind: 'whole number' };
/** Any number of digits after the point. */
export const freeDecimal: ValueType = { kind: 'decimal' };

export function decimalOf(digits: number): ValueType {
  return { kind: 'decimal', digits };
}

export function optionalOf(type: FeelType): FeelType {
  return type.kind === 'optional' || type.kind === 'nothing' || type.kind === 'unknown' ? type : { kind: 'optional', of: type };
}

/** `optional T` is T once it has been asked for. */
export function presentType(type: FeelType): FeelType {
  return type.kind === 'optional' ? presentType(type.of) : type;
}

/** The basic type that a type with limits stands on. */
export function baseOf(type: FeelType): FeelType {
  return type.kind === 'named' && type.type.kind === 'limited type' ? baseOf(type.type.base) : type;
}

export function kindOf(type: FeelType): Kind {
  const base = baseOf(presentType(type));
  switch (base.kind) {
    case 'whole number':
    case 'decimal':
      return 'number';
    case 'named':
      return base.type.kind === 'choice type' ? 'one of' : 'record';
    case 'optional':
      return kindOf(base.of);
    case 'calendar time':
      return 'date and time';
    case 'context':
      return 'record';
    default:
      return base.kind;
  }
}

export function isWhole(type: FeelType): boolean {
  return baseOf(presentType(type)).kind === 'whole number';
}

/** Digits after the point of a number's type: 0 of a whole number, `undefined` of a decimal that may have any. */
export function digitsOf(type: FeelType): number | undefined {
  const base = baseOf(presentType(type));
  return base.kind === 'decimal' ? base.digits : 0;
}

/** The type of `+`, `-`, `min` and the like: as many digits as the one that has more. */
export function widerNumber(a: FeelType, b: FeelType): ValueType {
  if (isWhole(a) && isWhole(b)) return wholeNumber;
  const [left, right] = [digitsOf(a), digitsOf(b)];
  return left === undefined || right === undefined ? freeDecimal : decimalOf(Math.max(left, right));
}

/** The type of `*`: the digits of both. */
export function productType(a: FeelType, b: FeelType): ValueType {
  if (isWhole(a) && isWhole(b)) return wholeNumber;
  const [left, right] = [digitsOf(a), digitsOf(b)];
  return left === undefined || right === undefined ? freeDecimal : decimalOf(left + right);
}

/** A type in a sentence: `Money`, `text`, `a decimal with 2 digits after the point`. */
export function inWords(type: FeelType): string {
  switch (type.kind) {
    case 'optional':
      return inWords(type.of);
    case 'named':
      return type.type.name;
    case 'decimal':
      return type.digits === undefined ? 'a decimal' : `a decimal with ${digitsInWords(type.digits)}`;
    case 'nothing':
      return 'nothing (`null`)';
    case 'yes or no':
      return 'yes or no (`true` or `false`)';
    case 'text':
      return 'text';
    case 'identifier':
      return 'an identifier';
    case 'list':
      return 'a list';
    case 'mixed':
      return 'of several kinds';
    case 'calendar time':
      return type.zone === '' ? 'a date and time without a zone' : 'a date and time';
    case 'years and months duration':
      return 'a duration in years and months';
    case 'range':
      return 'a range';
    default:
      return `a ${type.kind}`;
  }
}

export function digitsInWords(digits: number): string {
  return digits === 0 ? 'no digits after the point' : `${digits} ${digits === 1 ? 'digit' : 'digits'} after the point`;
}
