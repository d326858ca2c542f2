import type { Temporal } from 'temporal-polyfill';
import { instantText } from './instant-text.ts';
import type { Json, JsonObject } from './json.ts';
import { type Envelope, idOfActor, type Metadata } from './message.ts';

/** A request to an external system, as it is kept. */
export interface RequestToTell {
  /** UUID, the same for every attempt. */
  readonly id: string;
  readonly system: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata: Metadata;
  readonly requestedAt: Temporal.Instant;
}

/** An event, and its data as its codec writes them. */
export interface EventToTell extends Envelope {
  readonly type: string;
  readonly encoded: Json;
}

/** The media type of what `cloudEventOf…` gives. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json';

/**
 * Where something comes from: the application and, in it, the aggregate or external system it is about, in the model's
 * words, as a reference of a URI has them: `/Bank/Bank%20account`.
 */
export function cloudEventSource(application: string, owner: string): string {
  return `/${encodeURIComponent(application)}/${encodeURIComponent(owner)}`;
}

/**
 * What external systems are asked for, in the envelope that other software knows.
 *
 * Source: CloudEvents 1.0, JSON event format; its extension attributes have names of small letters and digits only.
 */
export function cloudEventOfRequest(application: string, { id, system, type, data, metadata, requestedAt }: RequestToTell): JsonObject {
  return { specversion: '1.0', id, source: cloudEventSource(application, system), type, time: instantText(requestedAt), ...whyOf(metadata), datacontenttype: 'application/json', data };
}

/** An event in the same envelope. `subject` tells which instance of the aggregate it happened to. */
export function cloudEventOfEvent(application: string, { id, type, stream, revision, position, occurredAt, metadata, encoded }: EventToTell): JsonObject {
  const slash = stream.indexOf('/');
  return {
    specversion: '1.0',
    id,
    source: cloudEventSource(application, stream.slice(0, slash)),
    type,
    subject: stream.slice(slash + 1),
    time: instantText(occurredAt),
    revision,
    // As text: integers of CloudEvents have 32 bits.
    position: position.toString(),
    ...whyOf(metadata),
    datacontenttype: 'application/json',
    data: encoded,
  };
}

/** An attribute without a value is left out: the format knows no null. */
function whyOf({ correlationId, causationId, actor, policy, traceparent }: Metadata): JsonObject {
  return {
    correlationid: correlationId,
    causationid: causationId,
    ...(actor === null ? {} : { actor: actor.name, actorid: idOfActor(actor) }),
    ...(policy === null ? {} : { policy }),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
