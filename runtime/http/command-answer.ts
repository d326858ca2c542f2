import type { FastifyReply } from 'fastify';
import type { AggregateDefinition, CommandDefinition } from '../aggregate/decider.ts';
import type { CommandResult } from '../command/command-result.ts';
import { assertNever } from '../message/assert-never.ts';
import type { Codec } from '../message/codec.ts';
import { instantText } from '../message/instant-text.ts';
import type { JsonObject } from '../message/json.ts';
import type { Message, Recorded } from '../message/message.ts';
import { type Problem, sendProblem } from './problem.ts';
import { refusalOf } from './refusal.ts';

/** What a command was, to be able to say what became of it. */
export interface Answered {
  readonly aggregate: AggregateDefinition;
  readonly command: CommandDefinition<unknown>;
  /** Whether the caller is told what became of the instance; otherwise only that the command was accepted. */
  readonly isToldAll: boolean;
}

/** Tells the caller what became of the command that was sent to `stream`. */
export function answerCommand(reply: FastifyReply, { aggregate, command, isToldAll }: Answered, sent: Message, stream: string, result: CommandResult): FastifyReply {
  switch (result.kind) {
    case 'accepted':
      if (!isToldAll) return reply.send({ position: result.position.toString(), id: result.id, events: [] });
      reply.header('ETag', `"${result.revision}"`);
      return reply.send({
        position: result.position.toString(),
        revision: result.revision,
        id: result.id,
        events: result.events.map((event) => eventAsJson(codecOf(aggregate, event), event)),
      });
    case 'refused':
      return sendProblem(reply, refusalOf(sent, command.data, result.refusal));
    case 'conflict':
      if (!isToldAll) return sendProblem(reply, hiddenTag(stream));
      reply.header('ETag', `"${result.actual}"`);
      return sendProblem(reply, anotherRevision(`${stream} is at revision ${result.actual}, and If-Match asks for ${result.expected}. Look at it again, then decide.`, { revision: result.actual }));
    case 'id used before':
      return sendProblem(reply, keyUsedBefore('another command'));
    case 'retries exhausted':
      return sendProblem(reply, { kind: 'Busy', title: 'Busy', detail: `${stream} was changed by others each of the ${result.attempts} times this was tried. Nothing happened; send it again.` });
    default:
      return assertNever(result);
  }
}

/** For a tag in If-Match that is no revision. */
export function foreignTag(stream: string): Problem {
  return anotherRevision(`If-Match names a tag that ${stream} never had; its tags are revisions, like "3".`);
}

/** For a revision of what the sender is not shown, whichever it is. */
export function hiddenTag(stream: string): Problem {
  return anotherRevision(`If-Match names a revision of ${stream}, which is not for you to see. Send the command without it.`);
}

function anotherRevision(detail: string, members: JsonObject = {}): Problem {
  return { kind: 'AnotherRevision', title: 'Another revision', detail, members };
}

export function keyUsedBefore(forWhat: string): Problem {
  return { kind: 'KeyUsedBefore', title: 'Idempotency-Key used before', detail: `This Idempotency-Key was used before, for ${forWhat}, with other data or by somebody else. Nothing happened; each needs a key of its own.` };
}

export function eventAsJson(codec: Codec<unknown>, event: Recorded<Message>): JsonObject {
  const { type, revision, position, occurredAt } = event;
  return { type, data: codec.encode(event.data), revision, position: position.toString(), occurredAt: instantText(occurredAt) };
}

function codecOf({ name, events }: AggregateDefinition, { type }: Message): Codec<unknown> {
  const codec = events[type]?.data;
  if (codec === undefined) throw new Error(`${name} has no event "${type}".`);
  return codec;
}
