import type { Codec } from '../message/codec.ts';
import { itemIn, recordIn } from '../message/composed-types.ts';
import { isJsonObject, type Json, type JsonObject } from '../message/json.ts';
import { wordsOf } from '../message/words.ts';
import type { Entry } from './entry.ts';
import type { Path } from './value-difference.ts';

/** An entry as a model would write it: `Money deposited: { amount: 50.00, balance: 50.00 }`. */
export function entryInWords(entry: Entry): string {
  const fields = fieldsInWords(entry);
  return fields === '{}' ? entry.name : `${entry.name}: ${fields}`;
}

/** `{ amount: 50.00 }`. Fields without a value are left out, unless the scenario mentions them. */
export function fieldsInWords({ codec, fields, mentioned }: Entry): string {
  const shown = Object.entries(fields).filter(([, value]) => value !== null || mentioned);
  return objectInWords(codec, Object.fromEntries(shown));
}

/** The actual entry beside an expected one: of the same fields, so that only what differs looks different. */
export function asMentioned(expected: Entry, actual: Entry): Entry {
  return { ...actual, mentioned: true, fields: Object.fromEntries(Object.keys(expected.fields).map((field) => [field, actual.fields[field] ?? null])) };
}

/** A field as the model calls it. */
export function fieldInWords({ codec }: Entry, field: string): string {
  return recordIn(codec)?.wordsOf(field) ?? wordsOf(field);
}

export function valueInWords({ codec, fields }: Entry, field: string): string {
  return jsonInWords(recordIn(codec)?.fields[field], fields[field] ?? null);
}

/** `['lines', 0, 'amount']` is "amount of item 1 of lines". */
export function placeInWords(entry: Entry, [first = '', ...inside]: Path): string {
  let codec = recordIn(entry.codec)?.fields[first];
  const steps = [fieldInWords(entry, String(first))];
  for (const step of inside) {
    const record = codec === undefined || typeof step === 'number' ? undefined : recordIn(codec);
    steps.push(typeof step === 'number' ? `item ${step + 1}` : (record?.wordsOf(step) ?? wordsOf(step)));
    codec = typeof step === 'number' ? codec && itemIn(codec) : record?.fields[step];
  }
  return steps.toReversed().join(' of ');
}

export function jsonInWords(codec: Codec<unknown> | undefined, json: Json): string {
  if (typeof json === 'string') return NEEDS_QUOTES.test(json) ? JSON.stringify(json) : json;
  if (isList(json)) return `[${json.map((item) => jsonInWords(codec && itemIn(codec), item)).join(', ')}]`;
  return isJsonObject(json) ? objectInWords(codec, json) : String(json);
}

function objectInWords(codec: Codec<unknown> | undefined, json: JsonObject): string {
  const record = codec === undefined ? undefined : recordIn(codec);
  const members = Object.entries(json).map(([field, value]) => `${record?.wordsOf(field) ?? wordsOf(field)}: ${jsonInWords(record?.fields[field], value)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

/** Text that would be something else, or end too early, when written without quotes. */
const NEEDS_QUOTES = /^$|^\s|\s$|[,[\]{}"\n]|: |^(?:null|true|false|nothing)$/;
