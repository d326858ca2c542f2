import { Temporal } from 'temporal-polyfill';

/** What a text between the quotes of a time literal turns out to be. */
export type TimeText =
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string; readonly zone: string }
  | { readonly kind: 'date and time'; readonly text: string; readonly zone: string }
  | { readonly kind: 'duration'; readonly text: string }
  | { readonly kind: 'months'; readonly text: string };

/** `zone` is `''` of a clock that stands nowhere in particular, `Z` in UTC, else `+02:00` or `Europe/Paris`. */
const TIME = /^((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?)(Z|[+-][0-9]{2}:[0-5][0-9](?::[0-5][0-9])?|@[A-Za-z][\w+/-]*)?$/;
const DATE = /^(-?)([0-9]{4}|[1-9][0-9]{4,5})(-[0-9]{2}-[0-9]{2})$/;
const DURATION = /^-?P(?=[0-9T])(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]{1,9})?S)?)?$/;
const MONTHS = /^-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?$/;

export function dateText(written: string): TimeText | undefined {
  return plainDate(written) === undefined ? undefined : { kind: 'date', text: written };
}

/** `10:30:00`, with an offset or a zone behind it or without. */
export function timeText(written: string): Extract<TimeText, { kind: 'time' }> | undefined {
  const [, time, where = ''] = TIME.exec(written) ?? [];
  const zone = zoneOf(where);
  if (time === undefined || zone === undefined) return undefined;
  return { kind: 'time', text: Temporal.PlainTime.from(time).toString() + (where.startsWith('@') ? where : zone), zone };
}

/** A date alone is its midnight. */
export function dateAndTimeText(written: string): Extract<TimeText, { kind: 'date and time' }> | undefined {
  const middle = written.indexOf('T');
  const [date, time] = middle < 0 ? [written, '00:00:00'] : [written.slice(0, middle), written.slice(middle + 1)];
  const [sound, clock] = [plainDate(date), timeText(time)];
  return sound === undefined || clock === undefined ? undefined : { kind: 'date and time', text: `${date}T${clock.text}`, zone: clock.zone };
}

/** In days and time, or in years and months; never in both. */
export function durationText(written: string): TimeText | undefined {
  const kind = MONTHS.test(written) ? 'months' : DURATION.test(written) ? 'duration' : undefined;
  if (kind === undefined) return undefined;
  const duration = orNothing(() => Temporal.Duration.from(written));
  if (duration === undefined) return undefined;
  return { kind, text: kind === 'months' ? monthsText(duration.years * 12 + duration.months) : duration.toString() };
}

/** Full years count as years: fourteen months are `P1Y2M`. */
function monthsText(months: number): string {
  const [years, rest] = [Math.trunc(Math.abs(months) / 12), Math.abs(months) % 12];
  return `${months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${rest === 0 && years > 0 ? '' : `${rest}M`}`;
}

/** `@"…"`: whichever it is. */
export function anyTimeText(written: string): TimeText | undefined {
  if (/^-?P/.test(written)) return durationText(written);
  if (/^[0-9]{2}:/.test(written)) return timeText(written);
  return written.includes('T') ? dateAndTimeText(written) : dateText(written);
}

function plainDate(written: string): Temporal.PlainDate | undefined {
  return DATE.test(written) && !written.startsWith('-0000') ? orNothing(() => Temporal.PlainDate.from(temporalDate(written), { overflow: 'reject' })) : undefined;
}

/** Temporal wants six digits of years beyond four, and a sign. */
function temporalDate(written: string): string {
  const [, sign = '', year = '', rest = ''] = /^(-?)([0-9]+)(.*)$/s.exec(written) ?? [];
  return sign === '' && year.length === 4 ? written : `${sign === '' ? '+' : '-'}${year.padStart(6, '0')}${rest}`;
}

function zoneOf(where: string): string | undefined {
  if (where === '' || where === 'Z') return where;
  if (where.startsWith('@')) return isZone(where.slice(1)) ? where.slice(1) : undefined;
  const [, hours = '', rest = ''] = /^[+-]([0-9]{2}):(.*)$/.exec(where) ?? [];
  if (Number(hours) > 14 || (hours === '14' && /[1-9]/.test(rest))) return undefined;
  return /[1-9]/.test(where) ? where.replace(/^(.{6}):00$/, '$1') : 'Z';
}

/** A zone that the IANA knows; an offset is none. */
export function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && orNothing(() => new Intl.DateTimeFormat('en', { timeZone: name })) !== undefined;
}

function orNothing<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
