import { derivedId } from '../message/ids.ts';
import type { Message, Metadata, Recorded } from '../message/message.ts';
import { consuming } from '../telemetry/consumers.ts';
import { tracedHere } from '../telemetry/trace-context.ts';
import type { Outbox } from './outbox.ts';
import type { Sending } from './policy.ts';
import type { Destination, Vocabulary } from './vocabulary.ts';

/** What a policy reacts to, as far as it shows in what the policy sends. */
export interface Cause {
  /** UUID of the event, or of the stroke of the clock. */
  readonly id: string;
  readonly policy: string;
  readonly metadata: Metadata;
}

export interface SendingParts {
  readonly vocabulary: Vocabulary;
  readonly outbox: Outbox;
}

/** A policy acts in the name of whoever set the chain off. */
export function becauseOf(policy: string, { id, metadata: { correlationId, actor, traceparent } }: Recorded<Message>): Cause {
  return { id, policy, metadata: { correlationId, causationId: id, actor, policy, ...(traceparent === undefined ? {} : { traceparent }) } };
}

/**
 * Sends in order, each on its own, and after a refusal what is to be sent then. The id of each comes from the cause,
 * the policy and the place in it, and the first outcome under an id is given again: so the same event, delivered
 * again, does nothing twice, and takes the branch that it took the first time.
 */
export function sendAll(cause: Cause, parts: SendingParts, sendings: readonly Sending[]): Promise<void> {
  return consuming({ consumer: cause.policy, id: cause.id, traceparent: cause.metadata.traceparent }, () => sendWithin([], cause, parts, sendings));
}

async function sendWithin(within: readonly string[], cause: Cause, parts: SendingParts, sendings: readonly Sending[]): Promise<void> {
  for (const sending of sendings) {
    const path = [...within, sending.place];
    const destination = parts.vocabulary.destinationOf(sending.message.type);
    if (destination.kind === 'request') await ask(cause, parts, sending, destination, path);
    else await command(cause, parts, sending, destination, path);
  }
}

type To<Kind extends Destination['kind']> = Extract<Destination, { kind: Kind }>;

async function ask(cause: Cause, { outbox }: SendingParts, { message }: Sending, { system, data }: To<'request'>, path: readonly string[]): Promise<void> {
  await outbox.keepRequest({
    id: idOf(cause, path),
    system: system.definition.name,
    type: message.type,
    data: data.encode(message.data),
    metadata: tracedHere(cause.metadata),
  });
}

async function command(cause: Cause, parts: SendingParts, sending: Sending, { aggregate }: To<'command'>, path: readonly string[]): Promise<void> {
  const commandId = idOf(cause, path);
  const refusalAnswered = sending.ifRefused !== undefined;
  const result = await parts.outbox.sendCommand(sending.message, { ...cause.metadata, policy: cause.policy, commandId, refusalAnswered });
  switch (result.kind) {
    case 'accepted':
      return;
    case 'refused':
      return sendWithin(path, cause, parts, sending.ifRefused?.(result.refusal) ?? []);
    case 'id used before':
      throw new Error(`the id of "${sending.message.type}" was used for another command.`);
    case 'conflict':
    case 'retries exhausted':
      throw new Error(`others changed the ${aggregate.name} each time that "${sending.message.type}" was tried. It is tried again.`);
  }
}

/** JSON keeps the steps of the path apart, whatever characters are in them. */
function idOf({ id, policy }: Cause, path: readonly string[]): string {
  return derivedId(id, JSON.stringify([policy, ...path]));
}
