import type { AggregateDefinition } from '../../aggregate/decider.ts';
import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { type CommandEndpoint, makesIdentity } from '../command-routes.ts';
import { exampleOf } from '../read-record.ts';
import { urlName } from '../url-name.ts';
import { described } from './described.ts';
import { operationId } from './operation-id.ts';
import { problems } from './problem-responses.ts';

export function commandOperation(endpoint: CommandEndpoint, aggregates: readonly AggregateDefinition[]): JsonObject {
  const { name, aggregate, command } = endpoint;
  return {
    operationId: operationId(name),
    summary: name,
    description: [command.about?.trim(), `Sent by ${command.by.join(' or ')}.`].filter((each) => each !== undefined).join('\n\n'),
    tags: [aggregate.name],
    parameters: headers(command.by),
    requestBody: requestBody(endpoint),
    responses: { '200': accepted(aggregate, aggregates), ...problems('BadInput', 'NotAllowed', 'Refused', 'AnotherRevision', 'TooLarge', 'NotJson', 'KeyUsedBefore', 'Failed', 'Busy') },
  };
}

function requestBody(endpoint: CommandEndpoint): JsonObject {
  const { schema } = endpoint.command.data;
  const identity = endpoint.aggregate.identity.field;
  const required = (Array.isArray(schema['required']) ? schema['required'] : []).filter((field) => !(field === identity && makesIdentity(endpoint)));
  const note = makesIdentity(endpoint) ? { description: `\`${identity}\` may be left out: it is then made, and given back as \`id\`.` } : {};
  const titled: JsonSchema = { title: endpoint.name, ...schema, required, examples: [exampleOf(schema)] };
  return { ...note, required: required.length > 0, content: { 'application/json': { schema: titled } } };
}

function headers(by: readonly string[]): readonly JsonObject[] {
  return [
    { name: 'Idempotency-Key', in: 'header', description: 'The same command again under the same key happens once, and gives its first answer again. Any other command, or other data, under a key that was used is 422.', schema: { type: 'string', minLength: 1, maxLength: 200 } },
    { name: 'If-Match', in: 'header', description: 'The revision that was seen, as ETag had it. At any other, nothing happens.', schema: { type: 'string', examples: ['"3"'] } },
    { name: 'Actor', in: 'header', description: 'In whose name it is sent; the first of these unless given. Percent-encoded where it is not ASCII.', schema: { type: 'string', enum: by } },
  ];
}

function accepted(aggregate: AggregateDefinition, aggregates: readonly AggregateDefinition[]): JsonObject {
  const schema = {
    type: 'object',
    properties: {
      position: { ...POSITION, description: 'Of the last event in the whole log. `?wait-for=` takes it.' },
      revision: { type: 'integer', minimum: 0, description: `Of the ${aggregate.name} after the command.` },
      id: { type: 'string', description: `Tells which ${aggregate.name}.` },
      events: { type: 'array', description: 'What happened, in order.', items: { $ref: `#/components/schemas/${keyOf(aggregate, aggregates)}` } },
    },
    required: ['position', 'revision', 'id', 'events'],
  };
  return { description: 'Accepted.', headers: { ETag: { description: 'The revision.', schema: { type: 'string', examples: ['"3"'] } } }, content: { 'application/json': { schema } } };
}

const POSITION: JsonSchema = { type: 'string', pattern: '^[0-9]+$', examples: ['12'] };

/** One schema an aggregate: any of its events, as answers to commands show them. */
export function eventSchemas(aggregates: readonly AggregateDefinition[]): JsonObject {
  return Object.fromEntries(
    aggregates.map((aggregate) => [
      keyOf(aggregate, aggregates),
      {
        title: `An event of ${aggregate.name}`,
        oneOf: Object.entries(aggregate.events).map(([type, { about, data }]) => ({
          title: type,
          ...described(about),
          type: 'object',
          properties: { type: { const: type }, data: data.schema, revision: { type: 'integer', minimum: 1 }, position: POSITION, occurredAt: { type: 'string', format: 'date-time' } },
          required: ['type', 'data', 'revision', 'position', 'occurredAt'],
        })),
      },
    ]),
  );
}

/** OpenAPI takes only ASCII there. */
function keyOf(aggregate: AggregateDefinition, aggregates: readonly AggregateDefinition[]): string {
  const name = urlName(aggregate.name);
  return /^[a-z0-9-]+$/.test(name) ? `${name}-event` : `event-of-aggregate-${aggregates.indexOf(aggregate) + 1}`;
}
