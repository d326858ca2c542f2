import type { AggregateDefinition } from '../../aggregate/decider.ts';
import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { type CommandEndpoint, makesIdentity, requiredFields } from '../command-routes.ts';
import { exampleOf } from '../read-record.ts';
import { type EventSchemas, POSITION } from './event-schemas.ts';
import { actor, ACTOR_ID, idempotencyKey } from './headers.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { operationId } from './operation-id.ts';
import { problemsToCallers } from './problem-responses.ts';
import { refusedResponse } from './refusals.ts';

export function commandOperation(endpoint: CommandEndpoint, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  const { name, aggregate, command } = endpoint;
  return {
    operationId: operationId(name),
    summary: name,
    description: [command.about?.trim(), `Sent by ${command.by.join(' or ')}.`].filter((each) => each !== undefined).join('\n\n'),
    tags: [aggregate.name],
    parameters: headers(command.by),
    requestBody: requestBody(endpoint, schemas),
    responses: {
      '200': accepted(aggregate, events, schemas),
      ...problemsToCallers('BadInput', 'AnotherRevision', 'TooLarge', 'NotJson', 'KeyUsedBefore', 'Failed', 'Busy'),
      '409': refusedResponse(endpoint, schemas),
    },
  };
}

function requestBody(endpoint: CommandEndpoint, schemas: NamedSchemas): JsonObject {
  const { schema } = endpoint.command.data;
  const identity = endpoint.aggregate.identity.field;
  const required = requiredFields(endpoint);
  const note = makesIdentity(endpoint) ? { description: `\`${identity}\` may be left out: it is then made, and given back as \`id\`.` } : {};
  const titled: JsonSchema = { title: endpoint.name, ...schema, required, examples: [exampleOf(schema)] };
  return { ...note, required: required.length > 0, content: { 'application/json': { schema: schemas.keep(endpoint.name, titled) } } };
}

function headers(by: readonly string[]): readonly JsonObject[] {
  return [
    idempotencyKey('The same command again under the same key happens once, and gives its first answer again. Any other command, or other data, under a key that was used is 422.'),
    { name: 'If-Match', in: 'header', description: 'The revision that was seen, as ETag had it. At any other, nothing happens.', schema: { type: 'string', examples: ['"3"'] } },
    actor('In whose name it is sent; the first of these that one is unless given. Percent-encoded where it is not ASCII.', by),
    ACTOR_ID,
  ];
}

function accepted(aggregate: AggregateDefinition, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  const schema = {
    title: `What a command to ${aggregate.name} led to`,
    type: 'object',
    properties: {
      position: POSITION,
      revision: { type: 'integer', minimum: 0, description: `Of the ${aggregate.name} after the command. Left out, like ETag, for a sender who is not shown this ${aggregate.name}.` },
      id: { type: 'string', description: `Tells which ${aggregate.name}.` },
      events: { type: 'array', description: `What happened, in order; nothing for a sender who is not shown this ${aggregate.name}.`, items: events(aggregate.name) },
    },
    required: ['position', 'id', 'events'],
  };
  const etag = { ETag: { description: 'The revision.', schema: { type: 'string', examples: ['"3"'] } } };
  return { description: 'Accepted.', headers: etag, content: { 'application/json': { schema: schemas.keep(`${aggregate.name} accepted`, schema) } } };
}
