import { Temporal } from 'temporal-polyfill';

/** Times as PostgreSQL writes and reads them: years before our era end in BC, and a plus has no place before a year. */

/** `2026-11-23T12:00:00Z` as it stands, `-000001-01-01T00:00:00Z` as `0002-01-01T00:00:00Z BC`. Dates without a time too. */
export function toPostgresTime(iso: string): string {
  const [, sign = '', year = '', rest = ''] = /^([+-]?)(\d+)(-.*)$/.exec(iso) ?? [];
  const beforeOurEra = sign === '-' || Number(year) === 0;
  if (!beforeOurEra) return Number(year).toString().padStart(4, '0') + rest;
  return `${(Number(year) + 1).toString().padStart(4, '0')}${rest} BC`;
}

/** `2026-11-23 12:00:00.5+00`, in UTC. */
export function instantFromPostgres(text: string): Temporal.Instant {
  return Temporal.Instant.from(isoYear(text).replace(' ', 'T').replace(/\+00$/, 'Z'));
}

export function dateFromPostgres(text: string): string {
  return Temporal.PlainDate.from(isoYear(text)).toString();
}

/** ISO 8601 wants a year of four digits, or a sign and six. */
function isoYear(text: string): string {
  const [, year = '', rest = '', before = ''] = /^(\d+)(-.*?)( BC)?$/.exec(text) ?? [];
  const number = before === '' ? Number(year) : 1 - Number(year);
  if (number >= 0 && number <= 9999) return number.toString().padStart(4, '0') + rest;
  return `${number < 0 ? '-' : '+'}${Math.abs(number).toString().padStart(6, '0')}${rest}`;
}

/** `-P2DT12H` as `P-2DT-12H`: PostgreSQL has a sign for each part. */
export function toPostgresInterval(iso: string): string {
  return iso.startsWith('-') ? iso.slice(1).replace(/\d+(?:\.\d+)?/g, '-$&') : iso;
}

export function intervalFromPostgres(text: string): string {
  return Temporal.Duration.from(text.includes('-') ? `-${text.replaceAll('-', '')}` : text).toString();
}
