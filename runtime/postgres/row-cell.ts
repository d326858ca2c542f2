import type { ColumnType } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import { dateFromPostgres, instantFromPostgres, intervalFromPostgres, toPostgresInterval, toPostgresTime } from './times.ts';

/** One value of a row on its way between its JSON form and PostgreSQL's text. It has been checked. */

/** As a value of `$n`. */
export function cellText(type: ColumnType, value: Json): string {
  switch (type) {
    case 'json':
      return JSON.stringify(value);
    case 'date':
    case 'timestamptz':
      return toPostgresTime(String(value));
    case 'interval':
      return toPostgresInterval(String(value));
    default:
      return String(value);
  }
}

/** As a member of a row that PostgreSQL reads as JSON. */
export function toJsonCell(type: ColumnType, value: Json): string {
  if (value === null) return 'null';
  return type === 'json' ? JSON.stringify(value) : JSON.stringify(cellText(type, value));
}

export function fromCell(type: ColumnType, text: string | null): Json {
  if (text === null) return null;
  switch (type) {
    case 'json':
      return JSON.parse(text);
    case 'boolean':
      return text === 't';
    case 'bigint':
      return Number(text);
    case 'date':
      return dateFromPostgres(text);
    case 'timestamptz':
      return instantFromPostgres(text).toString();
    case 'interval':
      return intervalFromPostgres(text);
    default:
      return text;
  }
}
