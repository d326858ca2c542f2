import type { Codec } from '../message/codec.ts';
import { recordIn } from '../message/composed-types.ts';
import { isJsonObject, type Json, type JsonObject } from '../message/json.ts';
import type { Message } from '../message/message.ts';
import { type ValueDifference, valueDifferences } from './value-difference.ts';

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
  const fields = recordIn(codec)?.fields ?? {};
  const mentioned = Object.entries(data).map(([field, value]: readonly [string, unknown]): readonly [string, Json] => {
    const type = fields[field];
    if (type === undefined) throw new Error(`"${name}" has no field "${field}". It has ${Object.keys(fields).join(', ')}.`);
    return [field, type.encode(value)];
  });
  return { name, codec, fields: Object.fromEntries(mentioned), mentioned: true };
}

/** Whether `actual` is what a scenario describes: fields it does not mention are not compared. */
export function fits(expected: Entry, actual: Entry): boolean {
  return expected.name === actual.name && differingFields(expected, actual).length === 0;
}

/** The fields that a scenario mentions and that came out another way. */
export function differingFields(expected: Entry, actual: Entry): readonly string[] {
  return [...new Set(differencesIn(expected, actual).map(({ path: [field] }) => String(field)))];
}

/** The innermost values that differ, among the fields that are mentioned. */
export function differencesIn(expected: Entry, actual: Entry): readonly ValueDifference[] {
  const record = recordIn(expected.codec);
  return Object.entries(expected.fields).flatMap(([field, value]) => valueDifferences([field], record?.fields[field], value, actual.fields[field] ?? null));
}
