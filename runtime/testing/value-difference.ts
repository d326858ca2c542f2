import { isDeepStrictEqual } from 'node:util';
import type { Codec } from '../message/codec.ts';
import { itemIn, recordIn } from '../message/composed-types.ts';
import { isJsonObject, type Json } from '../message/json.ts';
import { comparable } from '../store/row-value.ts';

/** Leads to a value within an entry: `['lines', 0, 'amount']`. */
export type Path = readonly (string | number)[];

/** Two values that should be the same, with everything around them that is. */
export interface ValueDifference {
  readonly path: Path;
  readonly codec: Codec<unknown> | undefined;
  readonly expected: Json;
  readonly actual: Json;
}

/**
 * Where two values of one type differ, as far inside as can be said: in a field of a record, in an item of a list of the
 * same length. Numbers and durations are compared by what they are worth.
 */
export function valueDifferences(path: Path, codec: Codec<unknown> | undefined, expected: Json, actual: Json): readonly ValueDifference[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  const record = codec === undefined ? undefined : recordIn(codec);
  if (record !== undefined && isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(record.fields).flatMap(([field, of]) => valueDifferences([...path, field], of, expected[field] ?? null, actual[field] ?? null));
  }
  if (isList(expected) && isList(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => valueDifferences([...path, index], codec === undefined ? undefined : itemIn(codec), item, actual[index] ?? null));
  }
  return sameWorth(codec, expected, actual) ? [] : [{ path, codec, expected, actual }];
}

function sameWorth(codec: Codec<unknown> | undefined, expected: Json, actual: Json): boolean {
  if (codec === undefined || typeof expected !== 'string' || typeof actual !== 'string') return false;
  return comparable(codec.column, expected) === comparable(codec.column, actual);
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
