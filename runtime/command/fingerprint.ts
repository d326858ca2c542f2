import { createHash } from 'node:crypto';
import type { Codec } from '../message/codec.ts';
import { isJsonObject, type Json } from '../message/json.ts';
import type { Actor, Message } from '../message/message.ts';

/** The same for the same message with the same data by the same sender, however they were written, and for no other. */
export function fingerprintOf(codec: Codec<unknown>, { type, data }: Message, by: Actor | null = null): string {
  return createHash('sha256').update(canonical([type, codec.encode(data), ...(by === null ? [] : [by.name, by.id])])).digest('hex');
}

/** Members in order of their names; one that is null is as good as one that is not there. */
function canonical(json: Json): string {
  return JSON.stringify(json, (_, value: Json) => (isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([, of]) => of !== null).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value));
}
