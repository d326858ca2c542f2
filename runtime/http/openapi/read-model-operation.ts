import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { filtersOf, HIGHEST_LIMIT, USUAL_LIMIT, WAIT_FOR } from '../list-query.ts';
import type { ReadModelEndpoint } from '../read-model-routes.ts';
import { actor, ACTOR_ID } from './headers.ts';
import { operationId } from './operation-id.ts';
import { problems } from './problem-responses.ts';
import { written } from './written.ts';

export function readModelOperation(endpoint: ReadModelEndpoint, actors: readonly string[]): JsonObject {
  const { model, keyFields, gives } = endpoint;
  const row: JsonSchema = { title: model.name, ...written(model.row.schema) };
  const text = [model.question, model.about?.trim(), model.viewedBy.length === 0 ? undefined : `For ${model.viewedBy.join(' and ')}.`].filter((each) => each !== undefined).join('\n\n');
  return {
    operationId: operationId(model.name, ...(keyFields.length === 0 ? [] : ['by', ...keyFields.map((field) => model.row.wordsOf(field))])),
    summary: model.name,
    ...(text === '' ? {} : { description: text }),
    tags: [model.name],
    parameters: [...pathParameters(endpoint), ...(gives === 'a list' ? listParameters(endpoint) : []), waitFor(), ...readerHeaders(endpoint, actors)],
    responses: {
      '200': { description: gives === 'a row' ? 'The row.' : 'The rows, in order of their key.', content: { 'application/json': { schema: gives === 'a row' ? row : listOf(row) } } },
      ...problems('BadInput', 'NotAllowed', ...(gives === 'a row' ? (['NotFound'] as const) : []), 'Failed', 'Busy'),
    },
  };
}

function listOf(row: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: {
      items: { type: 'array', items: row },
      next: { type: ['string', 'null'], description: 'Where the list goes on, for `after`; null at its end.' },
    },
    required: ['items', 'next'],
  };
}

function pathParameters({ model, keyFields }: ReadModelEndpoint): readonly JsonObject[] {
  return keyFields.map((field) => ({ name: field, in: 'path', required: true, description: model.row.wordsOf(field), schema: model.row.fields[field]?.schema ?? {} }));
}

function listParameters({ model }: ReadModelEndpoint): readonly JsonObject[] {
  return [
    ...filtersOf(model).map(({ parameter, field, codec }) => ({ name: parameter, in: 'query', description: `Only rows with this ${model.row.wordsOf(field)}.`, schema: codec.schema })),
    { name: 'limit', in: 'query', description: 'Most rows in one answer.', schema: { type: 'integer', minimum: 1, maximum: HIGHEST_LIMIT, default: USUAL_LIMIT } },
    { name: 'after', in: 'query', description: 'What `next` was in the answer before.', schema: { type: 'string' } },
  ];
}

function readerHeaders({ model }: ReadModelEndpoint, actors: readonly string[]): readonly JsonObject[] {
  const may = model.viewedBy.length === 0 ? actors : model.viewedBy;
  if (may.length === 0) return [];
  const seen = model.visibleTo === undefined ? '' : ' Only rows that this one may see are shown.';
  return [actor(`Who looks; the first who may unless given.${seen} Percent-encoded where it is not ASCII.`, may), ACTOR_ID];
}

function waitFor(): JsonObject {
  return { name: WAIT_FOR, in: 'query', description: 'Answer only once everything has followed the log to this position, as the answer to a command names it.', schema: { type: 'string', pattern: '^[0-9]+$' } };
}
