import { Temporal } from 'temporal-polyfill';
import { type Codec, type ColumnType, DecodeError } from './codec.ts';
import { instantText } from './instant-text.ts';
import type { Json, JsonSchema } from './json.ts';

function timeCodec<T>(column: ColumnType, schema: JsonSchema, description: string, read: (text: string) => T, write: (value: T) => string): Codec<T> & { parse(text: string): T } {
  const decode = (json: Json | undefined): T => {
    if (typeof json !== 'string') throw new DecodeError(description);
    try {
      return read(json);
    } catch {
      throw new DecodeError(description);
    }
  };
  return { schema: { type: 'string', ...schema }, column, description, decode, encode: write, brokenLimit: () => undefined, parse: decode };
}

/** A date without a time: `"2026-11-23"`. */
export const date = timeCodec('date', { format: 'date' }, 'a date, like "2026-11-23"', readDate, (value: Temporal.PlainDate) => value.toString());

function readDate(text: string): Temporal.PlainDate {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) throw new RangeError(text);
  return Temporal.PlainDate.from(text, { overflow: 'reject' });
}

/** A moment: `"2026-11-23T12:00:00Z"`. PostgreSQL keeps microseconds, and so does every store. */
export const dateAndTime = timeCodec(
  'timestamptz',
  { format: 'date-time' },
  'a date and time with its zone, like "2026-11-23T12:00:00Z"',
  (text) => Temporal.Instant.from(text).round({ smallestUnit: 'microsecond', roundingMode: 'trunc' }),
  instantText,
);

/** A length of time in days, hours, minutes and seconds: `"PT36H"`. */
export const duration = timeCodec('interval', { format: 'duration' }, 'a duration, like "P2DT12H"', readDuration, (value: Temporal.Duration) => value.toString());

function readDuration(text: string): Temporal.Duration {
  const value = Temporal.Duration.from(text);
  if (value.years !== 0 || value.months !== 0) throw new RangeError(text);
  return value;
}
