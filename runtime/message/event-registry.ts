import type { Codec } from './codec.ts';
import { DecodeError } from './codec.ts';
import type { Json } from './json.ts';
import type { Envelope, Message, Recorded } from './message.ts';

/** How events of one type are written. */
export interface EventShape {
  /** From 1. Stored with each event. */
  readonly version: number;
  readonly data: Codec<unknown>;
  readonly earlier?: { readonly [version: number]: EarlierVersion };
}

/** An upcaster: how data of an older version is read, and what it becomes in the version after it. Pure. */
export interface EarlierVersion {
  readonly data: Codec<unknown>;
  /** Is given only what `data` read. */
  becomes(data: never): unknown;
}

/** Has TypeScript check that the upcaster takes what its codec reads. */
export function earlierVersion<Old, Next>(data: Codec<Old>, becomes: (old: Old) => Next): EarlierVersion {
  return { data, becomes };
}

/** An event's own part, as the store keeps it. */
export interface EncodedEvent {
  readonly type: string;
  readonly version: number;
  readonly data: Json;
}

/** All types of event of an application, and the way between their values and their JSON. */
export interface EventRegistry {
  readonly types: readonly string[];
  shapeOf(type: string): EventShape;
  encode(event: Message): EncodedEvent;
  decode(stored: EncodedEvent & Envelope): Recorded<Message>;
}

export function eventRegistry(shapes: ReadonlyMap<string, EventShape>): EventRegistry {
  const shapeOf = (type: string): EventShape => {
    const shape = shapes.get(type);
    if (shape === undefined) throw new Error(`There is no event "${type}" in this application. Its events are ${[...shapes.keys()].join(', ')}.`);
    return shape;
  };
  return {
    types: [...shapes.keys()],
    shapeOf,
    encode: (event) => {
      const { version, data } = shapeOf(event.type);
      return { type: event.type, version, data: data.encode(event.data) };
    },
    decode: (stored) => decodeEvent(stored, shapeOf(stored.type)),
  };
}

function decodeEvent(stored: EncodedEvent & Envelope, shape: EventShape): Recorded<Message> {
  if (stored.version !== shape.version) {
    throw new Error(`${placeOf(stored)} was stored in version ${stored.version}, and this application reads version ${shape.version} of it.`);
  }
  const { id, stream, revision, position, occurredAt, metadata, type } = stored;
  return { type, data: decodeData(stored, shape), id, stream, revision, position, occurredAt, metadata };
}

function decodeData(stored: EncodedEvent & Envelope, shape: EventShape): unknown {
  try {
    return shape.data.decode(stored.data);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new Error(`${placeOf(stored)} does not have the shape the model gives it: ${error.message} It was not written by this model.`, { cause: error });
  }
}

const placeOf = (stored: EncodedEvent & Envelope): string => `Event "${stored.type}" at position ${stored.position} (revision ${stored.revision} of ${stored.stream})`;
