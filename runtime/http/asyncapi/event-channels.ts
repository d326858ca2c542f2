import type { EventDefinition } from '../../aggregate/decider.ts';
import { CLOUD_EVENT_TYPE } from '../../message/cloud-event.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { described } from '../openapi/described.ts';
import type { NamedSchemas } from '../openapi/named-schemas.ts';
import { written } from '../openapi/written.ts';
import { exampleOf } from '../read-record.ts';
import type { Channel, ChannelMessage } from './channel.ts';
import { eventInEnvelope } from './envelope.ts';

interface Owner {
  readonly name: string;
  readonly about?: string;
  /** An example of what tells its instances apart. */
  readonly identity: string;
  readonly events: { readonly [eventType: string]: EventDefinition<unknown> };
}

/** What happens: the events of each aggregate, and those that external systems have told of, as the log has them. */
export function eventChannels({ name, aggregates, externalSystems }: ApplicationDefinition, schemas: NamedSchemas): readonly Channel[] {
  const systems = externalSystems.flatMap(({ definition }) => (definition.reports === undefined ? [] : [{ name: definition.name, identity: REPORT, events: definition.reports }]));
  const own = aggregates.map(({ name, about, identity, events }) => ({ name, ...(about === undefined ? {} : { about }), identity: String(exampleOf(identity.type.schema)), events }));
  return [...own, ...systems].map((owner: Owner) => ({
    name: `${owner.name} events`,
    action: 'send',
    address: null,
    title: `What happens: ${owner.name}`,
    description: [owner.about?.trim(), 'Recorded in the log of the application, in this order for each instance and never changed; this is the envelope in which it leaves.'].filter((each) => each !== undefined).join('\n\n'),
    messages: Object.entries(owner.events).map(([type, event]) => messageOf(name, owner, type, event, schemas)),
  }));
}

/** Each report has a stream of its own, which is called like the event in it. */
const REPORT = '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11';

function messageOf(application: string, { name, identity }: Owner, type: string, { about, version, data }: EventDefinition<unknown>, schemas: NamedSchemas): ChannelMessage {
  const envelope = eventInEnvelope({ application, owner: name, type, schema: written(data.schema) }, identity, schemas);
  return { name: type, message: { name: type, title: type, summary: `${type}, version ${version}`, ...described(about), contentType: CLOUD_EVENT_TYPE, ...envelope } };
}
