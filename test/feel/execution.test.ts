import { describe, expect, test } from 'vitest';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { dateAndTime, decimal as decimalType, duration as durationType, date as dateType, exactDecimal, quotient, roundedQuotient } from '../../runtime/index.ts';
import { conditionCode, evaluate, type Given, negatedCode, valueCode } from './evaluation.ts';
import { date, decimal, decimalOf, duration, money, moment, optional, text, wholeNumber } from './places.ts';

const given: Given = {
  command: { accountNumber: 'NL000001', amount: 50_00n, quantity: 7, rate: exactDecimal(125n, 3), dueOn: dateType.parse('2026-03-01'), reason: null, urgent: false, tax: 12345n, orderDate: dateType.parse('2026-02-28') },
  state: {
    accountNumber: 'NL000002', owner: 'Ada 🦊 Lovelace', balance: 20_05n, movements: 3, step: 'done', oldStep: 'failed', transferId: null, id: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11',
    openedAt: dateAndTime.parse('2026-01-01T12:00:00Z'), closedOn: null, limit: null, weight: 1500n, noticePeriod: durationType.parse('PT36H'), islandCode: 'X',
  },
  bonus: { accountNumber: 'NL000007', balance: 0n, holder: null },
  context: { now: dateAndTime.parse('2026-01-03T00:00:00Z'), today: dateType.parse('2026-03-01') },
  event: { occurredAt: dateAndTime.parse('2026-01-03T00:00:00Z'), revision: 4 },
  refusal: 'Not paid',
};

const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null ? value.toString() : value);
const valueOf = (written: string, type: ValueType): unknown => plain(evaluate(valueCode(written, type), given));

describe('Numbers are exact', () => {
  test.each<[string, ValueType, unknown]>([
    ['0.1 + 0.2', decimal, '0.3'],
    ['0.1 + 0.2', money, 30n],
    ['0.1 * 3', decimalOf(1), 3n],
    ['round half up(1.005, 2)', money, 1_01n],
    ['round half down(1.005, 2)', money, 1_00n],
    ['decimal(1.005, 2)', money, 1_00n],
    ['decimal(1.015, 2)', money, 1_02n],
    ['round half up(-0.5, 0)', wholeNumber, -1],
    ['round half down(-0.5, 0)', wholeNumber, 0],
    ['round up(-0.1, 0)', wholeNumber, -1],
    ['round down(-0.9, 0)', wholeNumber, 0],
    ['floor(-0.1)', wholeNumber, -1],
    ['ceiling(-0.9)', wholeNumber, 0],
    ['floor(1.56, 1)', decimalOf(1), 15n],
    ['round half up(1250 / 100, -1)', wholeNumber, 10],
    ['round half up(2.5, 0)', wholeNumber, 3],
    ['decimal(2.5, 0)', wholeNumber, 2],
    ['1 / 3', decimal, '0.3333333333333333333333333333333333'],
    ['2 / 3', decimal, '0.6666666666666666666666666666666667'],
    ['amount / movements', optional(decimal), '16.66666666666666666666666666666667'],
    ['round half up(amount / 3, 2)', money, 16_67n],
    ['amount * rate', decimal, '6.25'],
    ['modulo(-7, 3)', wholeNumber, 2],
    ['modulo(7, -3)', wholeNumber, -2],
    ['modulo(7.5, 2)', decimalOf(1), 15n],
    ['2 ** 10', wholeNumber, 1024],
    ['1.1 ** 2', decimal, '1.21'],
    ['-movements', wholeNumber, -3],
    ['- -movements', wholeNumber, 3],
    ['abs(balance - amount)', money, 29_95n],
    ['min(amount, balance, 30)', money, 20_05n],
    ['max(quantity, movements)', wholeNumber, 7],
    ['12345678901234567890.12 + 0.01', money, 1234567890123456789013n],
  ])('%s', (written, type, expected) => {
    expect(valueOf(written, type)).toBe(expected);
  });

  test('a rounded quotient is rounded once', () => {
    // To 34 digits it would be 0.5 exactly, and then half even goes down.
    expect(roundedQuotient(5n * 10n ** 40n + 1n, 10n ** 41n, 'half even')).toBe(1n);
    expect(quotient(5n * 10n ** 40n + 1n, 10n ** 41n).toString()).toBe('0.5');
  });

  test('nothing is divided by zero', () => {
    expect(() => quotient(1n, 0n)).toThrow('Division by zero.');
    expect(evaluate(valueCode('amount / bonus.balance', optional(decimal)), given)).toBe(null);
    expect(evaluate(conditionCode('bonus.balance != 0 and amount / bonus.balance > 1'), given)).toBe(false);
  });

  test('whole numbers at the end of their range are compared exactly', () => {
    const at = (quantity: number, movements: number): Given => ({ ...given, command: { quantity }, state: { movements } });
    const most = Number.MAX_SAFE_INTEGER;
    expect(evaluate(conditionCode('quantity + 2 > movements + 1'), at(most, most))).toBe(true);
    expect(evaluate(conditionCode('quantity + 1 = movements + 2'), at(most, most - 1))).toBe(true);
    expect(evaluate(conditionCode('quantity + 1 = movements'), at(most, most))).toBe(false);
    expect(evaluate(conditionCode('quantity * 3 - quantity * 2 = movements'), at(most, most))).toBe(true);
    expect(Object.is(evaluate(valueCode('quantity * movements', wholeNumber), at(0, -1)), 0)).toBe(true);
  });
});

describe('Text and time', () => {
  test.each<[string, ValueType, unknown]>([
    ['owner + ", " + string(amount) + " " + string(quantity) + " " + string(rate) + " " + string(urgent)', text, 'Ada 🦊 Lovelace, 50.00 7 0.125 false'],
    ['string(due on) + " " + string(now) + " " + string(step) + " " + string(id)', text, '2026-03-01 2026-01-03T00:00:00Z done 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11'],
    ['string length(owner)', wholeNumber, 14],
    ['substring(owner, 5, 1)', text, '🦊'],
    ['substring(owner, -8)', text, 'Lovelace'],
    ['upper case(owner)', text, 'ADA 🦊 LOVELACE'],
    ['"a\\"b\\u0041\\n"', text, 'a"bA\n'],
    ['due on + duration("P1D")', date, '2026-03-02'],
    ['due on - duration("PT1H")', date, '2026-02-28'],
    ['due on - date("2026-02-01")', duration, 'P28D'],
    ['opened at + notice period', moment, '2026-01-03T00:00:00Z'],
    ['duration("P1D") + now', moment, '2026-01-04T00:00:00Z'],
    ['now - opened at', duration, 'PT36H'],
    ['notice period + duration("P1D")', duration, 'P2DT12H'],
    ['@"2026-02-03"', date, '2026-02-03'],
  ])('%s', (written, type, expected) => {
    expect(valueOf(written, type)).toBe(expected);
  });
});

describe('Conditions', () => {
  test.each<[string, boolean]>([
    ['due on = today and order date < today', true],
    ['now - opened at = notice period', true],
    ['now - opened at = duration("P1DT12H")', true],
    ['opened at + duration("P1D") < now', true],
    ['owner < "Adb" and "\u{1F98A}" > "\uFFFD"', true],
    ['contains(owner, "Love") and starts with(owner, "Ada") and not(ends with(owner, "Ada"))', true],
    ['step in (done, failed) and old step in failed and urgent = false', true],
    ['urgent and urgent or true', true],
    ['amount in [50..60] and urgent or movements = 3', true],
    ['movements = 3 or amount in [50..60] and urgent', true],
    ['urgent and amount in 50 or movements = 3', true],
    ['amount in > 50 or movements in < 4 and quantity in (7)', true],
    ['amount in ]50..60]', false],
    ['amount in (50..60)', false],
    ['amount in [50..60)', true],
    ['amount in (1, [40..50])', true],
    ['2 + 3 * 4 = 14 and (2 + 3) * 4 = 20 and 10 - 4 - 3 = 3', true],
    ['-2 ** 2 = 4', true],
    ['limit = null and closed on = null', true],
    ['if limit = null then amount > 1 else limit > 1', true],
    ['transfer id = null or transfer id = id', true],
    ['id = "6B0C5F3E-4A53-4F0E-9D5C-0F3C9C1F2A11"', true],
    ['rate = 0.125 and rate < 9 and rate > 0.0999', true],
    ['even(movements + 1) and odd(movements)', true],
  ])('%s', (written, expected) => {
    expect(evaluate(conditionCode(written), given)).toBe(expected);
    expect(evaluate(negatedCode(written), given)).toBe(!expected);
  });
});

test('a decimal takes part in everything as it was written', () => {
  expect(plain(evaluate(valueCode('rate * 2 + 1', decimal), { ...given, command: { rate: decimalType.parse('0.00000000000000000000000000000000000000001') } }))).toBe('1.00000000000000000000000000000000000000002');
});
