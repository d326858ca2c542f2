import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { ReadModelDefinition } from '../../reaction/read-model.ts';
import { filtersOf, sortFieldsOf } from '../list-query.ts';
import type { ReadModelEndpoint } from '../read-model-routes.ts';
import { etag, IF_NONE_MATCH, LAST_EVENT_ID, NOT_MODIFIED } from './headers.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { operationId } from './operation-id.ts';
import { PAGING, readerHeaders, typeOf, waitFor } from './parameters.ts';
import { problemsToCallers } from './problem-responses.ts';
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
    parameters: [...pathParameters(endpoint, schemas), ...(gives === 'a list' ? listParameters(endpoint, schemas) : []), waitFor(schemas), IF_NONE_MATCH, LAST_EVENT_ID, ...readerHeaders(endpoint.model, actors)],
    responses: {
      '200': { description: gives === 'a row' ? 'The row.' : 'The rows, in order.', headers: etag('Another one whenever the answer is another.', '"XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg"'), content: { 'application/json': { schema: answer }, 'text/event-stream': { schema: STREAM } } },
      '304': NOT_MODIFIED,
      ...problemsToCallers('BadInput', ...(gives === 'a row' ? (['NotFound'] as const) : []), 'Failed', 'Busy'),
    },
  };
}

/** OpenAPI has no words for the single messages of a stream. */
const STREAM: JsonSchema = {
  type: 'string',
  description:
    'To whoever asks with `Accept: text/event-stream`: server-sent events for as long as they listen. `reset`: forget everything. `row` with `{"key":…,"row":…}`: it is there, new or changed. `removed` with `{"key":…}`: it is not there any more, or not among those asked for, or not for you. `ready`: that was everything so far. An `id` begins with the position up to which everything has been told. Paging and sorting are not taken, `If-None-Match` is not looked at, and a row that is not there is no problem: it may come.',
};

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
    ...sorting(model),
    ...PAGING,
  ];
}

function sorting(model: ReadModelDefinition): readonly JsonObject[] {
  const fields = sortFieldsOf(model);
  if (fields.length === 0) return [];
  const description = 'By which field the rows are in order, up or, with a `-`, down; by the key unless given. Rows that are alike are in order of their key. Text goes by its characters, null is behind everything.';
  return [{ name: 'sort', in: 'query', description, schema: { type: 'string', enum: fields.flatMap((field) => [field, `-${field}`]) } }];
}
