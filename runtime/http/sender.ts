import type { IncomingHttpHeaders } from 'node:http';
import { derivedId, newId } from '../message/ids.ts';
import { bad, read, type Reading } from './input-error.ts';

/** What the headers say of a command: under which id it is sent, and what its sender has seen. */
export interface Sender {
  /** Only where there is a key: an answer that nobody can ask for again need not be kept. */
  readonly commandId: string | undefined;
  /** `never` matches no revision at all: the tag that was sent is none of ours. */
  readonly expectedRevision: number | 'never' | undefined;
}

const LONGEST_KEY = 200;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Drawn once, so that a key that is not a UUID has the same id everywhere and for ever. */
const IDEMPOTENCY_KEYS = '3f0e6d1c-98a4-4c0b-8f55-6a1c2f1d7b90';

export function readSender(headers: IncomingHttpHeaders): Reading<Sender> {
  const commandId = readCommandId(headers['idempotency-key']);
  const expectedRevision = readIfMatch(headers['if-match']);
  if (commandId.kind === 'read' && expectedRevision.kind === 'read') return read({ commandId: commandId.value, expectedRevision: expectedRevision.value });
  return bad(...[commandId, expectedRevision].flatMap((reading) => (reading.kind === 'read' ? [] : reading.errors)));
}

/** From the key alone, so that a key that comes again with another command is noticed. */
export function readCommandId(header: string | readonly string[] | undefined): Reading<string | undefined> {
  if (header === undefined) return read(undefined);
  const key = String(header).trim();
  if (key === '' || key.length > LONGEST_KEY) return bad({ detail: `Idempotency-Key must have between 1 and ${LONGEST_KEY} characters; it has ${key.length}.`, header: 'Idempotency-Key' });
  return read(UUID.test(key) ? key.toLowerCase() : derivedId(IDEMPOTENCY_KEYS, key));
}

/** Source: RFC 9110, 13.1.1. `*` asks only that the instance is there, which the aggregate sees to in any case. */
function readIfMatch(header: string | undefined): Reading<number | 'never' | undefined> {
  if (header === undefined || header.trim() === '*') return read(undefined);
  const tag = header.trim();
  const revision = /^"?([0-9]{1,15})"?$/.exec(tag)?.[1];
  if (revision !== undefined) return read(Number(revision));
  if (/^(?:W\/)?"[^",]*"$/.test(tag)) return read('never');
  return bad({ detail: `If-Match must be the one revision you have seen, in quotes, like "3"; ${JSON.stringify(tag.slice(0, 60))} was given.`, header: 'If-Match' });
}

/** The identity of something that is begun without one: the same for every attempt under one key. */
export function madeIdentity(commandId: string | undefined): string {
  return commandId === undefined ? newId() : derivedId(IDEMPOTENCY_KEYS, `identity of ${commandId}`);
}
