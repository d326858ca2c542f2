import type { JsonObject } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { numbered } from '../openapi/ascii-words.ts';
import { described } from '../openapi/described.ts';
import { keptUnderNames } from '../openapi/kept-under-names.ts';
import { LICENCE } from '../openapi/licence.ts';
import { namedSchemas } from '../openapi/named-schemas.ts';
import { operationId } from '../openapi/operation-id.ts';
import type { Channel } from './channel.ts';
import { eventChannels } from './event-channels.ts';
import { readModelChannels } from './read-model-channels.ts';
import { reportChannels, requestChannels } from './system-channels.ts';

/**
 * The events of an application, what it asks of external systems and what these tell it, as AsyncAPI 3 describes them. The
 * schemas are those of the codecs.
 */
export function asyncApiDocument(definition: ApplicationDefinition): JsonObject {
  const schemas = namedSchemas();
  const messages = keptUnderNames();
  const channels = new Map<string, JsonObject>();
  const operations = new Map<string, JsonObject>();
  for (const channel of [...eventChannels(definition, schemas), ...readModelChannels(definition, schemas), ...requestChannels(definition, schemas), ...reportChannels(definition, schemas)]) {
    const key = numbered(operationId(channel.name), (name) => channels.has(name));
    const names = channel.messages.map(({ name, message }) => messages.keep(name, message));
    channels.set(key, channelObject(channel, names));
    operations.set(key, operationObject(channel, key, names));
  }
  return {
    asyncapi: '3.0.0',
    info: { title: definition.name, version: '1', ...described(definition.about), license: { name: LICENCE.name } },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(operations),
    components: { messages: messages.kept(), schemas: schemas.kept() },
  };
}

function channelObject({ address, title, description }: Channel, messages: readonly string[]): JsonObject {
  return { address, title, description, messages: Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }])) };
}

function operationObject({ action, title, method }: Channel, channel: string, messages: readonly string[]): JsonObject {
  return {
    action,
    title,
    channel: { $ref: `#/channels/${channel}` },
    messages: messages.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
    ...(method === undefined ? {} : { bindings: { http: { method, bindingVersion: '0.3.0' } } }),
  };
}
