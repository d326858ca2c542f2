import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventDefinition } from '../aggregate/decider.ts';
import { assertNever } from '../message/assert-never.ts';
import type { Message } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { ExternalSystemDefinition } from '../reaction/external-system.ts';
import type { ReportResult } from '../reaction/report.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import { type Caller, callerOf } from './caller.ts';
import { eventAsJson, keyUsedBefore } from './command-answer.ts';
import { badInput, sendProblem } from './problem.ts';
import { ProblemError } from './problem-error.ts';
import { bodyOf } from './read-body.ts';
import { readRecord } from './read-record.ts';
import { refusalOf } from './refusal.ts';
import { readCommandId } from './sender.ts';
import { urlName } from './url-name.ts';

/** An event that an external system tells us of. */
export interface ReportEndpoint {
  readonly name: string;
  readonly url: string;
  readonly system: ExternalSystemDefinition;
  readonly event: EventDefinition<unknown>;
}

export function reportEndpoints({ externalSystems }: Pick<ApplicationDefinition, 'externalSystems'>): readonly ReportEndpoint[] {
  return externalSystems.flatMap(({ definition: system }) =>
    Object.entries(system.reports ?? {}).map(([name, event]) => ({ name, url: `/external-systems/${urlName(system.name)}/${urlName(name)}`, system, event })),
  );
}

export function serveReports(server: FastifyInstance, running: RunningApplication): void {
  for (const endpoint of reportEndpoints(running.definition)) {
    server.route({ method: 'POST', url: endpoint.url, onRequest: async (request) => onlyFor(endpoint.system.name, callerOf(request)), handler: async (request, reply) => handle(endpoint, running, request, reply) });
  }
}

/** Before the body is read. */
function onlyFor(system: string, caller: Caller): void {
  if (caller.kind === 'claims' || caller.systems.includes(system)) return;
  throw new ProblemError({ kind: 'NotAllowed', title: 'Not for you', detail: `Only "${system}" reports this, and your token does not say that you are it: its claim "systems" lists the external systems you are.` });
}

async function handle({ name, event: { data } }: ReportEndpoint, running: RunningApplication, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const reportId = readCommandId(request.headers['idempotency-key']);
  const reported = readRecord(data, bodyOf(request), name);
  if (reportId.kind === 'bad input' || reported.kind === 'bad input') {
    return sendProblem(reply, badInput([reportId, reported].flatMap((reading) => (reading.kind === 'read' ? [] : reading.errors))));
  }
  const event = { type: name, data: reported.value };
  const result = await running.report(event, reportId.value === undefined ? {} : { reportId: reportId.value });
  return answer(reply, data, event, result);
}

/** The same again for a report that comes again. */
function answer(reply: FastifyReply, data: EventDefinition<unknown>['data'], reported: Message, result: ReportResult): FastifyReply {
  switch (result.kind) {
    case 'recorded': {
      const { position, id } = result.event;
      return reply.code(201).send({ position: position.toString(), id, events: [eventAsJson(data, result.event)] });
    }
    case 'refused':
      return sendProblem(reply, refusalOf(reported, data, result.refusal));
    case 'id used before':
      return sendProblem(reply, keyUsedBefore('another report'));
    default:
      return assertNever(result);
  }
}
