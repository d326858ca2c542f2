import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { NotFilledYet } from '../store/read-model-store.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import { BODY_LIMIT } from './read-body.ts';
import { badInput, type Problem, problemDetails, PROBLEM_TYPE, sendProblem, statusOf } from './problem.ts';
import { ProblemError } from './problem-error.ts';
import { toldError } from './told-error.ts';

/** What Fastify itself finds wrong with a request, in our words. */
const KNOWN: { readonly [code: string]: Problem } = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { kind: 'NotJson', title: 'Not JSON', detail: 'The body must be JSON, and the header Content-Type must say application/json.' },
  FST_ERR_CTP_BODY_TOO_LARGE: { kind: 'TooLarge', title: 'Too large', detail: `A body has at most ${BODY_LIMIT} bytes.` },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: badInput([{ detail: 'The body is not as long as Content-Length says.', header: 'Content-Length' }]),
  FST_ERR_BAD_URL: badInput([{ detail: 'The URL is not percent-encoded UTF-8.', parameter: '/' }]),
  FST_ERR_MAX_PARAM_LENGTH: { kind: 'TooLong', title: 'Too long', detail: 'A part of the URL is too long.' },
};

/** No answer ever shows how the server is built: what nobody expected is a problem without details, and a line in the log. */
export function answerFailures(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError, request, reply) => sendProblem(reply, problemOf(error, request)));
}

export function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof ProblemError) return error.problem;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined;
  if (known !== undefined) return known;
  // That of the store may break as well, and then nobody knows what became of a command.
  if (code === 'ECONNRESET' && !(error instanceof StoreUnavailable)) return { kind: 'BadInput', title: 'Bad input', detail: 'The connection ended before the request did.' };
  if (error instanceof NotFilledYet) return { kind: 'Busy', title: 'Not there yet', detail: error.message };
  request.log.error({ error: toldError(error), method: request.method, route: request.routeOptions.url }, 'a request failed');
  if (error instanceof StoreUnavailable) return { kind: 'Busy', title: 'Not reachable', detail: 'The database can not be reached just now. A command may have been taken or not: send it again under the same Idempotency-Key.' };
  return { kind: 'Failed', title: 'Failed', detail: 'Something went wrong here, and it is not your request. The log of the server says what.' };
}

/** Fastify asks this where it has no route yet. */
export function answerEarlyFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, problemOf(error, request));
}

/** What is not even HTTP never becomes a request: Node gives us the bare connection. */
export function answerBrokenHttp(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = brokenHttp(error.code ?? '');
  const body = JSON.stringify(problemDetails(problem));
  const status = statusOf(problem.kind);
  const allow = status === 405 ? 'Allow: GET, HEAD, POST\r\n' : '';
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\n${allow}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

function brokenHttp(code: string): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') return { kind: 'HeadersTooLarge', title: 'Too large', detail: 'The URL and the headers have at most 16 KB together.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { kind: 'TooSlow', title: 'Too slow', detail: 'The request took too long to arrive.' };
  if (code === 'HPE_INVALID_METHOD') return { kind: 'MethodNotAllowed', title: 'Method not allowed', detail: 'There is no such method; read with GET, send commands with POST.' };
  return { kind: 'BadInput', title: 'Bad input', detail: 'This is not HTTP.' };
}
