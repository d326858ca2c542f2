import { Temporal } from 'temporal-polyfill';
import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { cloudEventOfEvent, cloudEventOfRequest, cloudEventSource } from '../../message/cloud-event.ts';
import { exampleOf } from '../read-record.ts';
import type { Metadata } from '../../message/message.ts';
import { streamName } from '../../store/stream-name.ts';
import type { NamedSchemas } from '../openapi/named-schemas.ts';

const UUID: JsonSchema = { type: 'string', format: 'uuid' };

/** Source: CloudEvents 1.0. The last members are extension attributes of ours, or of its own registry. */
const ATTRIBUTES: JsonObject = {
  specversion: { const: '1.0' },
  id: { ...UUID, description: 'The same whenever it comes again.' },
  source: { type: 'string', format: 'uri-reference', description: 'The application, and the aggregate or the external system in it.' },
  type: { type: 'string', description: "In the model's words." },
  time: { type: 'string', format: 'date-time' },
  datacontenttype: { const: 'application/json' },
  correlationid: { ...UUID, description: 'The same for everything that follows from one message at the door.' },
  causationid: { ...UUID, description: 'Of what led to it.' },
  actor: { type: 'string', description: 'In whose name; left out where nobody is known.' },
  actorid: { type: 'string', description: 'Who exactly.' },
  policy: { type: 'string', description: 'Which policy wanted it, if one did.' },
  traceparent: { type: 'string', description: 'Where it was traced, as W3C Trace Context writes it.' },
};

const OPTIONAL: ReadonlySet<string> = new Set(['actor', 'actorid', 'policy', 'traceparent']);

const ENVELOPE: JsonSchema = {
  title: 'CloudEvent',
  description: 'The envelope of what leaves the application: CloudEvents 1.0 in its JSON format.',
  type: 'object',
  properties: ATTRIBUTES,
  required: Object.keys(ATTRIBUTES).filter((name) => !OPTIONAL.has(name)),
};

const OF_EVENT: JsonSchema = {
  type: 'object',
  properties: {
    subject: { type: 'string', description: 'Which instance of the aggregate.' },
    revision: { type: 'integer', minimum: 1, description: 'Of the event in its instance.' },
    position: { type: 'string', pattern: '^[0-9]+$', description: 'Of the event in the whole log.', examples: ['12'] },
  },
  required: ['subject', 'revision', 'position'],
};

/** One message in its envelope: `owner` is the aggregate it happened to, or the external system it is sent to. */
export interface Enveloped {
  readonly application: string;
  readonly owner: string;
  readonly type: string;
  /** As it is written, with no type of the model under a name of its own. */
  readonly schema: JsonSchema;
}

/** The payload of a message, and one example of it. */
export interface Payload {
  readonly payload: JsonSchema;
  readonly examples: readonly JsonObject[];
}

export function requestInEnvelope(message: Enveloped, schemas: NamedSchemas): Payload {
  const { application, owner, type, schema } = message;
  const example = cloudEventOfRequest(application, { id: ID, system: owner, type, data: exampleOf(schema), metadata: WHY, requestedAt: MOMENT });
  return { payload: { allOf: [schemas.keep('Cloud event', ENVELOPE), inParticular(message, schemas)] }, examples: [{ payload: example }] };
}

/** `identity` is an example of what tells the instances of the aggregate apart. */
export function eventInEnvelope(message: Enveloped, identity: string, schemas: NamedSchemas): Payload {
  const { application, owner, type, schema } = message;
  const example = cloudEventOfEvent(application, { id: ID, type, stream: streamName(owner, identity), revision: 1, position: 1n, occurredAt: MOMENT, metadata: WHY, encoded: exampleOf(schema) });
  return { payload: { allOf: [schemas.keep('Cloud event', ENVELOPE), schemas.keep('Cloud event of an event', OF_EVENT), inParticular(message, schemas)] }, examples: [{ payload: example }] };
}

function inParticular({ application, owner, type, schema }: Enveloped, schemas: NamedSchemas): JsonSchema {
  const data = schemas.keep(type, { title: type, ...schema });
  return { type: 'object', properties: { source: { const: cloudEventSource(application, owner) }, type: { const: type }, data }, required: ['data'] };
}

const ID = '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11';
const CAUSE = '0d9d3a0e-2f0d-4b0c-8a3e-1f2a3b4c5d6e';
const WHY: Metadata = { correlationId: CAUSE, causationId: CAUSE, actor: null, policy: null };
const MOMENT = Temporal.Instant.from('2026-11-23T12:00:00Z');
