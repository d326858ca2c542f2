import { Temporal } from 'temporal-polyfill';
import type { Json } from '../message/json.ts';
import type { Metadata } from '../message/message.ts';

/**
 * What a store can keep, decided in one place: every store refuses the same values with the same sentence, and
 * what it accepts it gives back unchanged. Each function throws a sentence that begins with `what`.
 */

/** A NUL character or half of a surrogate pair: PostgreSQL has no place for the one, UTF-8 none for the other. */
const UNSTORABLE_TEXT = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The same as `JSON.stringify` writes it: an escape behind an even number of backslashes. */
const UNSTORABLE_JSON = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What an index of PostgreSQL holds in one entry is 2,704 bytes; a name is a part of one. */
const LONGEST_NAME_IN_BYTES = 1000;

/** Where `timestamptz` begins. It ends long after the last `Temporal.Instant`. */
const EARLIEST = Temporal.Instant.from('-004712-01-01T00:00:00Z');

const unstorable = (what: string): RangeError => new RangeError(`${what} has a NUL character or half a character in it: a store cannot keep those.`);

export function storableText(what: string, text: string): string {
  if (UNSTORABLE_TEXT.test(text)) throw unstorable(what);
  return text;
}

/** Text that something is found by: a stream's name, a command's id. */
export function storableName(what: string, name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0) throw new RangeError(`${what} is empty: it needs a name.`);
  if (bytes > LONGEST_NAME_IN_BYTES) throw new RangeError(`${what} is ${bytes} bytes long: a store keeps names of at most ${LONGEST_NAME_IN_BYTES} bytes.`);
  return storableText(what, name);
}

/** `value` as JSON text. Parsed again it is what the store gives back. */
export function storableJson(what: string, value: Json | Metadata): string {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${what} is not JSON.`);
  if (text.includes('\\u') && UNSTORABLE_JSON.test(text)) throw unstorable(what);
  return text;
}

/** A copy with the members that are known, and no others. */
export function storableMetadata(what: string, { correlationId, causationId, actor, policy, traceparent }: Metadata): Metadata {
  return {
    correlationId: storableReference(what, correlationId),
    causationId: storableReference(what, causationId),
    actor: actor === null ? null : { name: storableText(what, actor.name), id: actor.id === null ? null : storableText(what, actor.id) },
    policy: policy === null ? null : storableText(what, policy),
    ...(traceparent === undefined ? {} : { traceparent: storableText(what, traceparent) }),
  };
}

/** Text that may be empty and that something is found by. */
function storableReference(what: string, text: string): string {
  if (text.length * 3 > LONGEST_NAME_IN_BYTES && Buffer.byteLength(text) > LONGEST_NAME_IN_BYTES) throw new RangeError(`${what} names a message by an id of more than ${LONGEST_NAME_IN_BYTES} bytes: a store keeps no longer ones.`);
  return storableText(what, text);
}

export function storableUuid(what: string, id: string): string {
  if (!UUID.test(id)) throw new RangeError(`${what} is ${JSON.stringify(id)}: it must be a UUID, like "6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11".`);
  return id.toLowerCase();
}

const NANOSECONDS_IN_A_MICROSECOND = 1000n;

/** `instant` in microseconds, which is what PostgreSQL keeps. */
export function storableInstant(what: string, instant: Temporal.Instant): Temporal.Instant {
  if (Temporal.Instant.compare(instant, EARLIEST) < 0) throw new RangeError(`${what} is ${instant.toString()}: a store keeps no time before ${EARLIEST.toString()}.`);
  if (instant.epochNanoseconds % NANOSECONDS_IN_A_MICROSECOND === 0n) return instant;
  return instant.round({ smallestUnit: 'microsecond', roundingMode: 'floor' });
}
