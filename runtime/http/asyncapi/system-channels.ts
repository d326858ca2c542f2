import type { EventDefinition } from '../../aggregate/decider.ts';
import { CLOUD_EVENT_TYPE } from '../../message/cloud-event.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import type { ExternalSystemDefinition, RequestDefinition } from '../../reaction/external-system.ts';
import { described } from '../openapi/described.ts';
import type { NamedSchemas } from '../openapi/named-schemas.ts';
import { written } from '../openapi/written.ts';
import { exampleOf } from '../read-record.ts';
import { reportEndpoints, type ReportEndpoint } from '../report-routes.ts';
import type { Channel, ChannelMessage } from './channel.ts';
import { requestInEnvelope } from './envelope.ts';

/** What external systems are asked for. Where that goes is the business of their adapters. */
export function requestChannels({ name: application, externalSystems }: ApplicationDefinition, schemas: NamedSchemas): readonly Channel[] {
  const asked = externalSystems.map(({ definition }) => definition).filter(({ requests }) => Object.keys(requests).length > 0);
  return asked.map((system) => ({
    name: `${system.name} requests`,
    action: 'send',
    address: null,
    title: `What is asked of ${system.name}`,
    description: [system.about?.trim(), 'At least once, always under the same id, until it has been taken.'].filter((each) => each !== undefined).join('\n\n'),
    messages: Object.entries(system.requests).map(([type, request]) => requestMessage(application, system, type, request, schemas)),
  }));
}

function requestMessage(application: string, system: ExternalSystemDefinition, type: string, { about, data }: RequestDefinition<unknown>, schemas: NamedSchemas): ChannelMessage {
  const envelope = requestInEnvelope({ application, owner: system.name, type, schema: written(data.schema) }, schemas);
  return { name: type, message: { name: type, title: type, summary: `Asked of ${system.name}`, ...described(about), contentType: CLOUD_EVENT_TYPE, ...envelope } };
}

/** What external systems report, each event at a URL of its own. */
export function reportChannels(definition: ApplicationDefinition, schemas: NamedSchemas): readonly Channel[] {
  return reportEndpoints(definition).map((endpoint) => ({
    name: `${endpoint.system.name} reports ${endpoint.name}`,
    action: 'receive',
    method: 'POST',
    address: endpoint.url,
    title: `${endpoint.system.name} reports: ${endpoint.name}`,
    description: 'Taken once under one Idempotency-Key.',
    messages: [{ name: `${endpoint.name} report`, message: reportMessage(endpoint, schemas) }],
  }));
}

function reportMessage({ name, event }: ReportEndpoint, schemas: NamedSchemas): ChannelMessage['message'] {
  const { about, data }: EventDefinition<unknown> = event;
  const payload = schemas.keep(`${name} report`, { title: name, ...data.schema, examples: [exampleOf(data.schema)] });
  return { name: `${name} report`, title: name, summary: 'As the system sends it', ...described(about), contentType: 'application/json', headers: KEY, payload };
}

const KEY = {
  type: 'object',
  properties: { 'Idempotency-Key': { type: 'string', minLength: 1, maxLength: 200, description: 'By which the system knows its report.' } },
};
