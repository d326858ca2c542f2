import type { AggregateDefinition, EventDefinition } from '../aggregate/decider.ts';
import { recordIn } from '../message/composed-types.ts';
import { isJsonObject, type Json, type JsonObject } from '../message/json.ts';
import type { Message, Metadata, Recorded } from '../message/message.ts';
import type { StateThen } from '../reaction/past.ts';
import { eventAsJson } from './command-answer.ts';
import type { Admitted } from './past-access.ts';

export function stateAsJson(id: string, { revision, position, occurredAt, ended, state }: StateThen): JsonObject {
  return { id, revision, position: position.toString(), occurredAt: occurredAt.toString(), ended, state };
}

/** An event as the audit log tells it: its fields in the words of the model, who, and why. */
export function entryAsJson(aggregate: AggregateDefinition, event: Recorded<Message>, admitted: Admitted): JsonObject {
  const { type, revision, position, occurredAt, metadata } = event;
  const actor = admitted.shownActor(metadata.actor);
  return {
    revision,
    position: position.toString(),
    occurredAt: occurredAt.toString(),
    type,
    fields: inWords(eventOf(aggregate, event), event.data),
    who: actor === null ? null : { actor: actor.name, id: actor.id },
    why: { policy: metadata.policy, cause: { kind: kindOfCause(metadata), id: metadata.causationId }, correlationId: metadata.correlationId },
  };
}

function inWords({ data: codec }: EventDefinition<unknown>, data: unknown): Json {
  const [json, record] = [codec.encode(data), recordIn(codec)];
  if (record === undefined || !isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([field, value]) => [record.wordsOf(field), value]));
}

export const CAUSES = ['command', 'event', 'clock'] as const;

/** The stroke of a clock begins a chain, in the name of the policy that has the clock. */
function kindOfCause({ policy, actor, correlationId, causationId }: Metadata): (typeof CAUSES)[number] {
  if (policy === null) return 'command';
  return correlationId === causationId && actor?.name === policy ? 'clock' : 'event';
}

/** An event as programs take it, with its envelope. */
export function envelopeAsJson(aggregate: AggregateDefinition, event: Recorded<Message>, admitted: Admitted): JsonObject {
  const { version, data } = eventOf(aggregate, event);
  const { correlationId, causationId, policy, actor } = event.metadata;
  const shown = admitted.shownActor(actor);
  return { id: event.id, ...eventAsJson(data, event), version, metadata: { correlationId, causationId, actor: shown === null ? null : { name: shown.name, id: shown.id }, policy } };
}

function eventOf({ name, events }: AggregateDefinition, { type }: Message): EventDefinition<unknown> {
  const event = events[type];
  if (event === undefined) throw new Error(`${name} has no event "${type}".`);
  return event;
}
