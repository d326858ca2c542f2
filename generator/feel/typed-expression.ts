import type { Span } from '../diagnostics/span.ts';
import type { DeclaredFunction, Field } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type ContextType, type ListExpression, type ListType, partsOfList } from './list-expression.ts';
import type { OwnerRole, ScopeValue } from './scope.ts';

/**
 * The type of an expression: one of the model's, that of a bare `null`, or that of a part whose mistake has been
 * reported already. What is computed is unnamed; a decimal with `digits` is exact with that many digits after the
 * point, one without came from a division or from a decimal of any number of digits.
 */
export type FeelType =
  | Exclude<ValueType, { readonly kind: 'list' | 'optional' }>
  | ClockType
  | RangeType
  | ListType
  | ContextType
  | { readonly kind: 'optional'; readonly of: FeelType }
  /** Of several kinds: what the items of `[1, "a"]` are. */
  | { readonly kind: 'mixed'; readonly of: readonly FeelType[] }
  | { readonly kind: 'function' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' };

/**
 * What no field can have, and expressions have all the same: a time of day, a day and a time as a calendar and a clock show
 * them, and a duration in months. `zone` is where the clock stands, if that is known: `''` nowhere in particular, else `Z`,
 * `+02:00` or `Europe/Paris`. The model's own `date and time` is a moment, and needs no clock.
 */
export type ClockType =
  | { readonly kind: 'time'; readonly zone?: string }
  | { readonly kind: 'calendar time'; readonly zone?: string }
  | { readonly kind: 'years and months duration' };

/** `[1..10]`: what lies between two values of one type. */
export interface RangeType {
  readonly kind: 'range';
  readonly of: FeelType;
}

/** An expression whose every part has a type. Ranges, `between` and `in` have become the comparisons they stand for. */
export type TypedExpression =
  | NumberLiteral
  | TextLiteral
  | TruthLiteral
  | NothingLiteral
  | TimeLiteral
  | MemberLiteral
  | FieldReference
  | ValueReference
  | Arithmetic
  | Power
  | Negative
  | Rounding
  | TimeArithmetic
  | TimePart
  | TimeCall
  | Range
  | Within
  | Relation
  | Sameness
  | Concatenation
  | Comparison
  | Presence
  | AllOf
  | AnyOf
  | Negation
  | Choice
  | Call
  | PatternCall
  | DeclaredCall
  | ListExpression
  | Broken;

interface Typed {
  readonly type: FeelType;
  readonly span: Span;
}

/** `units` of the smallest unit: 50.25 is 5025 with two digits. Zeros at the end of the fraction are left off. */
export interface NumberLiteral extends Typed {
  readonly kind: 'number';
  readonly units: bigint;
  readonly digits: number;
}

export interface TextLiteral extends Typed {
  readonly kind: 'text';
  readonly value: string;
}

export interface TruthLiteral extends Typed {
  readonly kind: 'truth';
  readonly value: boolean;
}

export interface NothingLiteral extends Typed {
  readonly kind: 'nothing';
}

/** `date("2026-01-01")`, `date and time("…")`, `duration("P1D")`; the type says which. `text` is ISO 8601 and sound. */
export interface TimeLiteral extends Typed {
  readonly kind: 'time';
  readonly text: string;
}

/** A member of a `one of` type, written bare. */
export interface MemberLiteral extends Typed {
  readonly kind: 'member';
  readonly member: string;
}

export interface FieldReference extends Typed {
  readonly kind: 'field';
  readonly role: OwnerRole;
  readonly field: Field;
}

/** `now`, `today`, `occurred at`, …, and the name of the model's time zone, where what a moment's clock shows is asked. */
export interface ValueReference extends Typed {
  readonly kind: 'value';
  readonly name: ScopeValue['name'] | 'time zone';
}

/** Of two numbers. A division is of type `decimal`; `optional decimal` where its divisor may be zero. */
export interface Arithmetic extends Typed {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-' | '*' | '/' | 'modulo';
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}

export interface Power extends Typed {
  readonly kind: 'power';
  readonly base: TypedExpression;
  readonly exponent: number;
}

export interface Negative extends Typed {
  readonly kind: 'negative';
  readonly of: TypedExpression;
}

export type RoundingMode = 'up' | 'down' | 'half up' | 'half down' | 'half even' | 'floor' | 'ceiling';

/** To `digits` after the point; negative for tens, hundreds. A division directly inside is rounded once, from its exact result. */
export interface Rounding extends Typed {
  readonly kind: 'rounding';
  readonly mode: RoundingMode;
  readonly digits: number;
  readonly of: TypedExpression;
}

/** Dates, times, moments and durations: `due on + duration("P7D")`, `now - opened at`, `notice period * 2`. */
export interface TimeArithmetic extends Typed {
  readonly kind: 'time arithmetic';
  readonly operator: '+' | '-' | '*' | '/';
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}

export type TimePartName = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second' | 'time offset' | 'timezone' | 'years' | 'months' | 'days' | 'hours' | 'minutes' | 'seconds';

/** `due on.year`: a part of a date, a time or a duration. */
export interface TimePart extends Typed {
  readonly kind: 'time part';
  readonly part: TimePartName;
  readonly of: TypedExpression;
}

export type TimeFunctionName =
  | 'date' | 'date of parts' | 'time' | 'time of parts' | 'date and time' | 'date and time of parts' | 'in zone' | 'duration' | 'months duration'
  | 'years and months duration' | 'day of year' | 'day of week' | 'month of year' | 'week of year' | 'absolute duration';

/** `day of week(due on)`, `date(text)`: a function that gives or takes a date, a time or a duration. */
export interface TimeCall extends Typed {
  readonly kind: 'time call';
  readonly name: TimeFunctionName;
  readonly args: readonly TypedExpression[];
}

/** `[1..10]`, `(> 5)`. An end that is left out is open. */
export interface Range extends Typed {
  readonly kind: 'range';
  readonly low: TypedExpression | undefined;
  readonly lowIncluded: boolean;
  readonly high: TypedExpression | undefined;
  readonly highIncluded: boolean;
}

/** `x in range`, where the range is not written out. */
export interface Within extends Typed {
  readonly kind: 'within';
  readonly of: TypedExpression;
  readonly range: TypedExpression;
}

export type RelationName =
  | 'before' | 'after' | 'meets' | 'met by' | 'overlaps' | 'overlaps before' | 'overlaps after' | 'finishes' | 'finished by' | 'includes' | 'during'
  | 'starts' | 'started by' | 'coincides';

/** How two ranges, or values, lie to each other; `of` is the type of their ends. */
export interface Relation extends Typed {
  readonly kind: 'relation';
  readonly name: RelationName;
  readonly left: TypedExpression;
  readonly right: TypedExpression;
  readonly of: FeelType;
}

/** `is(a, b)` of times and of dates with times: the same by the same clock, where `=` asks for the same moment. */
export interface Sameness extends Typed {
  readonly kind: 'sameness';
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}

/** Of two texts. */
export interface Concatenation extends Typed {
  readonly kind: 'concatenation';
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Of two values that can be compared, neither of them missing. */
export interface Comparison extends Typed {
  readonly kind: 'comparison';
  readonly operator: ComparisonOperator;
  readonly left: TypedExpression;
  readonly right: TypedExpression;
}

/** `x != null`, `is defined(x)`; `x = null` where `present` is false. */
export interface Presence extends Typed {
  readonly kind: 'presence';
  readonly of: TypedExpression;
  readonly present: boolean;
}

/** `and`: at least two parts. */
export interface AllOf extends Typed {
  readonly kind: 'all';
  readonly parts: readonly TypedExpression[];
}

/** `or`: at least two parts. */
export interface AnyOf extends Typed {
  readonly kind: 'any';
  readonly parts: readonly TypedExpression[];
}

export interface Negation extends Typed {
  readonly kind: 'not';
  readonly of: TypedExpression;
}

/** `if … then … else …` */
export interface Choice extends Typed {
  readonly kind: 'if';
  readonly condition: TypedExpression;
  readonly then: TypedExpression;
  readonly otherwise: TypedExpression;
}

/** `substring at` is `substring` where there may be no such place, `power` is `**` with an exponent that `Power` has not. */
export type FunctionName =
  | 'abs' | 'min' | 'max' | 'even' | 'odd' | 'sqrt' | 'log' | 'exp' | 'power' | 'number'
  | 'string' | 'string length' | 'upper case' | 'lower case' | 'contains' | 'starts with' | 'ends with' | 'substring' | 'substring at' | 'substring before' | 'substring after';

export interface Call extends Typed {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly TypedExpression[];
}

/** `matches`, `replace`, `split` with a pattern in ECMAScript's words: see `xpath-pattern.ts`. `replacement` has `$1` and `\\$` as XPath has them. */
export interface PatternCall extends Typed {
  readonly kind: 'pattern call';
  readonly name: 'matches' | 'replace' | 'split';
  readonly of: TypedExpression;
  readonly pattern: { readonly source: string; readonly flags: string };
  readonly replacement: string;
}

/** A call of what a developer wrote: `args` are in the order of its fields, each typed for its field. */
export interface DeclaredCall extends Typed {
  readonly kind: 'declared call';
  readonly function: DeclaredFunction;
  readonly args: readonly TypedExpression[];
}

/** Where a mistake was reported. Never in an expression that is given out as sound. */
export interface Broken extends Typed {
  readonly kind: 'broken';
}

/** The parts directly below `expression`. */
export function partsOf(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case 'arithmetic':
    case 'time arithmetic':
    case 'relation':
    case 'sameness':
    case 'concatenation':
    case 'comparison':
      return [expression.left, expression.right];
    case 'within':
      return [expression.of, expression.range];
    case 'range':
      return [expression.low, expression.high].filter((end) => end !== undefined);
    case 'negative':
    case 'pattern call':
    case 'time part':
    case 'rounding':
    case 'presence':
    case 'not':
      return [expression.of];
    case 'power':
      return [expression.base];
    case 'all':
    case 'any':
      return expression.parts;
    case 'if':
      return [expression.condition, expression.then, expression.otherwise];
    case 'call':
    case 'declared call':
    case 'time call':
      return expression.args;
    case 'number':
    case 'text':
    case 'truth':
    case 'nothing':
    case 'time':
    case 'member':
    case 'field':
    case 'value':
    case 'broken':
      return [];
    default:
      return partsOfList(expression);
  }
}

/** Every field of an owner that `expression` reads, in the order written. */
export function fieldsRead(expression: TypedExpression): readonly FieldReference[] {
  return expression.kind === 'field' ? [expression] : partsOf(expression).flatMap(fieldsRead);
}
