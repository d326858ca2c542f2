import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { callerIfKnown } from './caller.ts';
import { ProblemError } from './problem-error.ts';

/** How often one caller may ask. */
export interface RateLimit {
  /** Requests of one caller within a minute. */
  readonly perMinute: number;
}

/** Counts one more request of this caller, and throws where it is one too many. */
export type CountRequest = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** So many callers are remembered; who comes after that pushes out who has been quiet longest. */
const REMEMBERED = 10_000;

/**
 * Counts each caller's requests: by who their token says they are, and by their address where no token was taken. Somebody who
 * floods the server with tokens that are not valid uses up what strangers at that address may ask, and nobody's who has one.
 */
export async function limitRates(server: FastifyInstance, { perMinute }: RateLimit): Promise<CountRequest> {
  await server.register(rateLimit, { global: false, max: perMinute, timeWindow: 60_000, cache: REMEMBERED });
  const count = server.createRateLimit({ keyGenerator: (request) => nameOf(request) });
  return async (request, reply) => {
    const limit = await count(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    const seconds = Math.max(1, limit.ttlInSeconds);
    reply.header('Retry-After', String(seconds));
    throw new ProblemError({ kind: 'TooMany', title: 'Too many requests', detail: `There may be ${limit.max} requests a minute; go on in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.` });
  };
}

function nameOf(request: FastifyRequest): string {
  const caller = callerIfKnown(request);
  return caller?.kind === 'proves' ? `as ${caller.id}` : `from ${networkOf(request.ip)}`;
}

/** Whoever has one address of IPv6 has 2^64 of them, which are alike in the first four of their eight parts. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(':') : address.toString();
}
