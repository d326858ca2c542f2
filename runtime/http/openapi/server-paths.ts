import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { ProblemKind } from '../problem.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { problems } from './problem-responses.ts';

export const SERVER_TAG = { name: 'The server itself', description: 'What every application serves besides its model.' } as const;

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
    state: { type: 'string', enum: ['waiting', 'delivered', 'parked', 'skipped'] },
    requestedAt: { type: 'string', format: 'date-time' },
    deliveredAt: { ...NULLABLE_TEXT, format: 'date-time' },
    attempts: { type: 'integer' },
    lastError: NULLABLE_TEXT,
  },
  required: ['id', 'system', 'type', 'data', 'state', 'requestedAt', 'deliveredAt', 'attempts', 'lastError'],
};

/** Where there are tokens, strangers are told no more than that. */
const READY: JsonSchema = { ...members({ status: { const: 'ready' }, position: { type: 'string' }, troubles: TROUBLES }), required: ['status'] };
const ALIVE = members({ status: { const: 'alive' } });

export function serverPaths(schemas: NamedSchemas): JsonObject {
  const requests = members({ items: { type: 'array', items: schemas.keep('Request made', REQUEST) } });
  const live = { security: [], ...operation('serverHealthLive', 'Whether the server answers at all', schemas.keep('Server alive', ALIVE), 'WrongHost') };
  const ready = { security: [], ...operation('serverHealthReady', 'Whether every read model and policy has caught up with what was stored at the start', schemas.keep('Server ready', READY), 'WrongHost', 'Failed') };
  const asked = {
    security: [],
    ...operation('serverRequests', 'What external systems were asked to do, the newest first', schemas.keep('Requests made', requests), 'BadInput', 'NotAllowed', 'NotFound', 'TooMany', 'Failed'),
    description: 'Only where there are no tokens: none says who looks after a server.',
  };
  return {
    '/health/live': { get: live },
    '/health/ready': { get: ready },
    '/requests.json': { get: asked },
  };
}

function operation(operationId: string, summary: string, schema: JsonSchema, ...kinds: readonly ProblemKind[]): JsonObject {
  const so = { '200': { description: 'So it is.', content: { 'application/json': { schema } } } };
  return { operationId, summary, tags: [SERVER_TAG.name], responses: { ...so, ...problems(...kinds, 'Busy') } };
}

function members(properties: JsonObject): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
