import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { filtersOf, HIGHEST_LIMIT, USUAL_LIMIT, WAIT_FOR } from '../list-query.ts';
import type { ReadModelEndpoint } from '../read-model-routes.ts';
import { POSITION } from './event-schemas.ts';
import { actor, ACTOR_ID } from './headers.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { operationId } from './operation-id.ts';
import { problems } from './problem-responses.ts';
import { written } from './written.ts';

export function readModelOperation(endpoint: ReadModelEndpoint, actors: readonly string[], schemas: NamedSchemas): JsonObject {
  const { model, keyFields, gives } = endpoint;
  const row = schemas.keep(model.name, { title: model.name, ...written(model.row.schema) });
  const answer = gives === 'a row' ? row : schemas.keep(`${model.name} page`, pageOf(model.name, row));
  const text = [model.question, model.about?.trim(), model.viewedBy.length === 0 ? undefined : `For ${model.viewedBy.join(' and ')}.`].filter((each) => each !== undefined).join('\n\n');
  return {
    operationId: operationId(...nameOf(endpoint)),
    summary: model.name,
    ...(text === '' ? {} : { description: text }),
    tags: [model.name],
    parameters: [...pathParameters(endpoint, schemas), ...(gives === 'a list' ? listParameters(endpoint, schemas) : []), waitFor(schemas), ...readerHeaders(endpoint, actors)],
    responses: {
      '200': { description: gives === 'a row' ? 'The row.' : 'The rows, in order of their key.', content: { 'application/json': { schema: answer } } },
      ...problems('BadInput', 'NotAllowed', ...(gives === 'a row' ? (['NotFound'] as const) : []), 'Failed', 'Busy'),
    },
  };
}

/** `getStatement` by its whole key, `listStatement` and `listStatementByAccountNumber` with less of it. */
function nameOf({ model, keyFields, gives }: ReadModelEndpoint): readonly string[] {
  if (gives === 'a row') return ['get', model.name];
  return ['list', model.name, ...(keyFields.length === 0 ? [] : ['by', ...keyFields.map((field) => model.row.wordsOf(field))])];
}

function pageOf(name: string, row: JsonSchema): JsonSchema {
  return {
    title: `Some rows of ${name}`,
    type: 'object',
    properties: {
      items: { type: 'array', items: row },
      next: { type: ['string', 'null'], description: 'Where the list goes on, for `after`; null at its end.' },
    },
    required: ['items', 'next'],
  };
}

function pathParameters({ model, keyFields }: ReadModelEndpoint, schemas: NamedSchemas): readonly JsonObject[] {
  return keyFields.map((field) => ({ name: field, in: 'path', required: true, description: model.row.wordsOf(field), schema: typeOf(model.row.fields[field]?.schema ?? {}, schemas) }));
}

function listParameters({ model }: ReadModelEndpoint, schemas: NamedSchemas): readonly JsonObject[] {
  return [
    ...filtersOf(model).map(({ parameter, field, codec }) => ({ name: parameter, in: 'query', description: `Only rows with this ${model.row.wordsOf(field)}.`, schema: typeOf(codec.schema, schemas) })),
    { name: 'limit', in: 'query', description: 'Most rows in one answer.', schema: { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: USUAL_LIMIT } },
    { name: 'after', in: 'query', description: 'What `next` was in the answer before.', schema: { type: 'string' } },
  ];
}

function typeOf(schema: JsonSchema, schemas: NamedSchemas): JsonSchema {
  return typeof schema['title'] === 'string' ? schemas.keep(schema['title'], schema) : schemas.inline(schema);
}

function readerHeaders({ model }: ReadModelEndpoint, actors: readonly string[]): readonly JsonObject[] {
  const may = model.viewedBy.length === 0 ? actors : model.viewedBy;
  if (may.length === 0) return [];
  const seen = model.visibleTo === undefined ? '' : ' Only rows that this one may see are shown.';
  return [actor(`Who looks; the first who may unless given.${seen} Percent-encoded where it is not ASCII.`, may), ACTOR_ID];
}

function waitFor(schemas: NamedSchemas): JsonObject {
  return { name: WAIT_FOR, in: 'query', description: 'Answer only once everything has followed the log to this position, as the answer to a command names it.', schema: typeOf(POSITION, schemas) };
}
