import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { ReadModelDefinition } from '../../reaction/read-model.ts';
import { HIGHEST_LIMIT, USUAL_LIMIT, WAIT_FOR } from '../list-query.ts';
import { POSITION } from './event-schemas.ts';
import { actor, ACTOR_ID } from './headers.ts';
import type { NamedSchemas } from './named-schemas.ts';

/** How much of a list there is in one answer, and where the next one goes on. */
export const PAGING: readonly JsonObject[] = [
  { name: 'limit', in: 'query', description: 'Most of them in one answer.', schema: { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: USUAL_LIMIT } },
  { name: 'after', in: 'query', description: 'What `next` was in the answer before, to the same question.', schema: { type: 'string' } },
];

export function waitFor(schemas: NamedSchemas): JsonObject {
  return { name: WAIT_FOR, in: 'query', description: 'Answer only once everything has followed the log to this position, as the answer to a command names it.', schema: typeOf(POSITION, schemas) };
}

/** A type of the model is referred to by its name. */
export function typeOf(schema: JsonSchema, schemas: NamedSchemas): JsonSchema {
  return typeof schema['title'] === 'string' ? schemas.keep(schema['title'], schema) : schemas.inline(schema);
}

export function readerHeaders(model: Pick<ReadModelDefinition, 'viewedBy' | 'visibleTo'>, actors: readonly string[]): readonly JsonObject[] {
  const may = model.viewedBy.length === 0 ? actors : model.viewedBy;
  if (may.length === 0) return [];
  const seen = model.visibleTo === undefined ? '' : ' Only rows that this one may see are shown.';
  return [actor(`Who looks; the first of these that one is unless given.${seen} Percent-encoded where it is not ASCII.`, may), ACTOR_ID];
}
