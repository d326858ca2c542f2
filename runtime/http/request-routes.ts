import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../message/json.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { KeptRequest } from '../store/request-store.ts';
import { badInput, sendProblem } from './problem.ts';
import { readQuery } from './read-text.ts';
import { unknownParameters } from './list-query.ts';

const NEWEST = 50;

/** What external systems were asked to do, the newest first: for the page and for operators. */
export function serveRequests(server: FastifyInstance, running: RunningApplication): void {
  server.get('/requests.json', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    const query = readQuery(request.url);
    const errors = query.kind === 'read' ? unknownParameters(query.value, []) : query.errors;
    if (errors.length > 0) return sendProblem(reply, badInput(errors));
    const requests = await running.store.requests.listRequests(NEWEST);
    return { items: requests.map(asJson) };
  });
}

function asJson({ id, system, type, data, state, requestedAt, deliveredAt, attempts, lastError }: KeptRequest): JsonObject {
  return { id, system, type, data, state, requestedAt: requestedAt.toString(), deliveredAt: deliveredAt?.toString() ?? null, attempts, lastError };
}
