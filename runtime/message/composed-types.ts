import { type Codec, decodeAt, DecodeError } from './codec.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { capitalised, wordsOf } from './words.ts';

/** A type that is made of one other. */
export interface WrappingCodec<T> extends Codec<T> {
  readonly wraps: Codec<unknown>;
}

/** A value that may be missing. JSON says `null`, or leaves the member out. */
export function optional<T>(of: Codec<T>): WrappingCodec<T | null> {
  return {
    wraps: of,
    schema: { anyOf: [of.schema, { type: 'null' }] },
    column: of.column,
    description: `${of.description}, or null`,
    decode: (json) => (json === null || json === undefined ? null : of.decode(json)),
    encode: (value) => (value === null ? null : of.encode(value)),
    brokenLimit: (value, name) => (value === null ? undefined : of.brokenLimit(value, name)),
  };
}

/** A list of any length; each item as `of` has it. */
export function listOf<T>(of: Codec<T>): WrappingCodec<readonly T[]> {
  return {
    wraps: of,
    schema: { type: 'array', items: of.schema },
    column: 'json',
    description: 'a list',
    decode: (json) => {
      if (!Array.isArray(json)) throw new DecodeError('a list');
      return json.map((item: Json, index) => decodeAt(index, () => of.decode(item)));
    },
    encode: (values) => values.map((value) => of.encode(value)),
    brokenLimit: (values, name) => {
      for (const value of values) {
        const broken = of.brokenLimit(value, name);
        if (broken !== undefined) return broken;
      }
      return undefined;
    },
  };
}

/** The fields of a command, an event, a state, a row or a record type. */
export interface RecordCodec<T> extends Codec<T> {
  readonly fields: { readonly [field: string]: Codec<unknown> };
  /** A field in the model's words. */
  wordsOf(field: string): string;
  encode(value: T): JsonObject;
}

/**
 * Fields by their derived names. `words` names those whose words cannot be read off the name
 * (`iban` for "IBAN").
 */
export function record<T extends object>(fields: { readonly [Field in keyof T & string]: Codec<T[Field]> }, words: { readonly [field: string]: string } = {}): RecordCodec<T> {
  const entries = Object.entries<Codec<T[keyof T & string]>>(fields) as [keyof T & string, Codec<T[keyof T & string]>][];
  const called = new Map(entries.map(([field]) => [String(field), (Object.hasOwn(words, field) ? words[field] : undefined) ?? wordsOf(field)]));
  // Found once: every command, event and state is held against its limits.
  const limited = entries.map(([field, codec]) => ({ field, codec, name: capitalised(called.get(field) ?? field) }));
  return {
    fields,
    wordsOf: (field) => called.get(field) ?? wordsOf(field),
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([field, codec]) => [field, codec.schema])),
      required: entries.filter(([, codec]) => !isOptional(codec)).map(([field]) => field),
      additionalProperties: false,
    },
    column: 'json',
    description: 'an object',
    decode: (json) => {
      if (!isJsonObject(json)) throw new DecodeError('an object');
      return decodedFields(entries, json) as T;
    },
    encode: (value) => {
      const json: { [field: string]: Json } = {};
      for (const [field, codec] of entries) json[field] = codec.encode(value[field]);
      return json;
    },
    brokenLimit: (value) => {
      for (const { field, codec, name } of limited) {
        const broken = codec.brokenLimit(value[field], name);
        if (broken !== undefined) return broken;
      }
      return undefined;
    },
  };
}

/** A plain loop, because this is done for every event that is folded. */
function decodedFields(entries: readonly (readonly [string, Codec<unknown>])[], json: JsonObject): object {
  const decoded: { [field: string]: unknown } = {};
  let at = '';
  try {
    for (const [field, codec] of entries) {
      at = field;
      decoded[field] = codec.decode(Object.hasOwn(json, field) ? json[field] : undefined);
    }
    return decoded;
  } catch (error) {
    throw error instanceof DecodeError ? error.within(at) : error;
  }
}

/** The codec of a list's items, also of a list that is optional; nothing for any other type. */
export function itemIn(codec: Codec<unknown>): Codec<unknown> | undefined {
  const wrapped = wrappedBy(codec);
  return codec.schema['type'] === 'array' || wrapped === undefined ? wrapped : itemIn(wrapped);
}

/** What a list or an optional type is made of. */
function wrappedBy(codec: Codec<unknown>): Codec<unknown> | undefined {
  return isWrapping(codec) ? codec.wraps : undefined;
}

/** The codec of what a value of an optional type is where there is one; any other codec as it is. */
export function presentIn(codec: Codec<unknown>): Codec<unknown> {
  return isWrapping(codec) && codec.schema['type'] !== 'array' ? presentIn(codec.wraps) : codec;
}

function isWrapping(codec: Codec<unknown>): codec is WrappingCodec<unknown> {
  return 'wraps' in codec;
}

/** The codec of a record, also of one that is optional; nothing for any other. */
export function recordIn(codec: Codec<unknown>): RecordCodec<object> | undefined {
  if (isRecordCodec(codec)) return codec;
  const wrapped = codec.schema['type'] === 'array' ? undefined : wrappedBy(codec);
  return wrapped === undefined ? undefined : recordIn(wrapped);
}

function isRecordCodec(codec: Codec<unknown>): codec is RecordCodec<object> {
  return 'fields' in codec && 'wordsOf' in codec;
}

/** Whether `codec` takes a missing value. */
export function isOptional(codec: Codec<unknown>): boolean {
  try {
    codec.decode(undefined);
    return true;
  } catch {
    return false;
  }
}
