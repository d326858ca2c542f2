import type { JsonObject } from '../../message/json.ts';
import { exampleOf } from '../read-record.ts';
import type { ReportEndpoint } from '../report-routes.ts';
import { type EventSchemas, POSITION } from './event-schemas.ts';
import { idempotencyKey } from './headers.ts';
import { operationId } from './operation-id.ts';
import { problems } from './problem-responses.ts';

export function reportOperation({ name, system, event: { about, data } }: ReportEndpoint, document: EventSchemas): JsonObject {
  const schema = { title: name, ...data.schema, examples: [exampleOf(data.schema)] };
  return {
    operationId: operationId(system.name, name),
    summary: name,
    description: [about?.trim(), `Reported by ${system.name}.`].filter((each) => each !== undefined).join('\n\n'),
    tags: [system.name],
    parameters: [idempotencyKey('By which the system knows its report: under the same key it is recorded once, and gives its first answer again. Another report, or other data, under a key that was used is 422.')],
    requestBody: { required: true, content: { 'application/json': { schema } } },
    responses: { '201': recorded(system.name, document), ...problems('BadInput', 'Refused', 'TooLarge', 'NotJson', 'KeyUsedBefore', 'Failed', 'Busy') },
  };
}

function recorded(system: string, document: EventSchemas): JsonObject {
  const schema = {
    type: 'object',
    properties: {
      position: { ...POSITION, description: 'Of the event in the whole log. `?wait-for=` takes it.' },
      id: { type: 'string', format: 'uuid', description: 'Of the event.' },
      events: { type: 'array', description: 'The event.', items: document.refer(system) },
    },
    required: ['position', 'id', 'events'],
  };
  return { description: 'Recorded.', content: { 'application/json': { schema } } };
}
