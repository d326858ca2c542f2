import { derivedId } from '../message/ids.ts';
import type { Message, Metadata, Recorded } from '../message/message.ts';
import type { Outbox } from './outbox.ts';
import type { Sending } from './policy.ts';
import type { Destination, Vocabulary } from './vocabulary.ts';

/** A policy that reacts to an event. */
export interface Cause {
  readonly policy: string;
  readonly event: Recorded<Message>;
  readonly vocabulary: Vocabulary;
  readonly outbox: Outbox;
}

/**
 * Sends in order, each on its own, and after a refusal what is to be sent then. The id of each comes from the event,
 * the policy and the place in it, and the first outcome under an id is given again: so the same event, delivered
 * again, does nothing twice, and takes the branch that it took the first time.
 */
export async function sendAll(cause: Cause, sendings: readonly Sending[], within: readonly string[] = []): Promise<void> {
  for (const sending of sendings) {
    const path = [...within, sending.place];
    const destination = cause.vocabulary.destinationOf(sending.message.type);
    if (destination.kind === 'request') await ask(cause, sending, destination, path);
    else await command(cause, sending, destination, path);
  }
}

type To<Kind extends Destination['kind']> = Extract<Destination, { kind: Kind }>;

async function ask(cause: Cause, { message }: Sending, { system, data }: To<'request'>, path: readonly string[]): Promise<void> {
  await cause.outbox.keepRequest({
    id: idOf(cause, path),
    system: system.definition.name,
    type: message.type,
    data: data.encode(message.data),
    metadata: metadataOf(cause),
  });
}

async function command(cause: Cause, sending: Sending, { aggregate }: To<'command'>, path: readonly string[]): Promise<void> {
  const commandId = idOf(cause, path);
  const refusalAnswered = sending.ifRefused !== undefined;
  const result = await cause.outbox.sendCommand(sending.message, { ...metadataOf(cause), policy: cause.policy, commandId, refusalAnswered });
  switch (result.kind) {
    case 'accepted':
      return;
    case 'refused':
      return sendAll(cause, sending.ifRefused?.(result.refusal) ?? [], path);
    case 'id used before':
      throw new Error(`the id of "${sending.message.type}" was used for another command.`);
    case 'conflict':
    case 'retries exhausted':
      throw new Error(`others changed the ${aggregate.name} each time that "${sending.message.type}" was tried. It is tried again.`);
  }
}

/** JSON keeps the steps of the path apart, whatever characters are in them. */
function idOf({ event, policy }: Cause, path: readonly string[]): string {
  return derivedId(event.id, JSON.stringify([policy, ...path]));
}

/** A policy acts in the name of whoever set the chain off. */
function metadataOf({ event, policy }: Cause): Metadata {
  return { correlationId: event.metadata.correlationId, causationId: event.id, actor: event.metadata.actor, policy };
}
