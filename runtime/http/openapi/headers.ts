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
  description: 'Who exactly that is; nobody in particular unless given. Percent-encoded where it is not ASCII. Not taken beside a token, which says it.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** Of what is read, and has not changed since. */
export const IF_NONE_MATCH: JsonObject = {
  name: 'If-None-Match',
  in: 'header',
  description: 'What `ETag` was in an earlier answer. If nothing has changed since, the answer is 304, without a body.',
  schema: { type: 'string', minLength: 1 },
};

/** Of a stream that is taken up again. */
export const LAST_EVENT_ID: JsonObject = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'Of a stream that broke off: the last `id` it told, for only what has changed since. Browsers send it by themselves.',
  schema: { type: 'string', minLength: 1 },
};

/** By which an answer can be asked for again. */
export function etag(description: string, example: string): JsonObject {
  return { ETag: { description, schema: { type: 'string', examples: [example] } } };
}

export const NOT_MODIFIED: JsonObject = { description: 'Nothing has changed since the answer that If-None-Match names.', headers: etag('The same as then.', '"XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg"') };
