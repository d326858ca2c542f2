import type { JsonObject } from '../../message/json.ts';
import { exampleOf } from '../read-record.ts';
import type { ReportEndpoint } from '../report-routes.ts';
import { type EventSchemas, POSITION } from './event-schemas.ts';
import { idempotencyKey } from './headers.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { operationId } from './operation-id.ts';
import { problemsToCallers } from './problem-responses.ts';
import { refusedReport } from './refusals.ts';

export function reportOperation({ name, system, event: { about, data } }: ReportEndpoint, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  const schema = { title: name, ...data.schema, examples: [exampleOf(data.schema)] };
  return {
    operationId: operationId(system.name, name),
    summary: name,
    description: [about?.trim(), `Reported by ${system.name}.`].filter((each) => each !== undefined).join('\n\n'),
    tags: [system.name],
    parameters: [idempotencyKey('By which the system knows its report: under the same key it is recorded once, and gives its first answer again. Another report, or other data, under a key that was used is 422.')],
    requestBody: { required: true, content: { 'application/json': { schema: schemas.keep(`${name} report`, schema) } } },
    responses: { '201': recorded(system.name, events, schemas), '409': refusedReport(schemas), ...problemsToCallers('BadInput', 'TooLarge', 'NotJson', 'KeyUsedBefore', 'Failed', 'Busy') },
  };
}

function recorded(system: string, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  const schema = {
    title: `What a report of ${system} led to`,
    type: 'object',
    properties: {
      position: POSITION,
      id: { type: 'string', format: 'uuid', description: 'Of the event.' },
      events: { type: 'array', description: 'The event.', items: events(system) },
    },
    required: ['position', 'id', 'events'],
  };
  return { description: 'Recorded.', content: { 'application/json': { schema: schemas.keep(`${system} recorded`, schema) } } };
}
