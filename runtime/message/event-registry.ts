import type { Codec } from './codec.ts';
import { DecodeError } from './codec.ts';
import type { Json } from './json.ts';
import type { Envelope, Message, Recorded } from './message.ts';
import { WrittenByNewer } from './written-by-newer.ts';

/** How events of one type are written. */
export interface EventShape {
  /** From 1. Stored with each event. */
  readonly version: number;
  readonly data: Codec<unknown>;
  readonly earlier?: { readonly [version: number]: EarlierVersion };
}

/** A shape that events of one type had before. */
export interface EarlierVersion {
  readonly data: Codec<unknown>;
  /** Reads what was stored in this shape, as what it becomes in the version after it. Throws `DecodeError`. */
  read(json: Json): unknown;
  /** The text of what makes the next version: read models that were filled by another one are filled anew. */
  readonly upcaster: string;
}

/**
 * An upcaster: `data` reads an older shape, and `becomes`, a pure function, makes the next version of it.
 *
 * @example
 * earlierVersion<{ amount: Money }, MoneyDeposited['data']>(record({ amount: Money }), (old) => ({ ...old, currency: 'EUR' }))
 */
export function earlierVersion<Old, Next>(data: Codec<Old>, becomes: (old: Old) => Next): EarlierVersion {
  return { data, read: (json) => becomes(data.decode(json)), upcaster: becomes.toString() };
}

/** An event's own part, as the store keeps it. */
export interface EncodedEvent {
  readonly type: string;
  readonly version: number;
  readonly data: Json;
}

/** Where an event stands in the log. */
export type Place = Pick<Envelope, 'stream' | 'revision' | 'position'>;

/** All types of event of an application, and the way between their values and their JSON. */
export interface EventRegistry {
  readonly types: readonly string[];
  shapeOf(type: string): EventShape;
  encode(event: Message): EncodedEvent;
  decode(stored: EncodedEvent & Envelope): Recorded<Message>;
  /** The event's data alone. */
  dataOf(stored: EncodedEvent & Place): unknown;
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
    dataOf: (stored) => decodeData(stored, shapeOf(stored.type)),
  };
}

function decodeEvent(stored: EncodedEvent & Envelope, shape: EventShape): Recorded<Message> {
  const { id, stream, revision, position, occurredAt, metadata, type } = stored;
  return { type, data: decodeData(stored, shape), id, stream, revision, position, occurredAt, metadata };
}

function decodeData(stored: EncodedEvent & Place, shape: EventShape): unknown {
  try {
    return shape.data.decode(currentData(stored, shape));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const version = stored.version === shape.version ? '' : ` in version ${stored.version}`;
    throw new Error(`${placeOf(stored)} does not have the shape the model gives it${version}: ${error.message} It was not written by this model.`, { cause: error });
  }
}

/** What was stored, carried over from version to version until it has the shape of today. */
function currentData(stored: EncodedEvent & Place, shape: EventShape): Json {
  if (stored.version > shape.version) throw new WrittenByNewer(`${placeOf(stored)} was stored in version ${stored.version}, and this application reads ${readableVersions(shape)} of it. A newer version of the application wrote it: start that one.`);
  let json = stored.data;
  for (let version = stored.version; version !== shape.version; version += 1) {
    const earlier = shape.earlier?.[version];
    const next = version + 1 === shape.version ? shape.data : shape.earlier?.[version + 1]?.data;
    if (earlier === undefined || next === undefined) throw new Error(`${placeOf(stored)} was stored in version ${stored.version}, and this application reads ${readableVersions(shape)} of it.`);
    json = next.encode(earlier.read(json));
  }
  return json;
}

function readableVersions({ version, earlier = {} }: EventShape): string {
  const all = [...Object.keys(earlier), String(version)];
  return all.length === 1 ? `version ${version}` : `versions ${all.slice(0, -1).join(', ')} and ${version}`;
}

const placeOf = (stored: EncodedEvent & Place): string => `Event "${stored.type}" at position ${stored.position} (revision ${stored.revision} of ${stored.stream})`;
