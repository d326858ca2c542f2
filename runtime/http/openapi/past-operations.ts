import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { CAUSES } from '../past-answer.ts';
import { type PastEndpoint, pastEndpoints } from '../past-endpoints.ts';
import { ORDERS } from '../past-query.ts';
import { type EventSchemas, POSITION } from './event-schemas.ts';
import { etag, IF_NONE_MATCH, NOT_MODIFIED } from './headers.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { operationId } from './operation-id.ts';
import { PAGING, readerHeaders, typeOf, waitFor } from './parameters.ts';
import { problemsToCallers } from './problem-responses.ts';
import { written } from './written.ts';

/** What an instance is and was, and what happened to it. */
export function pastPaths(definition: ApplicationDefinition, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  return Object.fromEntries(
    pastEndpoints(definition).flatMap((endpoint) => {
      const url = endpoint.url.replace(/:([^/]+)$/, '{$1}');
      return [
        [url, { get: stateOperation(endpoint, schemas) }],
        [`${url}/history`, { get: historyOperation(endpoint, schemas) }],
        [`${url}/events`, { get: eventsOperation(endpoint, events, schemas) }],
      ] as const;
    }),
  );
}

function stateOperation(endpoint: PastEndpoint, schemas: NamedSchemas): JsonObject {
  const { name, state } = endpoint.aggregate;
  const schema: JsonSchema = members({ id: ID, revision: REVISION, position: POSITION, occurredAt: MOMENT, ended: { type: 'boolean', description: 'Whether its life was over.' }, state: written(state.schema) });
  const then = [
    { name: 'revision', in: 'query', description: 'As it was after so many events; as it is now unless given.', schema: { type: 'integer', minimum: 1 } },
    { name: 'at', in: 'query', description: 'As it was at this moment.', schema: MOMENT },
  ];
  return operation(endpoint, schemas, {
    id: ['get', name],
    summary: name,
    about: `One ${name} as it is now, or as it was.`,
    parameters: then,
    schema: schemas.keep(`${name} then`, { title: `${name} at some moment`, ...schema }),
    headers: etag('The revision. A command takes it as `If-Match`.', '"3"'),
  });
}

function historyOperation(endpoint: PastEndpoint, schemas: NamedSchemas): JsonObject {
  const { name } = endpoint.aggregate;
  const entry = schemas.keep('History entry', { title: 'What happened, who did it, and why', ...ENTRY });
  return operation(endpoint, schemas, {
    id: ['get', name, 'history'],
    summary: `History of a ${name}`,
    about: `What happened to one ${name}, who did it and why, in the words of the model. Whoever sees only what is their own is told no ids of others.`,
    parameters: [ORDER, ...PAGING],
    schema: schemas.keep('History page', pageOf('A part of a history', entry)),
  });
}

function eventsOperation(endpoint: PastEndpoint, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  const { name } = endpoint.aggregate;
  const envelope = schemas.keep('Event envelope', { title: 'Why and as what an event was stored', ...ENVELOPE });
  const stored = schemas.keep(`${name} event stored`, { title: `An event of ${name} as it is stored`, allOf: [events(name), envelope] });
  return operation(endpoint, schemas, {
    id: ['list', name, 'events'],
    summary: `Events of a ${name}`,
    about: `The events of one ${name} as data, in the shapes they have now.`,
    parameters: [ORDER, ...PAGING],
    schema: schemas.keep(`${name} events page`, pageOf(`Some events of a ${name}`, stored)),
  });
}

interface Told {
  readonly id: readonly string[];
  readonly summary: string;
  readonly about: string;
  readonly parameters: readonly JsonObject[];
  readonly schema: JsonSchema;
  readonly headers?: JsonObject;
}

function operation(endpoint: PastEndpoint, schemas: NamedSchemas, { id, summary, about, parameters, schema, headers = etag('Another one whenever the answer is another.', '"XohImNooBHFR0OVvjcYpJ3NgPQ1qq73WKhHvch0VQtg"') }: Told): JsonObject {
  const { aggregate: { name, identity }, views } = endpoint;
  const viewers = [...new Set(views.flatMap(({ viewedBy }) => viewedBy))];
  const whose = `For ${viewers.join(' and ')}, where ${views.map((view) => view.name).join(' or ')} shows them its row.`;
  const path = { name: identity.field, in: 'path', required: true, description: views[0]?.row.wordsOf(identity.field) ?? identity.field, schema: typeOf(identity.type.schema, schemas) };
  return {
    operationId: operationId(...id),
    summary,
    description: `${about}\n\n${whose}`,
    tags: [name],
    parameters: [path, ...parameters, waitFor(schemas), IF_NONE_MATCH, ...readerHeaders({ viewedBy: viewers }, [])],
    responses: { '200': { description: 'So it is.', headers, content: { 'application/json': { schema } } }, '304': NOT_MODIFIED, ...problemsToCallers('BadInput', 'NotFound', 'Failed', 'Busy') },
  };
}

const ORDER: JsonObject = { name: 'order', in: 'query', description: 'Which come first.', schema: { type: 'string', enum: ORDERS, default: ORDERS[0] } };

const ID: JsonSchema = { type: 'string', description: 'Tells which one.' };
const REVISION: JsonSchema = { type: 'integer', minimum: 1, description: 'How many events there are up to this one.' };
const MOMENT: JsonSchema = { type: 'string', format: 'date-time' };
const UUID: JsonSchema = { type: 'string', format: 'uuid' };
const ACTOR_ID: JsonSchema = { type: ['string', 'null'], description: 'Who exactly; null where nobody knows, or the reader is not told.' };
const POLICY: JsonSchema = { type: ['string', 'null'], description: 'The policy that acted, if one did.' };
const CORRELATION: JsonSchema = { ...UUID, description: 'The same for everything that followed from one message at the door.' };

const ENTRY = members({
  revision: REVISION,
  position: POSITION,
  occurredAt: MOMENT,
  type: { type: 'string', description: 'What happened, as the model calls it.' },
  fields: { type: 'object', description: 'By their names in the model.', additionalProperties: true },
  who: orNull(members({ actor: { type: 'string' }, id: ACTOR_ID })),
  why: members({ policy: POLICY, cause: members({ kind: { type: 'string', enum: CAUSES }, id: UUID }), correlationId: CORRELATION }),
});

const ENVELOPE = members({
  id: { ...UUID, description: 'Of the event.' },
  version: { type: 'integer', minimum: 1, description: 'Of the shape that the data have here.' },
  metadata: members({ correlationId: CORRELATION, causationId: { ...UUID, description: 'The command that led to it; of what a policy sent, the event that the policy reacted to.' }, actor: orNull(members({ name: { type: 'string' }, id: ACTOR_ID })), policy: POLICY }),
});

function members(properties: JsonObject): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

function pageOf(title: string, item: JsonSchema): JsonSchema {
  return { title, ...members({ items: { type: 'array', items: item }, next: { type: ['string', 'null'], description: 'Where the list goes on, for `after`; null at its end.' } }) };
}
