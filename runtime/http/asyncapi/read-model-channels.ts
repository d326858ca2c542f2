import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import type { ReadModelDefinition } from '../../reaction/read-model.ts';
import type { NamedSchemas } from '../openapi/named-schemas.ts';
import { written } from '../openapi/written.ts';
import { urlName } from '../url-name.ts';
import type { Channel, ChannelMessage } from './channel.ts';

/** The rows of each read model and how they change, as server-sent events at its own URL. */
export function readModelChannels({ readModels }: ApplicationDefinition, schemas: NamedSchemas): readonly Channel[] {
  return readModels.map((model) => ({
    name: `${model.name} changes`,
    action: 'send',
    method: 'GET',
    address: `/${urlName(model.name)}`,
    title: `How the rows change: ${model.name}`,
    description: [model.question, STREAM, ...(model.key.length === 0 ? [] : ['The URLs of single rows, and those with filters, tell theirs alike.'])].filter((each) => each !== undefined).join('\n\n'),
    messages: messagesOf(model, schemas),
  }));
}

const STREAM = 'Server-sent events to whoever asks with `Accept: text/event-stream`: `reset`, the rows there are, `ready`, and from then on what changes. Whoever was cut off sends the last `id` as Last-Event-ID.';

function messagesOf(model: ReadModelDefinition, schemas: NamedSchemas): readonly ChannelMessage[] {
  const row = schemas.keep(model.name, { title: model.name, ...written(model.row.schema) });
  const key = schemas.keep(`${model.name} key`, keyOf(model));
  const { name } = model;
  return [
    { name: 'Reset', message: message('reset', 'Forget every row', members({})) },
    { name: `${name} row`, message: message('row', `A row of ${name} is there, new or changed`, members({ key, row })) },
    { name: `${name} removed`, message: message('removed', `A row of ${name} is there no longer, or not for this filter or reader`, members({ key })) },
    { name: 'Ready', message: message('ready', 'That was everything so far', members({})) },
  ];
}

function keyOf({ name, key, row }: ReadModelDefinition): JsonSchema {
  return { title: `What tells the rows of ${name} apart`, ...members(Object.fromEntries(key.map((field) => [field, written(row.fields[field]?.schema ?? {})]))) };
}

/** A message of a stream: its fields `event` and `id` are headers here, `data` is the payload. */
function message(event: string, summary: string, payload: JsonSchema): JsonObject {
  const id = { type: 'string', description: 'Begins with the position in the log up to which everything has been told; not with every message.' };
  return { name: event, title: event, summary, contentType: 'application/json', headers: { type: 'object', properties: { event: { const: event }, id }, required: ['event'] }, payload };
}

function members(properties: JsonObject): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) };
}
