import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerIfKnown } from './caller.ts';
import { ProblemError } from './problem-error.ts';

export interface RateLimit {
  /** Requests of one caller within a minute. */
  readonly perMinute: number;
}

/** So many callers are remembered; who comes after that pushes out who has been quiet longest. */
const REMEMBERED = 10_000;

/**
 * Counts each caller's requests: by who a token says they are, and by their address where no token was taken. Whoever shows
 * tokens that are not valid is counted too, before anything is asked of a key.
 */
export async function limitRates(server: FastifyInstance, { perMinute }: RateLimit): Promise<void> {
  await server.register(rateLimit, { global: false, max: perMinute, timeWindow: 60_000, cache: REMEMBERED });
  const byAddress = server.createRateLimit({ keyGenerator: ({ ip }) => `from ${ip}` });
  const byCaller = server.createRateLimit({ keyGenerator: (request) => nameOf(request) });
  server.addHook('onRequest', async (request, reply) => {
    if (!isOpen(request)) judge(await byAddress(request, { increment: false }), reply);
  });
  server.addHook('preParsing', async (request, reply) => {
    if (!isOpen(request)) judge(await byCaller(request), reply);
  });
  server.addHook('onError', async (request) => {
    if (!isOpen(request) && callerIfKnown(request) === undefined) await byAddress(request);
  });
}

/** Whoever looks after the server asks for its health whatever else is going on. */
function isOpen(request: FastifyRequest): boolean {
  return 'open' in request.routeOptions.config;
}

type Judged = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function judge(limit: Judged, reply: FastifyReply): void {
  if (limit.isAllowed || !limit.isExceeded) return;
  reply.header('Retry-After', String(Math.max(1, limit.ttlInSeconds)));
  throw new ProblemError({ kind: 'TooMany', title: 'Too many requests', detail: `There may be ${limit.max} requests a minute; go on in ${Math.max(1, limit.ttlInSeconds)} seconds.` });
}

function nameOf(request: FastifyRequest): string {
  const caller = callerIfKnown(request);
  return caller?.kind === 'proves' ? `as ${caller.id}` : `from ${request.ip}`;
}
