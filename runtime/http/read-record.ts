import { type Codec, DecodeError } from '../message/codec.ts';
import type { RecordCodec } from '../message/composed-types.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../message/json.ts';
import { bad, type InputError, placeInWords, pointerTo, read, type Reading, sentenceAbout, unstorable, whatWasGiven } from './input-error.ts';
import { nearestName } from './nearest.ts';

/**
 * Reads a record that a stranger sent, and says everything that is wrong with its shape at once.
 *
 * The codecs alone judge. A validator beside them would be a second opinion in worse words, and the schemas, which are
 * the API's description, also hold limits: what breaks a limit is refused by the aggregate, not misread by the door.
 * Only members that nobody asked for are looked up in the schema, because codecs pass over them: they serve stored
 * events as well.
 */
export function readRecord(codec: Codec<unknown>, json: Json | undefined, owner: string): Reading<unknown> {
  if (!isRecord(codec)) throw new Error(`The fields of "${owner}" have no names. It was not written by the generator.`);
  if (!isJsonObject(json)) return bad({ detail: `The body must be an object with the fields of ${owner}, like ${JSON.stringify(exampleOf(codec.schema))}; ${whatWasGiven(json)}.`, pointer: '#' });
  const errors = [...strangeMembers(codec, json, owner), ...misreadFields(codec, json)];
  return errors.length > 0 ? bad(...errors) : read(codec.decode(json));
}

function isRecord(codec: Codec<unknown>): codec is RecordCodec<object> {
  return 'fields' in codec && 'wordsOf' in codec;
}

type Path = readonly (string | number)[];

function misreadFields(codec: RecordCodec<object>, json: JsonObject): readonly InputError[] {
  return Object.entries(codec.fields).flatMap(([field, of]) => misreadField(of, field, codec.wordsOf(field), Object.hasOwn(json, field) ? json[field] : undefined));
}

function misreadField(codec: Codec<unknown>, field: string, words: string, given: Json | undefined): readonly InputError[] {
  try {
    const detail = unstorable(words, codec, codec.encode(codec.decode(given)));
    return detail === undefined ? [] : [{ detail, pointer: pointerTo([field]) }];
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const path = [field, ...error.path];
    return [{ detail: sentenceAbout(placeInWords(path, words), error, codec, valueAt(given, error.path)), pointer: pointerTo(path) }];
  }
}

function valueAt(json: Json | undefined, [step, ...rest]: Path): Json | undefined {
  if (step === undefined) return json;
  if (Array.isArray(json)) return valueAt(json[Number(step)], rest);
  return isJsonObject(json) && Object.hasOwn(json, step) ? valueAt(json[step], rest) : undefined;
}

/** The paths of all members that `schema` does not know. */
function unknownMembers(schema: JsonSchema, json: Json, path: Path): readonly Path[] {
  const { properties, items, anyOf } = schema;
  if (Array.isArray(anyOf)) return unknownMembers(anyOf.find(isJsonObject) ?? {}, json, path);
  if (Array.isArray(json)) return isJsonObject(items) ? json.flatMap((item: Json, index) => unknownMembers(items, item, [...path, index])) : [];
  if (!isJsonObject(json) || !isJsonObject(properties)) return [];
  return Object.entries(json).flatMap(([member, value]) => {
    const known = Object.hasOwn(properties, member) ? properties[member] : undefined;
    return isJsonObject(known) ? unknownMembers(known, value, [...path, member]) : [[...path, member]];
  });
}

/** Of a stranger's mistakes so many are told one by one; somebody may make a hundred thousand in one body, and an answer is not to be longer than what it answers. */
const TOLD_AT_MOST = 20;
const LONGEST_NAME = 100;

function strangeMembers(codec: RecordCodec<object>, json: JsonObject, owner: string): readonly InputError[] {
  const paths = unknownMembers(codec.schema, json, []);
  const told = paths.slice(0, TOLD_AT_MOST).map((path) => unknownMember(codec, path, owner));
  return paths.length > TOLD_AT_MOST ? [...told, { detail: `${paths.length - TOLD_AT_MOST} more are not fields of ${owner} either.`, pointer: '#' }] : told;
}

function unknownMember(codec: RecordCodec<object>, path: Path, owner: string): InputError {
  const member = String(path.at(-1));
  const named = JSON.stringify(shortened(member));
  const detail = path.length === 1 ? `${named} is not a field of ${owner}; ${choices(member, Object.keys(codec.fields))}` : `${named} is not a field there.`;
  // A name that is not repeated whole leads nowhere: what it stands in does.
  return { detail, pointer: pointerTo(member.length > LONGEST_NAME ? path.slice(0, -1) : path) };
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

function choices(member: string, fields: readonly string[]): string {
  const nearest = nearestName(member, fields);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return fields.length === 0 ? 'it has none.' : `its fields are ${fields.join(', ')}.`;
}

/** A value of a type, made up of the examples in its schema. */
export function exampleOf(schema: JsonSchema): Json {
  const { examples, properties, anyOf, type, format } = schema;
  const members = schema['enum'];
  if (Array.isArray(examples) && examples[0] !== undefined) return examples[0];
  if (Array.isArray(members) && members[0] !== undefined) return members[0];
  if (Array.isArray(anyOf)) return exampleOf(anyOf.find(isJsonObject) ?? {});
  if (isJsonObject(properties)) return Object.fromEntries(Object.entries(properties).map(([member, of]) => [member, isJsonObject(of) ? exampleOf(of) : null]));
  if (type === 'array') return isJsonObject(schema['items']) ? [exampleOf(schema['items'])] : [];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  return (typeof format === 'string' ? EXAMPLES_BY_FORMAT.get(format) : undefined) ?? 'text';
}

const EXAMPLES_BY_FORMAT: ReadonlyMap<string, string> = new Map([
  ['uuid', '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11'],
  ['date', '2026-11-23'],
  ['date-time', '2026-11-23T12:00:00Z'],
  ['duration', 'P2DT12H'],
]);
