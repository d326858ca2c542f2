import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { calendarOffset, calendarTime, calendarTimeAfter, calendarTimeFrom, calendarTimeSince, calendarTimeText, clockTimeIn, compareCalendarTimes, identicalCalendarTime, inZone, momentFrom, momentOf, monthsAfter, sameCalendarTime, withZone } from '../../runtime/message/calendar-times.ts';
import { clockTime, clockTimeFrom, clockTimeOf, clockTimeText, identicalTime, sameTime, secondOf, timeAfter, timeOffset, timeSince, timeZone } from '../../runtime/message/clock-times.ts';
import { dateFrom, dateOf, dateText, dayOfWeek, monthOfYear, weekOfYear } from '../../runtime/message/dates.ts';
import { durationFrom, durationOver, durationRatio, durationText, durationTimes, secondsOf } from '../../runtime/message/day-durations.ts';
import { monthDurationFrom, monthDurationText, monthsBetween, monthsOver, monthsPlus, monthsRatio, monthsTimes } from '../../runtime/message/month-durations.ts';
import { intervals, isWithin, onlyValue, type Range, sameRange } from '../../runtime/message/ranges.ts';

const duration = (text: string): Temporal.Duration => Temporal.Duration.from(text);
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

describe('Durations', () => {
  test.each([['PT36H', 'P1DT12H'], ['PT0.5S', 'PT0.5S'], ['-PT90S', '-PT1M30S'], ['PT0S', 'PT0S'], ['-P0D', 'PT0S'], ['PT1000000S', 'P11DT13H46M40S']])('%s is %s', (written, text) => {
    const read = durationFrom(written);
    expect(read === null ? null : durationText(read)).toBe(text);
  });

  test.each(['P1Y', 'P', 'PT', 'P1DT', 'P1W', 'PT1.5H', 'pt1h', 'P-1D', '', 'P1Y2D', 'P99999999999999999999D'])('"%s" is none of days and time', (written) => {
    expect(durationFrom(written)).toBe(null);
  });

  test('are multiplied and divided exactly', () => {
    expect(durationText(durationTimes(duration('P4DT1H'), new Decimal('1.5')))).toBe('P6DT1H30M');
    expect(durationText(durationOver(duration('P10DT23H'), new Decimal('2.5')))).toBe('P4DT9H12M');
    expect(durationText(durationOver(duration('-PT1S'), new Decimal('3')))).toBe('-PT0.333333333S');
    expect(durationRatio(duration('P1D'), duration('PT9H')).toString()).toBe('2.666666666666666666666666666666667');
    expect(secondsOf(duration('-PT61.5S'))).toBe(-1_500_000_000n);
  });

  test.each([['P14M', 'P1Y2M'], ['-P3M', '-P3M'], ['P0Y', 'P0M'], ['P24M', 'P2Y']])('%s is %s', (written, text) => {
    const read = monthDurationFrom(written);
    expect(read === null ? null : monthDurationText(read)).toBe(text);
  });

  test('of months are counted in months', () => {
    const [year, months] = [duration('P1Y'), duration('P2M')];
    expect(monthDurationText(monthsPlus(year, months))).toBe('P1Y2M');
    expect(monthDurationText(monthsTimes(months, new Decimal('1.5')))).toBe('P3M');
    expect(monthDurationText(monthsOver(duration('-P13M'), new Decimal(2)))).toBe('-P6M');
    expect(monthsRatio(year, duration('P5M')).toString()).toBe('2.4');
    expect(monthDurationFrom('P1D')).toBe(null);
  });

  test.each([['2011-12-22', '2012-08-24', 'P8M'], ['2026-01-30', '2026-02-28', 'P0M'], ['2026-03-01', '2025-01-31', '-P1Y1M'], ['2013-08-24', '2017-12-15', 'P4Y3M']])('from %s to %s are %s', (from, to, months) => {
    expect(monthDurationText(monthsBetween(date(from), date(to)))).toBe(months);
  });
});

describe('Dates', () => {
  test.each(['2026-02-28', '-2026-01-01', '99999-12-31', '0000-01-01'])('%s is one', (written) => {
    const read = dateFrom(written);
    expect(read === null ? null : dateText(read)).toBe(written);
  });

  test.each(['2026-02-30', '998-12-31', '01211-12-31', '+2012-12-02', '2026-2-1', '999999999-01-01', '-0000-01-01', '2026-01-01T00:00:00'])('%s is none', (written) => {
    expect(dateFrom(written)).toBe(null);
  });

  test('have names for their days and months', () => {
    expect([dayOfWeek(date('2019-09-17')), monthOfYear(date('2019-09-17')), weekOfYear(date('2005-01-01')), weekOfYear(date('2003-12-29'))]).toEqual(['Tuesday', 'September', 53, 1]);
    expect(dateOf(2026, 2, 29)).toBe(null);
    expect(dateOf(2024, 2, 29)?.toString()).toBe('2024-02-29');
  });
});

describe('Times of day', () => {
  test.each([['10:30:00', '10:30:00'], ['10:30:00.500', '10:30:00.5'], ['10:30:00+00:00', '10:30:00Z'], ['10:30:00-05:30', '10:30:00-05:30'], ['10:30:00+01:02:03', '10:30:00+01:02:03'], ['00:01:00@Europe/Paris', '00:01:00@Europe/Paris']])('%s is written %s', (written, text) => {
    expect(clockTimeText(clockTime(written))).toBe(text);
  });

  test.each(['24:00:00', '10:30', '10:60:00', '10:30:60', '10:30:00+15:00', '10:30:00@Nowhere/City', '10:30:00@+02:00', '1:30:00', 'T10:30:00'])('%s is none', (written) => {
    expect(clockTimeFrom(written)).toBe(null);
  });

  test('go around the clock', () => {
    expect(clockTimeText(timeAfter(clockTime('23:15:00+01:00'), duration('PT1H')))).toBe('00:15:00+01:00');
    expect(clockTimeText(timeAfter(clockTime('00:15:00'), duration('-P1DT1H')))).toBe('23:15:00');
    expect(durationText(timeSince(clockTime('10:00:00Z'), clockTime('10:00:00+01:00')))).toBe('PT1H');
  });

  test('are the same where their clocks show the same moment of the day', () => {
    const same = (a: string, b: string): boolean => sameTime(clockTime(a), clockTime(b));
    expect([same('10:00:00Z', '11:00:00+01:00'), same('10:00:00', '10:00:00Z'), same('10:00:00@Europe/Paris', '10:00:00+01:00'), same('10:00:00@Europe/Paris', '10:00:00+02:00'), same('10:00:00@Europe/Paris', '10:00:00')]).toEqual([true, false, true, false, false]);
  });

  test('are identical where their clocks show the same, as far from UTC', () => {
    const identical = (a: string, b: string): boolean => identicalTime(clockTime(a), clockTime(b));
    expect([identical('23:00:50@Australia/Melbourne', '23:00:50+10:00'), identical('23:00:50@Etc/GMT', '23:00:50Z'), identical('23:00:50', '23:00:50Z'), identical('20:00:50+00:00', '21:00:50+01:00')]).toEqual([true, true, false, false]);
    const [melbourne, summer, winter] = ['2021-04-02T23:00:00@Australia/Melbourne', '2021-04-02T23:00:00+11:00', '2021-04-02T23:00:00+10:00'].map(calendarTime);
    if (melbourne === undefined || summer === undefined || winter === undefined) throw new Error('All three are dates and times.');
    expect([identicalCalendarTime(melbourne, summer), identicalCalendarTime(melbourne, winter), identicalCalendarTime(melbourne, calendarTime('2021-04-02T23:00:00'))]).toEqual([true, false, false]);
  });

  test('have parts', () => {
    expect([timeOffset(clockTime('10:00:00-05:00'))?.toString(), timeOffset(clockTime('10:00:00')), timeZone(clockTime('10:00:00@Asia/Dhaka')), timeZone(clockTime('10:00:00Z'))]).toEqual(['-PT5H', null, 'Asia/Dhaka', null]);
    expect(secondOf(clockTime('10:00:01.5').time)).toBe(1_500_000_000n);
    const made = [clockTimeOf(10, 20, 30_000_000_000n), clockTimeOf(10, 20, 30_500_000_000n, duration('-PT8H')), clockTimeOf(24, 0, 0n), clockTimeOf(1.5, 0, 0n), clockTimeOf(1, 0, 0n, duration('P1D'))];
    expect(made.map((time) => (time === null ? null : clockTimeText(time)))).toEqual(['10:20:30', '10:20:30.5-08:00', null, null, null]);
  });
});

describe('Dates with a clock', () => {
  test('are read and written as they are', () => {
    for (const text of ['2026-01-02T10:20:30', '2026-01-02T10:20:30.123Z', '-2026-01-02T10:20:30+01:00', '99999-01-02T10:20:30@Europe/Paris']) expect(calendarTimeText(calendarTime(text))).toBe(text);
    expect(calendarTimeText(calendarTime('2026-01-02'))).toBe('2026-01-02T00:00:00');
    expect(['hello', '2026-02-30T10:00:00', '2026-01-02T25:00:00', '2026-01-02T10:00:00@Moon/Base', '2026-01-02T'].map(calendarTimeFrom)).toEqual([null, null, null, null, null]);
  });

  test('move by length in their zone, and by months on the calendar', () => {
    expect(calendarTimeText(calendarTimeAfter(calendarTime('2026-03-28T12:00:00@Europe/Paris'), duration('P1D')))).toBe('2026-03-29T13:00:00@Europe/Paris');
    expect(calendarTimeText(calendarTimeAfter(calendarTime('2026-03-28T12:00:00'), duration('P1D')))).toBe('2026-03-29T12:00:00');
    expect(calendarTimeText(monthsAfter(calendarTime('2026-01-31T10:20:30+11:00'), duration('P1M')))).toBe('2026-02-28T10:20:30+11:00');
    expect(durationText(calendarTimeSince(calendarTime('2026-01-02T10:00:00Z'), calendarTime('2026-01-02T10:00:00+01:00')))).toBe('PT1H');
  });

  test('are compared by moment, and equal at the same one', () => {
    const [utc, paris, east] = [calendarTime('2026-01-02T10:00:00Z'), calendarTime('2026-01-02T11:00:00@Europe/Paris'), calendarTime('2026-01-02T11:00:00+01:00')];
    expect([compareCalendarTimes(utc, paris), sameCalendarTime(utc, paris), sameCalendarTime(utc, east), sameCalendarTime(utc, calendarTime('2026-01-02T10:00:00'))]).toEqual([0, true, true, false]);
    expect([calendarOffset(paris)?.toString(), calendarOffset(calendarTime('2026-07-02'))]).toEqual(['PT1H', null]);
    expect(clockTimeText(clockTimeIn(paris))).toBe('11:00:00@Europe/Paris');
  });

  test('are moments where they stand somewhere', () => {
    const moment = Temporal.Instant.from('2026-07-01T10:00:00Z');
    expect(calendarTimeText(inZone(moment, 'Europe/Berlin'))).toBe('2026-07-01T12:00:00@Europe/Berlin');
    expect(calendarTimeText(inZone(moment, '-02:30'))).toBe('2026-07-01T07:30:00-02:30');
    expect(momentOf(calendarTime('2026-07-01T12:00:00@Europe/Berlin')).equals(moment)).toBe(true);
    expect([momentFrom('2026-07-01T12:00:00+02:00')?.toString(), momentFrom('2026-07-01T12:00:00'), momentFrom('soon')]).toEqual(['2026-07-01T10:00:00Z', null, null]);
    expect(calendarTimeText(withZone(calendarTime('2026-07-01T12:00:00Z'), 'Asia/Tokyo'))).toBe('2026-07-01T21:00:00@Asia/Tokyo');
  });
});

describe('Ranges', () => {
  const byNumber = (a: number, b: number): number => a - b;
  const range = (written: string): Range<number> => {
    const [, open = '', low = '', high = '', close = ''] = /^([[(])(\d*)\.\.(\d*)([\])])$/.exec(written) ?? [];
    return { start: low === '' ? null : Number(low), startIncluded: open === '[', end: high === '' ? null : Number(high), endIncluded: close === ']' };
  };

  test('hold what lies between their ends', () => {
    expect([1, 2, 3].map((value) => isWithin(value, range('(1..3]'), byNumber))).toEqual([false, true, true]);
    expect([1, 99].map((value) => isWithin(value, range('(1..)'), byNumber))).toEqual([false, true]);
    expect([sameRange(range('[1..3]'), range('[1..3]'), byNumber), sameRange(range('[1..3]'), range('[1..3)'), byNumber), sameRange(range('[1..)'), range('[1..3)'), byNumber)]).toEqual([true, false, false]);
  });

  test('lie to each other as the standard says', () => {
    expect(intervals.before(onlyValue(1), range('(1..10]'), byNumber)).toBe(true);
    expect(intervals.before(range('[1..)'), onlyValue(10), byNumber)).toBe(false);
    expect(intervals.overlaps(range('(..5]'), range('[5..)'), byNumber)).toBe(true);
    expect(intervals.includes(range('(..5]'), range('[1..5]'), byNumber)).toBe(true);
    expect(intervals.during(range('[1..)'), range('[1..5]'), byNumber)).toBe(false);
  });
});
