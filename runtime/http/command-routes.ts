import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AggregateDefinition, CommandDefinition } from '../aggregate/decider.ts';
import { identityJson, instanceStream } from '../command/instance.ts';
import { recordIn } from '../message/composed-types.ts';
import { isJsonObject, type Json } from '../message/json.ts';
import type { Message } from '../message/message.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import { storableName } from '../store/storable.ts';
import { atOnce } from './at-once.ts';
import { callerOf } from './caller.ts';
import { actorOf } from './claim.ts';
import { answerCommand, foreignTag, hiddenTag } from './command-answer.ts';
import { bad, pointerTo, read, type Reading } from './input-error.ts';
import { badInput, sendProblem } from './problem.ts';
import { ProblemError } from './problem-error.ts';
import { bodyOf } from './read-body.ts';
import { readRecord } from './read-record.ts';
import { madeIdentity, readSender } from './sender.ts';
import { type Addressed, type SenderSight, senderSight } from './sender-sight.ts';
import { urlName } from './url-name.ts';

/** A command and the aggregate it belongs to. */
export interface CommandEndpoint {
  readonly name: string;
  readonly url: string;
  readonly aggregate: AggregateDefinition;
  readonly command: CommandDefinition<unknown>;
}

export function commandEndpoints(aggregates: readonly AggregateDefinition[]): readonly CommandEndpoint[] {
  return aggregates.flatMap((aggregate) => Object.entries(aggregate.commands).map(([name, command]) => ({ name, url: `/commands/${urlName(name)}`, aggregate, command })));
}

/** Whether the identity of what this command begins may be left out, to be made here. */
export function makesIdentity({ aggregate, command }: CommandEndpoint): boolean {
  return command.begins === true && aggregate.identity.type.column === 'uuid';
}

/** The fields that may not be left out. */
export function requiredFields(endpoint: CommandEndpoint): readonly Json[] {
  const { required } = endpoint.command.data.schema;
  const { field } = endpoint.aggregate.identity;
  return (isList(required) ? required : []).filter((each) => !(each === field && makesIdentity(endpoint)));
}

/** A command that needs no fields needs no body. */
function leftOut(endpoint: CommandEndpoint): Json | undefined {
  return requiredFields(endpoint).length === 0 ? {} : undefined;
}

const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);

export function serveCommands(server: FastifyInstance, running: RunningApplication): void {
  const door = { running, sight: senderSight(running) };
  for (const endpoint of commandEndpoints(running.definition.aggregates)) {
    server.route({
      method: 'POST',
      url: endpoint.url,
      // Before the body is read: who may not send it is told so, whatever he sends.
      onRequest: atOnce((request) => {
        const actor = actorOf(endpoint.name, endpoint.command, callerOf(request));
        if ('kind' in actor) throw new ProblemError(actor);
      }),
      handler: async (request, reply) => handle(endpoint, door, request, reply),
    });
  }
}

/** Where commands come in. */
interface Door {
  readonly running: RunningApplication;
  readonly sight: SenderSight;
}

async function handle(endpoint: CommandEndpoint, { running, sight }: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const caller = callerOf(request);
  const actor = actorOf(endpoint.name, endpoint.command, caller);
  if ('kind' in actor) return sendProblem(reply, actor);
  const sender = readSender(request.headers);
  const command = readCommand(endpoint, bodyOf(request, leftOut(endpoint)), sender.kind === 'read' ? sender.value.commandId : undefined);
  if (sender.kind === 'bad input' || command.kind === 'bad input') {
    return sendProblem(reply, badInput([sender, command].flatMap((reading) => (reading.kind === 'read' ? [] : reading.errors))));
  }
  const { commandId, expectedRevision } = sender.value;
  const stream = instanceStream(endpoint.aggregate, command.value);
  if (expectedRevision === 'never') return sendProblem(reply, foreignTag(stream));
  const addressed = addressedBy(endpoint, command.value);
  const saw = caller.kind === 'claims' ? 'shown' : await sight.look(addressed, caller);
  // Whoever is not shown the instance has never seen a revision of it, and is not told whether he has guessed one.
  if (expectedRevision !== undefined && saw === 'hidden') return sendProblem(reply, hiddenTag(stream));
  const options = { actor, refusalAnswered: true, ...(commandId === undefined ? {} : { commandId }), ...(expectedRevision === undefined ? {} : { expectedRevision }) };
  const result = await running.send(command.value, options);
  const isToldAll = saw === 'shown' || (await sight.isToldOf(result, saw, addressed, caller));
  return answerCommand(reply, { ...endpoint, isToldAll }, command.value, stream, result);
}

function addressedBy({ aggregate }: CommandEndpoint, command: Message): Addressed {
  return { aggregate, key: { [aggregate.identity.field]: identityJson(aggregate, command) } };
}

function readCommand(endpoint: CommandEndpoint, body: Json | undefined, commandId: string | undefined): Reading<Message> {
  const { field } = endpoint.aggregate.identity;
  const leftOut = makesIdentity(endpoint) && isJsonObject(body) && !Object.hasOwn(body, field);
  const reading = readRecord(endpoint.command.data, leftOut ? { ...body, [field]: madeIdentity(commandId) } : body, endpoint.name);
  if (reading.kind === 'bad input') return reading;
  const command: Message = { type: endpoint.name, data: reading.value };
  return nameable(endpoint, command) ?? read(command);
}

/** An identity names a stream, and a store keeps names of some length only. */
function nameable(endpoint: CommandEndpoint, command: Message): Reading<never> | undefined {
  const { field } = endpoint.aggregate.identity;
  try {
    storableName(recordIn(endpoint.command.data)?.wordsOf(field) ?? field, instanceStream(endpoint.aggregate, command));
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return bad({ detail: error.message, pointer: pointerTo([field]) });
    throw error;
  }
}
