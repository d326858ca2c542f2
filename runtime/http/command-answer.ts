import type { FastifyReply } from 'fastify';
import type { CommandResult } from '../command/command-result.ts';
import { assertNever } from '../message/assert-never.ts';
import type { JsonObject } from '../message/json.ts';
import type { Message, Recorded } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import { type Problem, sendProblem } from './problem.ts';

/** Tells the caller what became of the command that was sent to `stream`. */
export function answerCommand(reply: FastifyReply, definition: ApplicationDefinition, stream: string, result: CommandResult): FastifyReply {
  switch (result.kind) {
    case 'accepted':
      reply.header('ETag', `"${result.revision}"`);
      return reply.send({
        position: result.position.toString(),
        revision: result.revision,
        id: result.id,
        events: result.events.map((event) => eventAsJson(definition, event)),
      });
    case 'refused':
      return sendProblem(reply, { kind: 'Refused', title: result.refusal });
    case 'conflict':
      reply.header('ETag', `"${result.actual}"`);
      return sendProblem(reply, anotherRevision(`${stream} is at revision ${result.actual}, and If-Match asks for ${result.expected}. Look at it again, then decide.`, { revision: result.actual }));
    case 'id used before':
      return sendProblem(reply, { kind: 'KeyUsedBefore', title: 'Idempotency-Key used before', detail: 'This Idempotency-Key was used before, for another command or with other data. Nothing happened; every command needs a key of its own.' });
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

function anotherRevision(detail: string, members: JsonObject = {}): Problem {
  return { kind: 'AnotherRevision', title: 'Another revision', detail, members };
}

function eventAsJson(definition: ApplicationDefinition, event: Recorded<Message>): JsonObject {
  const codec = definition.aggregates.flatMap(({ events }) => (Object.hasOwn(events, event.type) ? [events[event.type]] : []))[0]?.data;
  if (codec === undefined) throw new Error(`There is no event "${event.type}" in this application.`);
  const { type, revision, position, occurredAt } = event;
  return { type, data: codec.encode(event.data), revision, position: position.toString(), occurredAt: occurredAt.toString() };
}
