import type { Codec, DecodeError } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import { isJsonObject } from '../message/json.ts';
import { wordsOf } from '../message/words.ts';
import { rowValue } from '../store/row-value.ts';

/** One thing that is wrong with a request, and where it stands: in the body, a parameter of the URL, or a header. */
export type InputError =
  /** `pointer` is a JSON pointer as a URI fragment, `#/amount`. Source: RFC 6901. */
  | { readonly detail: string; readonly pointer: string }
  | { readonly detail: string; readonly parameter: string }
  | { readonly detail: string; readonly header: string };

/** Either the value, or everything that is wrong with it. */
export type Reading<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'bad input'; readonly errors: readonly InputError[] };

export function read<T>(value: T): Reading<T> {
  return { kind: 'read', value };
}

export function bad(...errors: readonly InputError[]): Reading<never> {
  return { kind: 'bad input', errors };
}

export function pointerTo(path: readonly (string | number)[]): string {
  return `#${path.map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
}

/** `['lines', 0, 'amount']` is "amount of item 1 of lines". */
export function placeInWords([first = '', ...rest]: readonly (string | number)[], firstInWords: string): string {
  const steps = rest.map((step) => (typeof step === 'number' ? `item ${step + 1}` : wordsOf(step)));
  return [firstInWords || String(first), ...steps].toReversed().join(' of ');
}

/** What the codec of a field says about `json`, together with what stood there and what could stand there instead. */
export function sentenceAbout(place: string, error: DecodeError, codec: Codec<unknown>, given: Json | undefined): string {
  const advice = error.path.length === 0 ? adviceFor(codec, given) : '';
  return `${place} must be ${error.expected}${exampleFor(codec, error)}; ${whatWasGiven(given)}${digitsOf(error, given)}${advice}.`;
}

/** Of a decimal that has too many: how many it has. */
function digitsOf({ expected }: DecodeError, given: Json | undefined): string {
  const digits = typeof given === 'string' ? /^-?[0-9]+\.([0-9]+)$/.exec(given)?.[1]?.length : undefined;
  return digits === undefined || !expected.startsWith('a decimal') ? '' : `, with ${digits} ${digits === 1 ? 'digit' : 'digits'} after the point`;
}

function exampleFor(codec: Codec<unknown>, error: DecodeError): string {
  const { examples } = codec.schema;
  const [example] = Array.isArray(examples) ? examples : [];
  return example === undefined || error.path.length > 0 || error.expected.includes('like') ? '' : `, like ${JSON.stringify(example)}`;
}

/**
 * Why no store could keep a field's value, although it has the shape: a time before the first one there is, a key as
 * long as a book. What slipped in would stop the read models that have a column for it.
 */
export function unstorable(place: string, { column }: Codec<unknown>, json: Json): string | undefined {
  if (json === null || column === 'json') return undefined;
  try {
    rowValue(column, place, json);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return error.message;
    throw error;
  }
}

const SHOWN_AT_MOST = 60;

export function whatWasGiven(json: Json | undefined): string {
  if (json === undefined) return 'it is missing';
  if (json === null) return 'null was given';
  if (typeof json === 'string') return `${JSON.stringify(json.length > SHOWN_AT_MOST ? `${json.slice(0, SHOWN_AT_MOST)}…` : json)} was given`;
  if (typeof json === 'number') return 'a JSON number was given';
  if (typeof json === 'boolean') return `${json} was given`;
  return isJsonObject(json) ? 'an object was given' : 'a list was given';
}

/** A number where its digits belong into quotes, or the other way round: said with the caller's own value. */
function adviceFor(codec: Codec<unknown>, given: Json | undefined): string {
  const other = otherForm(given);
  if (other === undefined || given === undefined) return '';
  try {
    return `; write ${JSON.stringify(codec.encode(codec.decode(other)))} instead of ${JSON.stringify(given)}`;
  } catch {
    return '';
  }
}

function otherForm(given: Json | undefined): Json | undefined {
  // With more digits than these, a JSON number has lost some already, and its text would be wrong advice.
  if (typeof given === 'number') return String(given).replaceAll(/\D/g, '').length <= 15 ? String(given) : undefined;
  if (typeof given !== 'string') return undefined;
  if (given === 'true' || given === 'false') return given === 'true';
  return /^-?[0-9]{1,15}$/.test(given) ? Number(given) : undefined;
}
