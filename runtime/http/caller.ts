import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Whoever stands behind a request. */
export type Caller = ClaimingCaller | ProvenCaller;

/** Says who they are, in the headers `Actor` and `Actor-Id`. On this machine, without tokens, nobody has to prove it. */
export interface ClaimingCaller {
  readonly kind: 'claims';
  /** Which actor they want to be; whichever may do it unless given. */
  readonly actor: string | undefined;
  readonly id: string | null;
}

/** Has shown a token. */
export interface ProvenCaller {
  readonly kind: 'proves';
  /** What rules know as `actor.id`. */
  readonly id: string;
  /** The actors of the model that the token says they are. */
  readonly actors: readonly string[];
  /** The external systems that they are. */
  readonly systems: readonly string[];
  /** Which of `actors` they want to be this time; whichever may do it unless given. */
  readonly actor: string | undefined;
  /** When the token ends, in milliseconds since 1970. */
  readonly until: number;
}

/** On the request, so that no handler has to be handed one. */
const CALLER = Symbol('caller');

/** Before the first request. */
export function haveCallers(server: FastifyInstance): void {
  server.decorateRequest(CALLER, undefined);
}

export function rememberCaller(request: FastifyRequest, caller: Caller): void {
  request.setDecorator(CALLER, caller);
}

/** Who it is has been found out before any handler runs. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callerIfKnown(request);
  if (caller === undefined) throw new Error(`${request.method} ${request.routeOptions.url ?? 'nothing'} is open to everybody, and asks who calls.`);
  return caller;
}

/** The same, also of a request that was turned away before that. */
export function callerIfKnown(request: FastifyRequest): Caller | undefined {
  return request.getDecorator<Caller | undefined>(CALLER);
}
