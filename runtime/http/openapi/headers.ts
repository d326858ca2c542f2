import type { JsonObject } from '../../message/json.ts';

export function idempotencyKey(description: string): JsonObject {
  return { name: 'Idempotency-Key', in: 'header', description, schema: { type: 'string', minLength: 1, maxLength: 200 } };
}

export function actor(description: string, names: readonly string[]): JsonObject {
  return { name: 'Actor', in: 'header', description, schema: { type: 'string', enum: names } };
}

/** Who exactly: what rules and read models know as `actor.id`. */
export const ACTOR_ID: JsonObject = {
  name: 'Actor-Id',
  in: 'header',
  description: 'Who exactly that is; nobody in particular unless given. Percent-encoded where it is not ASCII.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};
