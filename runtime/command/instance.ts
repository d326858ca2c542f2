import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { Json } from '../message/json.ts';
import type { Message } from '../message/message.ts';
import { streamName } from '../store/stream-name.ts';

/** The identity of the instance that a command or an event of `aggregate` is about, as text. */
export function instanceId(aggregate: AggregateDefinition, message: Message): string {
  return identityText(identityJson(aggregate, message));
}

/** The same in its JSON form. */
export function identityJson(aggregate: AggregateDefinition, message: Message): Json {
  const { field, type } = aggregate.identity;
  const value = memberOf(message.data, field);
  if (value === undefined || value === null) throw new Error(`"${message.type}" does not say which ${aggregate.name} it is about: ${field} is missing.`);
  return type.encode(value);
}

/** An identity in its JSON form, as it stands in the stream's name. */
export function identityText(json: Json): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}

export function instanceStream(aggregate: AggregateDefinition, message: Message): string {
  return streamName(aggregate.name, instanceId(aggregate, message));
}

/** The identity within a stream's name, the way back from `streamName`. */
export function idInStream(aggregate: AggregateDefinition, stream: string): string {
  return stream.slice(streamName(aggregate.name, '').length);
}

function memberOf(data: unknown, member: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, member) ? Reflect.get(data, member) : undefined;
}
