import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type HttpRequestTelling, tellHttpRequest } from '../telemetry/http-requests.ts';
import { callerIfKnown } from './caller.ts';

/** Where a request keeps what is told of it. */
const TELLING = Symbol('telling');

/**
 * Tells of every request: a span that what follows from it is part of, how long it took, and a line in the log. None of them says anything of what was
 * sent but its route, and of who sent it but which of the model's actors he says to be.
 */
export function tellRequests(server: FastifyInstance, actors: readonly { readonly name: string }[]): void {
  server.decorateRequest(TELLING, undefined);
  const known = new Set(actors.map(({ name }) => name));
  server.addHook('onRequest', (request, reply, done) => {
    const { method, headers, protocol: scheme } = request;
    const telling = tellHttpRequest({ method, headers, scheme, route: request.routeOptions.url });
    request.setDecorator(TELLING, telling);
    // Comes always, also where the caller has gone away in the middle.
    reply.raw.once('close', () => {
      const seconds = telling.end({ status: reply.statusCode, whole: reply.raw.writableEnded, stream: isStream(request, reply) });
      log(request, reply, { seconds, traceId: telling.traceId, known });
    });
    telling.during(done);
  });
  // A body that was read has come in by the connection, which belongs to no request.
  server.addHook('preHandler', (request, _, done) => {
    const telling = request.getDecorator<HttpRequestTelling | undefined>(TELLING);
    if (telling === undefined) done();
    else telling.during(done);
  });
}

const EVENTS = 'text/event-stream';

/** Whoever writes to the connection itself need not have told the reply what. */
function isStream({ headers }: FastifyRequest, reply: FastifyReply): boolean {
  return reply.statusCode === 200 && (String(reply.getHeader('content-type') ?? '').startsWith(EVENTS) || headers.accept?.includes(EVENTS) === true);
}

interface Logged {
  readonly seconds: number;
  readonly traceId: string | undefined;
  readonly known: ReadonlySet<string>;
}

function log(request: FastifyRequest, reply: FastifyReply, { seconds, traceId, known }: Logged): void {
  const route = request.routeOptions.url;
  const line = { method: request.method, route, status: reply.statusCode, milliseconds: Math.round(seconds * 1000), traceId, actor: actorIn(request, known), aborted: reply.raw.writableEnded ? undefined : true };
  // Whoever looks after a server asks it every few seconds whether it lives.
  if (route?.startsWith('/health/') === true) request.log.debug(line, 'request');
  else request.log.info(line, 'request');
}

/** What a header says may be anything; only a name of the model is repeated. */
function actorIn(request: FastifyRequest, known: ReadonlySet<string>): string | undefined {
  const caller = callerIfKnown(request);
  const name = caller?.actor ?? (caller?.kind === 'proves' ? caller.actors[0] : undefined);
  return name !== undefined && known.has(name) ? name : undefined;
}
