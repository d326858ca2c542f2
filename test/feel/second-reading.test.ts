import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Scope } from '../../generator/feel/scope.ts';
import type { TypedExpression } from '../../generator/feel/typed-expression.ts';
import { conditionOf, negatedConditionOf, typescriptOf } from '../../generator/plan/expression/expression.ts';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { Decimal, exactDecimal } from '../../runtime/index.ts';
import { bindings, evaluate, type Given, names } from './evaluation.ts';
import { interpret, type Value, type World } from './interpreter.ts';
import { ratioOf, sign } from './interpreter-numbers.ts';
import { brief, date, decimal, decimalOf, duration, everything, expressionOf, fields, listOf, moment, optional, recordOf, text, valueOf, wholeNumber } from './places.ts';
import { typeExpression } from '../../generator/feel/typing/type-expression.ts';

/**
 * Random expressions over every kind of value that a model has, compiled and run, against a second reading of the same
 * typed tree that shares nothing with the generator and the runtime but the tree.
 */
const small = fc.integer({ min: -9, max: 9 }).map(String);
const position = fc.constantFrom('1', '2', '3', '-1', '-2', '-4');
const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const quoted = fc.constantFrom('""', '"a"', '"Ada"', '"da"', '"😀"', '" "', '"Z-9"', '"12.50"', '"\\u00e9t\\u00e9"');
const patterns = fc.constantFrom('"[a-m]"', '"[aeiou]+"', '"(.)a"', '"\\d"', '"^.?[A-Z]"', '"[^ -~]"', '"a{2}|b+?"', '"[a-z-[aeiou]]{2,3}"');
const lengths = fc.constantFrom('duration("P1D")', 'duration("PT36H")', 'duration("-PT90M")', 'duration("PT0.5S")', 'notice period');

/** One depth for all kinds together: an expression of three floors is as much as anybody writes. */
const NESTED = { maxDepth: 3, depthIdentifier: fc.createDepthIdentifier() };

interface Kinds {
  readonly number: string;
  readonly truth: string;
  readonly text: string;
  readonly day: string;
  readonly moment: string;
  readonly length: string;
}

const made = fc.letrec<Kinds>((tie) => ({
  number: fc.oneof(
    NESTED,
    fc.constantFrom('quantity', 'movements', 'amount', 'balance', 'rate', 'tax'),
    small,
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(fc.constantFrom('round half up', 'decimal', 'round down'), tie('number'), fc.integer({ min: 0, max: 4 })).map(([name, a, to]) => `${name}(n: ${a}, scale: ${to})`),
    tie('text').map((a) => `string length(${a})`),
    fc.tuple(tie('day'), fc.constantFrom('year', 'month', 'day', 'weekday')).map(([a, part]) => `(${a}).${part}`),
    tie('day').map((a) => `day of year(${a})`),
    fc.tuple(tie('length'), fc.constantFrom('days', 'hours', 'minutes', 'seconds')).map(([a, part]) => `(${a}).${part}`),
    fc.constantFrom('sqrt(rate)', 'log(rate)', 'sqrt(amount)', 'number(island code)', 'number(owner, ",", ".")', 'exp(movements)', 'balance / rate').map((a) => `(if ${a} = null then -1 else ${a})`),
    fc.constant('(if limit != null then limit else 0)'),
    fc.constantFrom('sum(numbers)', 'count(lines)', 'sum(lines.price)', 'sum(prices)', 'count(distinct values(words))', 'sum(for line in lines return line.quantity * line.price)', 'count(for x in numbers, y in numbers return x)', 'sum(for i in 1..4 return i * i)'),
    fc.constantFrom('min(numbers)', 'max(prices)', 'mean(numbers)', 'median(prices)', 'numbers[2]', 'numbers[-1]', 'prices[1]', 'index of(numbers, 1)[1]').map((a) => `(if ${a} = null then 0 else ${a})`),
    tie('number').map((a) => `count(lines[quantity > ${a}])`),
    tie('number').map((a) => `sum((for line in lines return if line.quantity > ${a} then { name: line.name, quantity: line.quantity + 1, price: line.price } else line).quantity)`),
    fc.constantFrom('sum(for line in lines[note != null and quantity > 0] return string length(line.note))', 'count(distinct values(lines[note != null].note))', 'sum(append(numbers, 7 - quantity))'),
    fc.constantFrom('(if count(numbers) > 0 then max(numbers) else 0)', '(if numbers = [] then 0 else min(numbers))', '(if count(lines) = 0 then 0 else max(lines.quantity) + min(distinct values(lines.quantity)))', '(if numbers != [] then count(remove(numbers, 1)) + count(insert before(numbers, 1, 5)) else -1)', '(if count(numbers) < 2 then 0 else list replace(numbers, 2, 5)[2])'),
    fc.constantFrom('(if quantity between 1 and count(numbers) then numbers[quantity] else -2)', '(if quantity > count(lines) or not(quantity >= 1) then 7 else count(remove(lines, quantity)))'),
    tie('number').map((a) => `sum(numbers[item < ${a}])`),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `max([${a}, ${b}, ${c}])`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `{first: ${a}, then some: first + ${b}}.then some`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
  ),
  truth: fc.oneof(
    NESTED,
    fc.constantFrom('numbers = reverse(numbers)', 'words = distinct values(words)', 'lines[1] != null', 'sort(numbers, function(a, b) a < b) = numbers', 'append(numbers, 3) = concatenate(numbers, [3])', 'list contains(numbers, quantity)'),
    tie('number').map((a) => `some line in lines satisfies line.quantity >= ${a}`),
    tie('number').map((a) => `every x in numbers satisfies x > ${a}`),
    tie('text').map((a) => `list contains(words, ${a})`),
    tie('text').map((a) => `some line in lines satisfies (line.name = ${a} or line.note != null and line.note = ${a})`),
    fc.constantFrom('urgent', 'step = done', 'step != old step', 'step in (done, failed)', 'reason != null', 'closed on = null', 'transfer id = null or transfer id = id', 'even(movements)', 'odd(quantity)'),
    fc.tuple(tie('number'), order, tie('number')).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(tie('text'), order, tie('text')).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(tie('day'), order, tie('day')).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(tie('moment'), order, tie('moment')).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(tie('length'), order, tie('length')).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(tie('day'), tie('day'), tie('day')).map(([a, b, c]) => `(${a} between ${b} and ${c})`),
    fc.tuple(tie('text'), quoted, quoted).map(([a, b, c]) => `${a} in (${b}, [${b}..${c}))`),
    fc.tuple(fc.constantFrom('contains', 'starts with', 'ends with'), tie('text'), tie('text')).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(tie('text'), patterns, fc.constantFrom('', ', "i"')).map(([a, pattern, flags]) => `matches(${a}, ${pattern}${flags})`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([a, word, b]) => `(${a} ${word} ${b})`),
    tie('truth').map((a) => `not(${a})`),
    fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
  ),
  text: fc.oneof(
    NESTED,
    fc.constantFrom('owner', 'island code'),
    quoted,
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(fc.constantFrom('upper case', 'lower case'), tie('text')).map(([name, a]) => `${name}(${a})`),
    fc.tuple(fc.constantFrom('substring before', 'substring after'), tie('text'), tie('text')).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(fc.constantFrom('owner', 'island code'), position).map(([a, at]) => `substring(${a}, ${at})`),
    fc.tuple(fc.constantFrom('owner', 'island code'), position, fc.integer({ min: 1, max: 3 })).map(([a, at, count]) => `substring(string: ${a}, start position: ${at}, length: ${count})`),
    fc.tuple(tie('text'), patterns, fc.constantFrom('"<$0>"', '""', '"\\$"')).map(([a, pattern, by]) => `replace(${a}, ${pattern}, ${by})`),
    fc.constant('(if substring(owner, movements) = null then "none" else substring(owner, movements))'),
    fc.constant('(if reason = null then "none" else reason)'),
    tie('number').map((a) => `string(${a})`),
    fc.constantFrom('string join(words, "-")', 'string join(for line in lines return line.name, ", ")', 'string join(for line in lines return (if line.note = null then "-" else line.note))', '(if words[1] = null then "" else words[1])', 'string join(split(owner, "[ .]+"), "|")'),
    tie('day').map((a) => `string(${a})`),
    tie('day').map((a) => `day of week(${a})`),
    fc.constantFrom('month of year(due on)', 'string(urgent)', 'string(step)'),
    fc.tuple(tie('truth'), tie('text'), tie('text')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
  ),
  day: fc.oneof(
    NESTED,
    fc.constantFrom('due on', 'order date', 'today', 'date("2024-02-29")', '@"1999-12-31"'),
    fc.tuple(tie('day'), fc.constantFrom('+', '-'), tie('length')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('day'), fc.constantFrom('+', '-'), fc.constantFrom('duration("P1M")', 'duration("P1Y2M")', '@"-P3M"')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.constant('(if closed on = null then today else closed on)'),
    fc.tuple(tie('truth'), tie('day'), tie('day')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
  ),
  moment: fc.oneof(
    NESTED,
    fc.constantFrom('now', 'opened at', 'date and time("2026-03-04T10:00:00Z")'),
    fc.tuple(tie('moment'), fc.constantFrom('+', '-'), tie('length')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('truth'), tie('moment'), tie('moment')).map(([c, a, b]) => `(if ${c} then ${a} else ${b})`),
  ),
  length: fc.oneof(
    NESTED,
    lengths,
    fc.tuple(lengths, fc.constantFrom('+', '-'), tie('length')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('day'), tie('day')).map(([a, b]) => `(${a} - ${b})`),
    fc.tuple(tie('moment'), tie('moment')).map(([a, b]) => `(${a} - ${b})`),
    fc.tuple(lengths, fc.constantFrom('2', '0.5', '-3')).map(([a, by]) => `(${a} * ${by})`),
  ),
}));

const wholes = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 40));
const units = fc.oneof(fc.bigInt({ min: -10n, max: 10n }), fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }));
const words = fc.oneof(fc.array(fc.constantFrom('a', 'b', 'A', 'Z', ' ', '1', '.', '😀', 'é', 'ß'), { maxLength: 6 }).map((parts) => parts.join('')), fc.constantFrom('12.50', '-3', '1,000', 'Ada Lovelace'));
const days = fc.integer({ min: -40_000, max: 40_000 }).map((count) => Temporal.PlainDate.from('2026-03-04').add({ days: count }));
const moments = fc.bigInt({ min: -(10n ** 18n), max: 4n * 10n ** 18n }).map((nanoseconds) => Temporal.Instant.fromEpochNanoseconds(nanoseconds));
const steps = fc.constantFrom('withdrawing', 'done', 'failed', 'not paid');
const ids = fc.constantFrom('6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', '00000000-0000-4000-8000-000000000000');

const lines = fc.array(fc.record({ name: words, quantity: fc.integer({ min: -3, max: 9 }), price: units, note: fc.option(words) }), { maxLength: 4 });
const values = fc.record({
  numbers: fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 5 }), prices: fc.array(units, { maxLength: 4 }), words: fc.array(words, { maxLength: 4 }), lines,
  quantity: wholes, movements: wholes, amount: units, balance: units, tax: units, rate: units, limit: fc.option(units), urgent: fc.boolean(), owner: words, islandCode: words, reason: fc.option(words),
  dueOn: days, orderDate: days, today: days, closedOn: fc.option(days), openedAt: moments, now: moments, step: steps, oldStep: steps, id: ids, transferId: fc.option(ids),
  noticePeriod: fc.integer({ min: -200_000, max: 200_000 }).map((seconds) => Temporal.Duration.from({ seconds })),
});
type Values = typeof values extends fc.Arbitrary<infer V> ? V : never;

function worldOf(given: Values): { readonly given: Given; readonly world: World } {
  const { quantity, movements, amount, balance, tax, rate, limit, urgent, owner, islandCode, reason, dueOn, orderDate, today, closedOn, openedAt, now, step, oldStep, id, transferId, noticePeriod } = given;
  const scaled = (over: bigint, digits: number): Value => ({ over, under: 10n ** BigInt(digits) });
  const world: World = new Map<string, Value>([
    ['command.quantity', scaled(BigInt(quantity), 0)], ['state.movements', scaled(BigInt(movements), 0)], ['command.amount', scaled(amount, 2)], ['state.balance', scaled(balance, 2)], ['command.tax', scaled(tax, 4)],
    ['command.rate', scaled(rate, 6)], ['state.limit', limit === null ? null : scaled(limit, 2)], ['command.urgent', urgent], ['state.owner', owner], ['state.islandCode', islandCode], ['command.reason', reason],
    ['command.dueOn', dueOn], ['command.orderDate', orderDate], ['today', today], ['state.closedOn', closedOn], ['state.openedAt', openedAt], ['now', now], ['state.step', step], ['state.oldStep', oldStep],
    ['event.numbers', given.numbers.map((each) => scaled(BigInt(each), 0))], ['event.prices', given.prices.map((each) => scaled(each, 2))], ['event.words', given.words],
    ['event.lines', given.lines.map((line) => new Map<string, Value>([['name', line.name], ['quantity', scaled(BigInt(line.quantity), 0)], ['price', scaled(line.price, 2)], ['note', line.note]]))],
    ['state.id', id], ['state.transferId', transferId], ['state.noticePeriod', noticePeriod],
  ]);
  const command = { quantity, amount, tax, rate: exactDecimal(rate, 6), urgent, reason, dueOn, orderDate };
  const state = { movements, balance, limit, owner, islandCode, closedOn, openedAt, step, oldStep, id, transferId, noticePeriod };
  const event = { numbers: given.numbers, prices: given.prices, words: given.words, lines: given.lines };
  return { given: { command, state, event, context: { now, today } }, world };
}

const line = recordOf('Order line', { name: text, quantity: wholeNumber, price: decimalOf(2), note: optional(text) });
const withLists: Scope = {
  ...everything,
  owners: [...everything.owners, { role: { kind: 'event' }, name: 'Order placed', bare: true, fields: fields({ numbers: listOf(wholeNumber), prices: listOf(decimalOf(2)), words: listOf(text), lines: listOf(line) }) }],
};

let [tried, sound] = [0, 0];

/** Nothing where the language finds something wrong with the expression: that is counted, and must be rare. */
function soundOf(written: string, type?: ValueType): TypedExpression | undefined {
  const { typed, diagnostics } = typeExpression(expressionOf(written), withLists, type === undefined ? { kind: 'condition' } : valueOf(type));
  tried += 1;
  if (typed !== undefined) sound += 1;
  else if (diagnostics.length === 0) throw new Error(`${written} is refused without a word`);
  else if (process.env['SHOW_REFUSALS'] === '1') process.stdout.write(`${written}\n  ${diagnostics.map((each) => `${brief(each)} ${each.sentence}`).join('\n  ')}\n`);
  return typed;
}

function expectSame(result: unknown, expected: Value, written: string): void {
  const shown = { written, result: String(result), expected: typeof expected === 'object' && expected !== null && 'over' in expected ? `${expected.over}/${expected.under}` : String(expected) };
  expect({ ...shown, same: isSame(result, expected) }).toEqual({ ...shown, same: true });
}

function isSame(result: unknown, expected: Value): boolean {
  if (typeof expected === 'object' && expected !== null && 'over' in expected) return Decimal.isDecimal(result) && sign(ratioOf(result.toFixed()), expected) === 0;
  if (expected instanceof Temporal.PlainDate) return result instanceof Temporal.PlainDate && result.equals(expected);
  if (expected instanceof Temporal.Instant) return result instanceof Temporal.Instant && result.equals(expected);
  if (expected instanceof Temporal.Duration) return result instanceof Temporal.Duration && Temporal.Duration.compare(result, expected) === 0;
  return Object.is(result, expected);
}

const RUNS = { numRuns: Number(process.env["RUNS"] ?? 400) };

test('a random condition holds where a second reading of it holds, and its negation elsewhere', () => {
  fc.assert(
    fc.property(made.truth, values, (written, given) => {
      const expression = soundOf(written);
      if (expression === undefined) return;
      const { given: things, world } = worldOf(given);
      const expected = interpret(expression, world);
      expectSame(evaluate(conditionOf(expression, bindings), things), expected, written);
      expectSame(evaluate(negatedConditionOf(expression, bindings), things), expected !== true, `not: ${written}`);
    }),
    RUNS,
  );
});

const kinds: readonly (readonly [name: string, made: fc.Arbitrary<string>, type: ValueType])[] = [
  ['number', made.number, decimal], ['text', made.text, text], ['date', made.day, date], ['moment', made.moment, moment], ['duration', made.length, duration],
];

test.each(kinds)('a random %s is what a second reading of it gives', (_, arbitrary, type) => {
  fc.assert(
    fc.property(arbitrary, values, (written, given) => {
      const expression = soundOf(written, type);
      if (expression === undefined) return;
      const { given: things, world } = worldOf(given);
      expectSame(evaluate(typescriptOf(expression, bindings, type, names), things), interpret(expression, world), written);
    }),
    RUNS,
  );
});

test('nearly all of these expressions are sound', () => {
  expect(sound / tried).toBeGreaterThan(0.8);
});
