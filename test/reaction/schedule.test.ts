import { Temporal, type Schedule } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { nextStroke } from '../../runtime/reaction/schedule.ts';

function strokes(schedule: Schedule, from: string, count: number, timeZone = 'Europe/Amsterdam'): readonly string[] {
  const found: Temporal.Instant[] = [];
  let after = Temporal.Instant.from(from);
  for (let index = 0; index < count; index += 1) found.push((after = nextStroke(schedule, after, timeZone)));
  return found.map((stroke) => stroke.toString({ smallestUnit: 'minute' }));
}

describe('A schedule strikes', () => {
  test('at each interval, counted from midnight UTC, and never at the moment it begins', () => {
    expect(strokes({ kind: 'interval', minutes: 15 }, '2026-01-15T12:00:00Z', 2)).toEqual(['2026-01-15T12:15Z', '2026-01-15T12:30Z']);
    expect(strokes({ kind: 'interval', minutes: 480 }, '2026-01-15T12:07:08.009Z', 3, 'Asia/Kolkata')).toEqual(['2026-01-15T16:00Z', '2026-01-16T00:00Z', '2026-01-16T08:00Z']);
    expect(strokes({ kind: 'interval', minutes: 60 }, '1969-12-31T22:30:00Z', 2)).toEqual(['1969-12-31T23:00Z', '1970-01-01T00:00Z']);
  });

  test('each day at the same time of the day, winter and summer', () => {
    const daily: Schedule = { kind: 'daily', at: '12:00' };
    expect(strokes(daily, '2026-03-28T11:00:00Z', 2)).toEqual(['2026-03-29T10:00Z', '2026-03-30T10:00Z']);
    expect(strokes(daily, '2026-10-24T09:59:59.999Z', 2)).toEqual(['2026-10-24T10:00Z', '2026-10-25T11:00Z']);
  });

  test('once on the day on which its time does not exist, and once on the day on which it comes twice', () => {
    const daily: Schedule = { kind: 'daily', at: '02:30' };
    expect(strokes(daily, '2026-03-28T02:00:00Z', 2)).toEqual(['2026-03-29T01:30Z', '2026-03-30T00:30Z']);
    expect(strokes(daily, '2026-10-24T01:00:00Z', 3)).toEqual(['2026-10-25T00:30Z', '2026-10-26T01:30Z', '2026-10-27T01:30Z']);
    // Between the two half past twos of one night.
    expect(strokes(daily, '2026-10-25T01:10:00Z', 1)).toEqual(['2026-10-26T01:30Z']);
  });

  test('once where a whole day does not exist, and where midnight does not', () => {
    expect(strokes({ kind: 'daily', at: '10:00' }, '2011-12-29T10:00:00Z', 3, 'Pacific/Apia')).toEqual(['2011-12-29T20:00Z', '2011-12-30T20:00Z', '2011-12-31T20:00Z']);
    expect(strokes({ kind: 'daily', at: '00:00' }, '2018-11-03T12:00:00Z', 2, 'America/Sao_Paulo')).toEqual(['2018-11-04T03:00Z', '2018-11-05T02:00Z']);
  });

  test('on its day of the week, and on its day of the month', () => {
    expect(strokes({ kind: 'weekly', weekday: 1, at: '09:00' }, '2026-11-23T08:00:00Z', 2)).toEqual(['2026-11-30T08:00Z', '2026-12-07T08:00Z']);
    expect(strokes({ kind: 'weekly', weekday: 7, at: '09:00' }, '2026-11-23T08:00:00Z', 1)).toEqual(['2026-11-29T08:00Z']);
    expect(strokes({ kind: 'monthly', day: 28, at: '23:30' }, '2026-01-28T22:30:00Z', 2)).toEqual(['2026-02-28T22:30Z', '2026-03-28T22:30Z']);
    expect(strokes({ kind: 'monthly', day: 1, at: '00:00' }, '2026-12-31T22:59:59Z', 2, 'Asia/Kolkata')).toEqual(['2027-01-31T18:30Z', '2027-02-28T18:30Z']);
  });

  test('the same number of times as there are days, over three years of any zone', () => {
    for (const zone of ['Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC']) {
      const found = strokes({ kind: 'daily', at: '02:15' }, '2020-01-01T12:00:00Z', 1096, zone);
      expect([zone, new Set(found).size, Temporal.Instant.from(found.at(-1) ?? '').toZonedDateTimeISO(zone).toPlainDate().toString()]).toEqual([zone, 1096, '2023-01-01']);
    }
  });
});
