import { type Codec, DecodeError } from '../message/codec.ts';
import { isJsonObject, type Json } from '../message/json.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import type { Row } from '../store/read-model-store.ts';
import { bad, read, type Reading, unstorable } from './input-error.ts';

/** As the stores have it. */
const LONGEST_KEY_IN_BYTES = 2500;

/** Where a list goes on: behind the row with this key. Callers are to pass it back, not to look into it. */
export function cursorBehind({ key }: ReadModelDefinition, row: Row): string {
  return Buffer.from(JSON.stringify(key.map((field) => row[field] ?? null))).toString('base64url');
}

export function readCursor(model: ReadModelDefinition, cursor: string): Reading<Row> {
  const values = valuesIn(cursor);
  if (values === undefined || values.length !== model.key.length) return notOurs();
  const key: [string, Json][] = [];
  for (const [index, field] of model.key.entries()) {
    const [codec, value] = [model.row.fields[field], values[index]];
    if (codec === undefined || value === undefined || !reads(codec, value)) return notOurs();
    key.push([field, value]);
  }
  const row = Object.fromEntries(key);
  return canBeKept(model, row) ? read(row) : notOurs();
}

function reads(codec: Codec<unknown>, json: Json): boolean {
  try {
    return unstorable('', codec, codec.encode(codec.decode(json))) === undefined;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}

/** What a store keeps of a key is limited. A longer one is no mistake of the store's: nothing can be there. */
export function canBeKept({ key }: ReadModelDefinition, row: Row): boolean {
  return key.reduce((bytes, field) => bytes + Buffer.byteLength(String(row[field] ?? '')), 0) <= LONGEST_KEY_IN_BYTES;
}

function notOurs(): Reading<never> {
  return bad({ detail: '"after" must be what "next" was in an earlier answer of this list.', parameter: 'after' });
}

function valuesIn(cursor: string): readonly Json[] | undefined {
  try {
    const json: Json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(json) && !json.some(isJsonObject) ? json : undefined;
  } catch {
    return undefined;
  }
}
