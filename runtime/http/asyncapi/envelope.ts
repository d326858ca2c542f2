import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { cloudEventSource } from '../../message/cloud-event.ts';
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
  readonly data: JsonSchema;
}

export function requestInEnvelope({ application, owner, type, data }: Enveloped, schemas: NamedSchemas): JsonSchema {
  return { allOf: [schemas.keep('Cloud event', ENVELOPE), inParticular(application, owner, type, data)] };
}

export function eventInEnvelope({ application, owner, type, data }: Enveloped, schemas: NamedSchemas): JsonSchema {
  return { allOf: [schemas.keep('Cloud event', ENVELOPE), schemas.keep('Cloud event of an event', OF_EVENT), inParticular(application, owner, type, data)] };
}

function inParticular(application: string, owner: string, type: string, data: JsonSchema): JsonSchema {
  return { type: 'object', properties: { source: { const: cloudEventSource(application, owner) }, type: { const: type }, data }, required: ['data'] };
}
