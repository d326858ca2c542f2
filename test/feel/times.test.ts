import { describe, expect, test } from 'vitest';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { dateAndTime, date as dateType, duration as durationType, exactDecimal } from '../../runtime/index.ts';
import { conditionCode, evaluate, type Given, negatedCode, valueCode } from './evaluation.ts';
import { brief, date, decimal, duration, moment, optional, text, typed, valueOf, wholeNumber } from './places.ts';

const given: Given = {
  command: { accountNumber: 'NL000001', amount: 50_00n, quantity: 7, rate: exactDecimal(125n, 3), dueOn: dateType.parse('2026-03-01'), reason: null, urgent: false, tax: 12345n, orderDate: dateType.parse('2026-02-28') },
  state: {
    accountNumber: 'NL000002', owner: '2026-05-01', balance: 20_05n, movements: 3, step: 'done', oldStep: 'failed', transferId: null, id: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11',
    openedAt: dateAndTime.parse('2026-01-01T23:30:00Z'), closedOn: null, limit: null, weight: 1500n, noticePeriod: durationType.parse('PT36H'), islandCode: 'X',
  },
  bonus: { accountNumber: 'NL000007', balance: 0n, holder: null },
  context: { now: dateAndTime.parse('2026-07-03T22:15:01.5Z'), today: dateType.parse('2026-07-04') },
};

const answer = (written: string, type: ValueType): unknown => {
  const value = evaluate(valueCode(written, type), given);
  return typeof value === 'object' && value !== null ? value.toString() : value;
};

describe('What the fields of a model say of time', () => {
  test.each<[string, boolean]>([
    ['due on + duration("P7D") < today and due on < today', true],
    ['now - opened at > duration("P182D") and now - opened at < duration("P183D")', true],
    ['today - due on = duration("P125D") and today - due on > notice period', true],
    ['due on between date("2026-01-01") and today', true],
    ['due on in [order date..today] and due on in (order date..today) and not(due on in (> today))', true],
    ['today in (due on, order date, > date("2026-07-01"))', true],
    ['due on.year = 2026 and due on.month = 3 and due on.day = 1 and due on.weekday = 7', true],
    ['day of week(due on) = "Sunday" and month of year(due on) = "March" and day of year(due on) = 60 and week of year(due on) = 9', true],
    ['due on - duration("P1M") = date(2026, 2, 1) and date("2026-01-31") + duration("P1M") = order date', true],
    ['years and months duration(order date, today) = duration("P4M")', true],
    ['notice period = duration("P1DT12H") and notice period.days = 1 and notice period.hours = 12', true],
    ['notice period * 2 = duration("P3D") and notice period / 2 = duration("PT18H") and -notice period < duration("PT0S") and abs(-notice period) = notice period', true],
    ['notice period / duration("PT24H") = 1.5', true],
    ['before(due on, today) and during(due on, [order date..today]) and meets([order date..due on], [due on..today])', true],
    ['date(owner) != null and date(owner) > due on and date(owner).month = 5', true],
    ['date(quantity, 13, 1) = null and date(2026, quantity, 31) != null', true],
    ['time(owner) = null and date and time(island code) = null and duration(island code) = null', true],
  ])('%s', (written, expected) => {
    expect(evaluate(conditionCode(written), given)).toBe(expected);
    expect(evaluate(negatedCode(written), given)).toBe(!expected);
  });

  test.each<[string, ValueType, unknown]>([
    ['date(owner)', optional(date), '2026-05-01'],
    ['date(island code)', optional(date), null],
    ['due on + notice period', date, '2026-03-02'],
    ['opened at + duration("P1M")', moment, '2026-02-01T23:30:00Z'],
    ['now + duration("P4M")', moment, '2026-11-03T23:15:01.5Z'],
    ['date and time("2026-01-01T10:00:00+01:00")', moment, '2026-01-01T09:00:00Z'],
    ['date and time("2026-07-01T10:00:00@Europe/Paris")', moment, '2026-07-01T08:00:00Z'],
    ['if urgent then now else date and time("2026-01-01T10:00:00Z")', moment, '2026-01-01T10:00:00Z'],
    ['duration("P1D") * quantity', duration, 'P7D'],
    ['notice period * rate', duration, 'PT4H30M'],
    ['quantity - due on.day', wholeNumber, 6],
    ['notice period / duration("PT1H")', decimal, '36'],
    ['duration("P3D") / notice period', optional(decimal), '2'],
    ['string(notice period) + " " + string(-duration("P14M")) + " " + string(due on) + " " + string(duration("PT0S"))', text, 'P1DT12H -P1Y2M 2026-03-01 PT0S'],
  ])('%s', (written, type, expected) => {
    expect(answer(written, type)).toBe(expected);
  });
});

describe('A moment is shown by the clock of the model', () => {
  test.each<[string, boolean]>([
    ['opened at.year = 2026 and opened at.day = 2 and opened at.hour = 0 and opened at.minute = 30', true],
    ['now.day = 4 and now.weekday = 6 and now.second = 1.5 and date(now) = today', true],
    ['now.timezone = "Europe/Berlin" and now.time offset = duration("PT2H") and opened at.time offset = duration("PT1H")', true],
    ['time(opened at) = time("00:30:00") and time(now) > time("00:15:00")', true],
    ['day of week(opened at) = "Friday"', true],
    ['date and time(opened at, "Asia/Tokyo").hour = 8 and date and time(opened at, "Asia/Tokyo") = date and time("2026-01-02T08:30:00@Asia/Tokyo")', true],
    ['opened at = date and time("2026-01-02T00:30:00+01:00") and opened at < date and time("2026-01-02T00:30:00@Europe/London")', true],
    ['date and time(today, time("10:00:00")) < date and time("2026-07-04T10:00:01")', true],
  ])('%s', (written, expected) => {
    expect(evaluate(conditionCode(written), given)).toBe(expected);
  });
});

describe('What does not go together is refused', () => {
  test.each<[string, string]>([
    ['opened at > date and time("2026-01-01T10:00:00")', 'no-zone-beside-moment at 13 «date and time("2026-01-01T10:00:00")»'],
    ['opened at = date and time(owner)', 'may-be-missing at 13 «date and time(owner)»'],
    ['now - date and time("2026-01-01T10:00:00") > duration("P1D")', 'time-arithmetic at 1 «now - date and time("2026-01-01T10:00:00")»'],
    ['now() > opened at', 'other-word at 1 «now()»'],
    ['due on < today()', 'other-word at 10 «today()»'],
    ['today > now', 'different-kinds at 1 «today > now»'],
    ['duration("P1M") < duration("P31D")', 'months-in-duration at 1 «duration("P1M") < duration("P31D")»'],
    ['due on + duration("P1M") + 1 > today', 'time-arithmetic at 1 «due on + duration("P1M") + 1»'],
    ['time("10:00:00") + duration("P1M") = time("10:00:00")', 'time-arithmetic at 1 «time("10:00:00") + duration("P1M")»'],
    ['notice period / quantity > duration("P1D")', 'divisor-may-be-zero at 1 «notice period / quantity»'],
    ['duration("P3D") / notice period > 1', 'may-be-missing at 1 «duration("P3D") / notice period»'],
    ['time("10:00:00@Europe/Paris") < time("10:00:00Z")', 'not-supported-in-expression at 33 «time("10:00:00Z")»'],
    ['due on in ["a".."c"]', 'different-kinds at 11 «["a".."c"]»'],
    ['due on in [1..today]', 'different-kinds at 11 «[1..today]»'],
    ['meets(quantity, [1..5])', 'not-for-function at 1 «meets(quantity, [1..5])»'],
    ['before(quantity, ["a".."b"])', 'not-for-function at 1 «before(quantity, ["a".."b"])»'],
    ['[true..false] = [1..2]', 'no-order at 1 «[true..false]»'],
    ['range("[..2]") = [1..2]', 'not-a-time at 1 «range("[..2]")»'],
    ['date("2026-02-29") = today', 'not-a-time at 1 «date("2026-02-29")»'],
    ['date(2026, 2, 29) = today', 'not-a-time at 1 «date(2026, 2, 29)»'],
    ['amount instance of Account', 'not-supported-in-expression at 20 «Account»'],
    ['date and time(opened at, owner) = now', 'unknown-zone at 26 «owner»'],
    ['due on.hour = 1', 'no-parts at 8 «hour»'],
  ])('%s', (written, expected) => {
    const { diagnostics } = typed(written);
    expect(diagnostics.map(brief)).toEqual([expected]);
  });

  test('also as the value of a field', () => {
    const found = (written: string, type: ValueType): readonly string[] => typed(written, valueOf(type)).diagnostics.map(brief);
    expect(found('duration("P1M")', duration)).toEqual(['months-in-duration at 1 «duration("P1M")»']);
    expect(found('date and time("2026-01-01T10:00:00")', moment)).toEqual(['no-zone-beside-moment at 1 «date and time("2026-01-01T10:00:00")»']);
    expect(found('time("10:00:00")', text)).toEqual(['wrong-type at 1 «time("10:00:00")»']);
    expect(found('[1..2]', wholeNumber)).toEqual(['wrong-type at 1 «[1..2]»']);
  });
});
