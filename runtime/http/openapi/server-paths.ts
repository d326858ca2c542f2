import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { problems } from './problem-responses.ts';

const TAGS = ['The server itself'];

const TROUBLES: JsonSchema = {
  type: 'array',
  description: 'What a read model, a policy or a request keeps failing at.',
  items: { type: 'object', properties: { subscription: { type: 'string' }, error: { type: 'string' } }, required: ['subscription', 'error'] },
};

const NULLABLE_TEXT: JsonSchema = { type: ['string', 'null'] };

const REQUEST: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid', description: 'The idempotency key of every attempt.' },
    system: { type: 'string' },
    type: { type: 'string' },
    data: { type: 'object' },
    requestedAt: { type: 'string', format: 'date-time' },
    deliveredAt: { ...NULLABLE_TEXT, format: 'date-time' },
    attempts: { type: 'integer' },
    lastError: NULLABLE_TEXT,
  },
  required: ['id', 'system', 'type', 'data', 'requestedAt', 'deliveredAt', 'attempts', 'lastError'],
};

const READY = members({ status: { const: 'ready' }, position: { type: 'string' }, troubles: TROUBLES });

/** What every application serves besides its model. */
export function serverPaths(): JsonObject {
  return {
    '/health/live': { get: operation('serverHealthLive', 'Whether the server answers at all', members({ status: { const: 'alive' } })) },
    '/health/ready': { get: operation('serverHealthReady', 'Whether every read model and policy has caught up with what was stored at the start', READY) },
    '/requests.json': { get: operation('serverRequests', 'What external systems were asked to do, the newest first', members({ items: { type: 'array', items: REQUEST } })) },
  };
}

function operation(operationId: string, summary: string, schema: JsonSchema): JsonObject {
  return { operationId, summary, tags: TAGS, responses: { '200': { description: 'So it is.', content: { 'application/json': { schema } } }, ...problems('Failed', 'Busy') } };
}

function members(properties: JsonObject): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
