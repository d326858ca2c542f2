import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TypedExpression } from '../../generator/feel/typed-expression.ts';
import { conditionOf, negatedConditionOf, typescriptOf } from '../../generator/plan/expression/expression.ts';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { Decimal, exactDecimal } from '../../runtime/index.ts';
import { bindings, evaluate, type Given, names } from './evaluation.ts';
import { withFunctions } from './declared.ts';
import { interpret, ratio, type Ratio, type Value, type World } from './interpreter.ts';
import { brief, decimal, decimalOf, typed, valueOf, wholeNumber } from './places.ts';

const literal = fc.oneof(fc.integer({ min: 0, max: 1000 }).map(String), fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 999 })).map(([a, b]) => `${a}.${b}`));
const divisor = fc.oneof(fc.integer({ min: 1, max: 400 }).map(String), fc.constantFrom('0.5', '0.03', '-7', '12.25'));
const field = fc.constantFrom('quantity', 'movements', 'amount', 'balance', 'tax', 'rate', 'bonus.balance');
const roundings = fc.constantFrom('round up', 'round down', 'round half up', 'round half down', 'decimal', 'floor', 'ceiling');
const scale = fc.integer({ min: -2, max: 5 }).map(String);

const { number, condition } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    field,
    literal,
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([a, sign, b]) => `${a} ${sign} (${b})`),
    fc.tuple(tie('number'), fc.constantFrom('+', '-'), field).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('number'), divisor).map(([a, b]) => `(${a}) / ${b}`),
    fc.tuple(roundings, tie('number'), divisor, scale).map(([name, a, b, to]) => `${name}((${a}) / ${b}, ${to})`),
    fc.tuple(roundings, tie('number'), scale).map(([name, a, to]) => `${name}(${a}, ${to})`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(tie('number'), divisor).map(([a, b]) => `modulo(${a}, ${b})`),
    tie('number').map((a) => `abs(${a})`),
    tie('number').map((a) => `-(${a})`),
    field.map((a) => `${a} ** 2`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([test, a, b]) => `(if ${test} then ${a} else ${b})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([test, a, b]) => `chosen of both(${test}, ${a}, ${b})`),
    fc.tuple(tie('number'), tie('condition'), field).map(([a, test, b]) => `Chosen of both(one: ${a}, first: ${test}, the other: ${b})`),
    fc.constantFrom('quantity', 'movements', '12').map((a) => `passed on(${a})`),
  ),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constant('urgent'),
    fc.tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number')).map(([a, sign, b]) => `${a} ${sign} ${b}`),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
    fc.tuple(field, literal, literal, field).map(([a, b, c, d]) => `(${a} in (${b}, [${c}..${d}], > ${b}))`),
    fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('condition').map((a) => `not(${a})`),
    fc.constantFrom('quantity', 'movements').map((a) => `even(${a})`),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([test, a, b]) => `(if ${test} then ${a} else ${b})`),
  ),
}));

const wholes = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.maxSafeInteger(), fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1));
const units = fc.oneof(fc.bigInt({ min: -10n, max: 10n }), fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }));

const values = fc.record({ quantity: wholes, movements: wholes, amount: units, balance: units, tax: units, held: units, rateUnits: units, rateDigits: fc.integer({ min: 0, max: 12 }), urgent: fc.boolean() });

type Values = typeof values extends fc.Arbitrary<infer V> ? V : never;

function worldOf(given: Values): { readonly given: Given; readonly world: World } {
  const { quantity, movements, amount, balance, tax, held, rateUnits, rateDigits, urgent } = given;
  const whole = (value: number): Ratio => ({ over: BigInt(value), under: 1n });
  const scaled = (over: bigint, digits: number): Ratio => ({ over, under: 10n ** BigInt(digits) });
  const world = new Map<string, Value>([
    ['command.quantity', whole(quantity)], ['state.movements', whole(movements)], ['command.amount', scaled(amount, 2)], ['state.balance', scaled(balance, 2)], ['command.tax', scaled(tax, 4)],
    ['look-up.balance', scaled(held, 2)], ['command.rate', scaled(rateUnits, rateDigits)], ['command.urgent', urgent],
  ]);
  return { given: { command: { quantity, amount, tax, rate: exactDecimal(rateUnits, rateDigits), urgent }, state: { movements, balance }, bonus: { balance: held } }, world };
}

function soundOf(written: string, type?: ValueType): TypedExpression | undefined {
  const { typed: expression, diagnostics } = typed(written, type === undefined ? { kind: 'condition' } : valueOf(type), withFunctions);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  // A divisor of ours is never zero, so nothing may be wrong with an expression made here.
  if (expression === undefined) throw new Error(`${written}\n${errors.map((each) => `${brief(each)}: ${each.sentence}`).join('\n')}`);
  return expression;
}

test('a generated condition holds where an exact reading of the expression says so, and its negation elsewhere', () => {
  fc.assert(
    fc.property(condition, values, (written, given) => {
      const expression = soundOf(written);
      if (expression === undefined) return;
      const { given: things, world } = worldOf(given);
      const expected = interpret(expression, world);
      expect([evaluate(conditionOf(expression, bindings), things), evaluate(negatedConditionOf(expression, bindings), things)]).toEqual([expected, expected !== true]);
    }),
    { numRuns: 500 },
  );
});

test('a generated value is, digit for digit, what an exact reading of the expression gives', () => {
  fc.assert(
    fc.property(number, values, (written, given) => {
      const { given: things, world } = worldOf(given);
      for (const type of placesFor(soundOf(written, decimal))) {
        const expression = soundOf(written, type);
        if (expression === undefined) continue;
        const result = evaluate(typescriptOf(expression, bindings, type, names), things);
        const expected = ratio(interpret(expression, world));
        if (typeof result === 'number' && !Number.isSafeInteger(result)) {
          // Beyond what a whole number may be, which is a broken limit wherever it is used.
          expect(expected.over >= 2n ** 53n * expected.under || expected.over <= -(2n ** 53n) * expected.under).toBe(true);
          continue;
        }
        expect(Object.is(result, -0)).toBe(false);
        expect(asRatio(result, type)).toEqual(reduced(expected));
      }
    }),
    { numRuns: 500 },
  );
});

/** A decimal of any digits, and the exact place for what it is. */
function placesFor(expression: TypedExpression | undefined): readonly ValueType[] {
  const type = expression?.type;
  if (type?.kind === 'whole number') return [decimal, wholeNumber, decimalOf(2)];
  return type?.kind === 'decimal' && type.digits !== undefined ? [decimal, decimalOf(type.digits), decimalOf(type.digits + 2)] : [decimal];
}

function asRatio(result: unknown, type: ValueType): Ratio {
  if (typeof result === 'number') return reduced({ over: BigInt(result), under: 1n });
  if (typeof result === 'bigint' && type.kind === 'decimal') return reduced({ over: result, under: 10n ** BigInt(type.digits ?? 0) });
  if (!Decimal.isDecimal(result)) throw new Error(`Not a number: ${String(result)}`);
  const [whole = '0', fraction = ''] = result.toFixed().split('.');
  return reduced({ over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) });
}

function reduced({ over, under }: Ratio): Ratio {
  const common = greatestCommonDivisor(over < 0n ? -over : over, under);
  return common === 0n ? { over: 0n, under: 1n } : { over: over / common, under: under / common };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
