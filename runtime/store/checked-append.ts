import type { Temporal } from 'temporal-polyfill';
import type { Metadata } from '../message/message.ts';
import type { AppendRequest, EventToStore, ExpectedRevision, StreamAppend, StoredEvent } from './event-store.ts';
import { storableInstant, storableJson, storableMetadata, storableName, storableText, storableUuid } from './storable.ts';

/** An event that every store can keep, with its data as JSON text. */
export interface CheckedEvent {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly metadata: Metadata;
  readonly occurredAt: Temporal.Instant;
}

export interface CheckedStreamAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** The expectation holds when `lowest <= actual <= highest`. */
  readonly lowest: number;
  readonly highest: number;
  readonly events: readonly CheckedEvent[];
}

export interface CheckedAppend {
  readonly commandId: string | null;
  readonly fingerprint: string | null;
  readonly streams: readonly CheckedStreamAppend[];
}

/** Throws a sentence when no store could keep what is to be appended. */
export function checkedAppend(request: AppendRequest): CheckedAppend {
  const streams = request.streams.map(checkedStream);
  if (streams.length === 0) throw new RangeError('Nothing to append to: an append names at least one stream.');
  refuseTwice('stream', streams.map(({ stream }) => stream));
  refuseTwice('event id', streams.flatMap(({ events }) => events.map(({ id }) => id)));
  const { commandId, fingerprint = null } = request;
  return { commandId: commandId === undefined ? null : checkedCommandId(commandId), fingerprint: checkedFingerprint(fingerprint), streams };
}

export function checkedFingerprint(fingerprint: string | null): string | null {
  return fingerprint === null ? null : storableText('The fingerprint', fingerprint);
}

export function checkedCommandId(commandId: string): string {
  return storableName('The command id', commandId);
}

function checkedStream(append: StreamAppend): CheckedStreamAppend {
  const stream = storableName(`The stream ${JSON.stringify(append.stream.slice(0, 100))}`, append.stream);
  return { stream, expected: append.expected, ...bounds(append.expected), events: append.events.map(checkedEvent) };
}

function checkedEvent(event: EventToStore): CheckedEvent {
  const what = `The event ${JSON.stringify(event.type)}`;
  if (!Number.isInteger(event.version) || event.version < 1 || event.version > 2 ** 31 - 1) throw new RangeError(`${what} has version ${event.version}: versions are whole numbers from 1.`);
  return {
    id: storableUuid(`${what}: its id`, event.id),
    type: storableText(what, event.type),
    version: event.version,
    data: storableJson(what, event.data),
    metadata: storableMetadata(`${what}: its metadata`, event.metadata),
    occurredAt: storableInstant(`${what}: its time`, event.occurredAt),
  };
}

/** The revisions that meet an expectation. A stream that is not there is at 0. */
function bounds(expected: ExpectedRevision): { readonly lowest: number; readonly highest: number } {
  if (expected === 'any') return { lowest: 0, highest: Number.MAX_SAFE_INTEGER };
  if (expected === 'stream exists') return { lowest: 1, highest: Number.MAX_SAFE_INTEGER };
  if (expected === 'no stream') return { lowest: 0, highest: 0 };
  if (!Number.isSafeInteger(expected)) throw new RangeError(`The expected revision is ${expected}: it must be a whole number, "any", "no stream" or "stream exists".`);
  return { lowest: expected, highest: expected };
}

function refuseTwice(what: string, names: readonly string[]): void {
  if (names.length < 2) return;
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new RangeError(`The ${what} ${JSON.stringify(name)} is in one append twice.`);
    seen.add(name);
  }
}

/** The sentence of every store for an event id that is taken. */
export function repeatedEventId(): RangeError {
  return new RangeError('An event with this id is in the store already: every event needs an id of its own.');
}

/** `event` as a reader will see it. */
export function storedEvent(event: CheckedEvent, stream: string, revision: number, position: bigint): StoredEvent {
  const { id, type, version, metadata, occurredAt } = event;
  return { id, type, version, data: JSON.parse(event.data), metadata, occurredAt, stream, revision, position };
}
