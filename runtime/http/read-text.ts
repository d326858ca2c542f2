import { type Codec, DecodeError } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import { bad, read, type Reading, sentenceAbout, unstorable } from './input-error.ts';

/**
 * Reads a value that stands in a URL, where there is only text, and gives it in its one JSON form: `1.50` and `01.5` are
 * both `"1.50"` where two digits are kept.
 */
export function readText(codec: Codec<unknown>, text: string, parameter: string, inWords: string): Reading<Json> {
  try {
    const json = codec.encode(codec.decode(jsonOf(codec, text)));
    const detail = unstorable(inWords, codec, json);
    return detail === undefined ? read(json) : bad({ detail, parameter });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return bad({ detail: sentenceAbout(inWords, error, codec, text), parameter });
  }
}

function jsonOf({ column }: Codec<unknown>, text: string): Json {
  if (column === 'bigint' && /^-?[0-9]{1,16}$/.test(text)) return Number(text);
  if (column === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The parameters behind the `?`. Each may be given once. */
export function readQuery(url: string): Reading<ReadonlyMap<string, string>> {
  const query = new Map<string, string>();
  const start = url.indexOf('?');
  for (const part of start < 0 ? [] : url.slice(start + 1).split('&')) {
    if (part === '') continue;
    const [name, ...value] = part.split('=').map(percentDecoded);
    if (name === undefined || value.includes(undefined)) return bad({ detail: `The part "${part.slice(0, 60)}" of the URL is not percent-encoded UTF-8.`, parameter: part.slice(0, 60) });
    if (query.has(name)) return bad({ detail: `${JSON.stringify(name)} stands in the URL twice.`, parameter: name });
    query.set(name, value.join('='));
  }
  return read(query);
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
