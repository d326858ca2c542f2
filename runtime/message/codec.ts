import type { Json, JsonSchema } from './json.ts';

/** The PostgreSQL type of a read model's column. */
export type ColumnType = 'text' | 'boolean' | 'bigint' | 'numeric' | 'date' | 'timestamptz' | 'interval' | 'uuid' | 'json';

/**
 * How values of one type of the model are written and read. One codec serves the store, HTTP, read models
 * and the API description, so that they cannot disagree.
 */
export interface Codec<T> {
  /** Of the JSON form. */
  readonly schema: JsonSchema;
  readonly column: ColumnType;
  /** What one is called in a sentence: `a decimal written as text, like "20.05"`. */
  readonly description: string;
  /** Throws `DecodeError` when `json` is not of this type's shape. Limits are not looked at. */
  decode(json: Json | undefined): T;
  encode(value: T): Json;
  /** The first limit that `value` breaks, as a sentence about `name`; nothing when it keeps them all. */
  brokenLimit(value: T, name: string): string | undefined;
}

/** JSON that is not of the expected shape. `path` leads to the place: `['lines', 0, 'amount']`. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly path: readonly (string | number)[];
  readonly expected: string;

  constructor(expected: string, path: readonly (string | number)[] = []) {
    super(`${path.length === 0 ? 'This' : path.join('.')} must be ${expected}.`);
    this.expected = expected;
    this.path = path;
  }

  /** The same error, seen from one level further out. */
  within(step: string | number): DecodeError {
    return new DecodeError(this.expected, [step, ...this.path]);
  }
}

/** Runs `decode` and puts `step` before the path of what it complains about. */
export function decodeAt<T>(step: string | number, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw error instanceof DecodeError ? error.within(step) : error;
  }
}
