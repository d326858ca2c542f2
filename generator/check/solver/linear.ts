import { Temporal } from 'temporal-polyfill';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import { baseOf, digitsOf, kindOf, presentType } from '../../feel/types.ts';
import { fingerprint } from './fingerprint.ts';
import { dividedBy, type Fraction, fraction, fromDigits, keyOfFraction, negated, ONE, plus, times, ZERO } from './fraction.ts';

/** A sum of numbers that are not known, each times a known one, and a known one. Times are seconds, dates those of their midnight. */
export interface Linear {
  readonly terms: ReadonlyMap<string, Term>;
  readonly constant: Fraction;
}

export interface Term {
  readonly factor: Fraction;
  /** The number is a multiple of this one; not known of all. */
  readonly step: Fraction | undefined;
}

const DAY = 86_400n;

/** A number, a date, a moment or a duration as a sum; `undefined` of everything else. */
export function linearOf(expression: TypedExpression): Linear | undefined {
  switch (expression.kind) {
    case 'number':
      return { terms: new Map(), constant: fromDigits(expression.units, expression.digits) };
    case 'time': {
      const constant = constantOf(expression);
      return constant === undefined ? undefined : { terms: new Map(), constant };
    }
    case 'negative': {
      const of = linearOf(expression.of);
      return of === undefined ? undefined : scaledBy(of, negated(ONE));
    }
    case 'arithmetic':
      return ofArithmetic(expression) ?? unknownNumber(expression);
    case 'time arithmetic':
      return ofTimeArithmetic(expression) ?? unknownNumber(expression);
    default:
      return unknownNumber(expression);
  }
}

function ofArithmetic({ operator, left, right }: Extract<TypedExpression, { kind: 'arithmetic' }>): Linear | undefined {
  // What is divided may be rounded, so that a quotient is a number of its own.
  if (operator === '/' || operator === 'modulo') return undefined;
  const [a, b] = [linearOf(left), linearOf(right)];
  if (a === undefined || b === undefined) return undefined;
  if (operator === '*') return a.terms.size === 0 ? scaledBy(b, a.constant) : b.terms.size === 0 ? scaledBy(a, b.constant) : undefined;
  return added(a, operator === '+' ? b : scaledBy(b, negated(ONE)));
}

/** Days are only added to a date as whole days; a moment is as far from another as the clock says. */
function ofTimeArithmetic({ operator, left, right }: Extract<TypedExpression, { kind: 'time arithmetic' }>): Linear | undefined {
  if (operator === '*' || operator === '/') return undefined;
  const [a, b] = [linearOf(left), linearOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const [one, other] = [timeOf(left), timeOf(right)];
  const wholeDays = b.terms.size === 0 && dividedBy(b.constant, { over: DAY, under: 1n }).under === 1n;
  const exact = one === other ? operator === '-' || one === 'duration' : one === 'date and time' ? other === 'duration' : one === 'date' && other === 'duration' && wholeDays;
  return exact ? added(a, operator === '+' ? b : scaledBy(b, negated(ONE))) : undefined;
}

function timeOf({ type }: TypedExpression): string {
  return baseOf(presentType(type)).kind;
}

function unknownNumber(expression: TypedExpression): Linear | undefined {
  const kind = baseOf(presentType(expression.type)).kind;
  if (kindOf(expression.type) !== 'number' && kind !== 'date' && kind !== 'date and time' && kind !== 'duration') return undefined;
  return { terms: new Map([[fingerprint(expression), { factor: ONE, step: stepOf(expression) }]]), constant: ZERO };
}

function stepOf({ type }: TypedExpression): Fraction | undefined {
  if (baseOf(presentType(type)).kind === 'date') return { over: DAY, under: 1n };
  if (kindOf(type) !== 'number') return undefined;
  const digits = digitsOf(type);
  return digits === undefined ? undefined : fraction(1n, 10n ** BigInt(digits));
}

function constantOf(expression: Extract<TypedExpression, { kind: 'time' }>): Fraction | undefined {
  try {
    switch (baseOf(expression.type).kind) {
      case 'date':
        return { over: BigInt(Temporal.PlainDate.from(expression.text).since('1970-01-01').days) * DAY, under: 1n };
      case 'date and time':
        return fraction(Temporal.Instant.from(expression.text).epochNanoseconds, 1_000_000_000n);
      case 'duration': {
        const { days, hours, minutes, seconds, milliseconds, years, months, weeks, sign, microseconds, nanoseconds } = Temporal.Duration.from(expression.text);
        if (years !== 0 || months !== 0 || weeks !== 0 || microseconds !== 0 || nanoseconds !== 0 || sign === 0) return sign === 0 ? ZERO : undefined;
        return fraction(BigInt(days) * DAY * 1000n + BigInt(hours) * 3_600_000n + BigInt(minutes) * 60_000n + BigInt(seconds) * 1000n + BigInt(milliseconds), 1000n);
      }
      default:
        return undefined;
    }
  } catch {
    // One that no calendar has; it was reported where it was read.
    return undefined;
  }
}

export function added(a: Linear, b: Linear): Linear {
  const terms = new Map(a.terms);
  for (const [key, { factor, step }] of b.terms) {
    const both = plus(terms.get(key)?.factor ?? ZERO, factor);
    if (both.over === 0n) terms.delete(key);
    else terms.set(key, { factor: both, step });
  }
  return { terms, constant: plus(a.constant, b.constant) };
}

export function scaledBy({ terms, constant }: Linear, by: Fraction): Linear {
  if (by.over === 0n) return { terms: new Map(), constant: ZERO };
  return { terms: new Map([...terms].map(([key, { factor, step }]) => [key, { factor: times(factor, by), step }])), constant: times(constant, by) };
}

/** The unknown part alone, its terms in one order and the first one plain, so that the same sum is always written the same way. */
export function normalized({ terms }: Linear): { readonly form: Linear; readonly by: Fraction; readonly key: string } {
  const sorted = [...terms].sort(([a], [b]) => (a < b ? -1 : 1));
  const by = sorted[0]?.[1].factor ?? ONE;
  const form: Linear = { terms: new Map(sorted.map(([key, { factor, step }]) => [key, { factor: dividedBy(factor, by), step }])), constant: ZERO };
  return { form, by, key: [...form.terms].map(([key, { factor }]) => `${keyOfFraction(factor)}*${key}`).join('+') };
}

/** What the sum is always a multiple of. */
export function stepOfSum({ terms }: Linear): Fraction | undefined {
  const steps = [...terms.values()].map(({ factor, step }) => (step === undefined ? undefined : times(step, factor)));
  const smallest = steps.reduce<Fraction | undefined>((least, step) => (least === undefined || step === undefined ? undefined : smaller(least, step)), steps[0]);
  return smallest !== undefined && steps.every((step) => step !== undefined && dividedBy(step, smallest).under === 1n) ? absolute(smallest) : undefined;
}

function smaller(a: Fraction, b: Fraction): Fraction {
  const [one, other] = [absolute(a), absolute(b)];
  return one.over * other.under < other.over * one.under ? one : other;
}

function absolute({ over, under }: Fraction): Fraction {
  return { over: over < 0n ? -over : over, under };
}
