import { type Codec, DecodeError } from '../message/codec.ts';
import { isJsonObject, type Json } from '../message/json.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import type { Row, RowOrder, RowQuery } from '../store/read-model-store.ts';
import { bad, read, type Reading, unstorable } from './input-error.ts';

/** As the stores have it. */
const LONGEST_KEY_IN_BYTES = 2500;

/** A cursor goes back in a URL, which is not as long as a text may be. */
const LONGEST_IN_CURSOR = 1000;

/** Stands for a value that is too long, and is no value of any field that a list is sorted by. */
const LOOKED_UP: Json = [];

/** Where a list goes on: behind this row. Callers are to pass it back, not to look into it. */
export function cursorBehind(model: ReadModelDefinition, sort: RowOrder | undefined, row: Row): string {
  const isLong = sort !== undefined && String(row[sort.column]).length > LONGEST_IN_CURSOR && !model.key.includes(sort.column);
  const values = columnsOf(model, sort).map((field, index) => (isLong && index === 0 ? LOOKED_UP : (row[field] ?? null)));
  return Buffer.from(JSON.stringify(sort === undefined ? values : [nameOf(sort), ...values])).toString('base64url');
}

/** One of a list in another order leads nowhere. What is too long for a cursor is missing from the row: it is to be looked up by the key, see `completed`. */
export function readCursor(model: ReadModelDefinition, sort: RowOrder | undefined, cursor: string): Reading<Row> {
  const [all, columns] = [valuesIn(cursor), columnsOf(model, sort)];
  const values = sort === undefined || all?.[0] === nameOf(sort) ? all?.slice(sort === undefined ? 0 : 1) : undefined;
  if (values === undefined || values.length !== columns.length) return notOurs();
  const place: [string, Json][] = [];
  for (const [index, field] of columns.entries()) {
    const [codec, value] = [model.row.fields[field], values[index]];
    if (sort !== undefined && index === 0 && Array.isArray(value) && value.length === 0) continue;
    if (codec === undefined || value === undefined || !reads(codec, value)) return notOurs();
    place.push([field, value]);
  }
  const row = Object.fromEntries(place);
  return canBeKept(model, row) ? read(row) : notOurs();
}

/** The place that a list goes on behind, whole; nothing when its row was needed for that and is gone. */
export async function completed({ key }: ReadModelDefinition, { sort, after }: Pick<RowQuery, 'sort' | 'after'>, find: (key: Row) => Promise<Row | undefined>): Promise<Row | undefined> {
  if (sort === undefined || after === undefined || after[sort.column] !== undefined) return after;
  const row = await find(Object.fromEntries(key.map((field) => [field, after[field] ?? null])));
  return row === undefined ? undefined : { ...after, [sort.column]: row[sort.column] ?? null };
}

/** The field that is sorted by, then those of the key. */
function columnsOf({ key }: ReadModelDefinition, sort: RowOrder | undefined): readonly string[] {
  return sort === undefined ? key : [sort.column, ...key];
}

const nameOf = ({ column, descending }: RowOrder): string => `${descending ? '-' : ''}${column}`;

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
  return bad({ detail: '"after" must be what "next" was in an earlier answer of this list, in the same order.', parameter: 'after' });
}

function valuesIn(cursor: string): readonly Json[] | undefined {
  try {
    const json: Json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(json) && !json.some(isJsonObject) ? json : undefined;
  } catch {
    return undefined;
  }
}
