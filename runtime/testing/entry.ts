import { isDeepStrictEqual } from 'node:util';
import type { Codec } from '../message/codec.ts';
import type { RecordCodec } from '../message/composed-types.ts';
import { isJsonObject, type Json, type JsonObject } from '../message/json.ts';
import type { Message } from '../message/message.ts';

/** A message, of which a scenario needs to mention only what it is about. */
export type Expected<M extends Message> = M extends Message ? { readonly type: M['type']; readonly data?: Partial<M['data']> } : never;

/** A message or a row in JSON form, and how its fields are called: what a scenario compares and shows. */
export interface Entry {
  /** The message's type, or the read model's name. */
  readonly name: string;
  readonly codec: Codec<unknown>;
  readonly fields: JsonObject;
  /** Whether `fields` are only those that the scenario mentions. All of them are then shown, without a value too. */
  readonly mentioned: boolean;
}

/** Something that happened, was sent, or is there. */
export function actualEntry(name: string, codec: Codec<unknown>, data: unknown): Entry {
  const json = codec.encode(data);
  return { name, codec, fields: isJsonObject(json) ? json : {}, mentioned: false };
}

export function expectedEntry(name: string, codec: Codec<unknown>, data: object = {}): Entry {
  const fields = asRecord(codec)?.fields ?? {};
  const mentioned = Object.entries(data).map(([field, value]: readonly [string, unknown]): readonly [string, Json] => {
    const type = fields[field];
    if (type === undefined) throw new Error(`"${name}" has no field "${field}". It has ${Object.keys(fields).join(', ')}.`);
    return [field, type.encode(value)];
  });
  return { name, codec, fields: Object.fromEntries(mentioned), mentioned: true };
}

export function asRecord(codec: Codec<unknown>): RecordCodec<object> | undefined {
  return isRecord(codec) ? codec : undefined;
}

function isRecord(codec: Codec<unknown>): codec is RecordCodec<object> {
  return 'fields' in codec && 'wordsOf' in codec;
}

/** Whether `actual` is what a scenario describes: fields it does not mention are not compared. */
export function fits(expected: Entry, actual: Entry): boolean {
  return expected.name === actual.name && differingFields(expected, actual).length === 0;
}

export function differingFields(expected: Entry, actual: Entry): readonly string[] {
  return Object.keys(expected.fields).filter((field) => !isDeepStrictEqual(expected.fields[field], actual.fields[field]));
}
