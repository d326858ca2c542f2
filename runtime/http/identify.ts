import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApplicationDefinition } from '../reaction/application.ts';
import { atOnce } from './at-once.ts';
import { haveCallers, type ProvenCaller, rememberCaller } from './caller.ts';
import { decodedHeader, readClaim } from './claim.ts';
import type { CountRequest } from './limits.ts';
import { badInput } from './problem.ts';
import { ProblemError } from './problem-error.ts';
import { toldError } from './told-error.ts';
import type { ReadToken, Token } from './tokens.ts';

/** Routes that say this ask nobody who they are: `config: OPEN`. */
export const OPEN = { open: true } as const;

/** The same, for whoever looks after the server: answered however much is asked. */
export const HEALTH = { open: true, health: true } as const;

/** How callers are known. */
export interface Identification {
  readonly definition: ApplicationDefinition;
  /** Where there are tokens. */
  readonly readToken: ReadToken | undefined;
  /** Where there may be only so many requests. */
  readonly count: CountRequest | undefined;
}

/** Finds out who calls, before any body is read: by the token they show, or where there are none by what they say. */
export function identifyCallers(server: FastifyInstance, identification: Identification): void {
  const { readToken, count } = identification;
  haveCallers(server);
  if (readToken === undefined && count === undefined) {
    server.addHook('onRequest', atOnce(believe));
    return;
  }
  server.addHook('onRequest', async (request, reply) => {
    if ('health' in request.routeOptions.config) return;
    if (readToken !== undefined && !isForAll(request)) return judge(request, reply, { ...identification, readToken });
    await count?.(request, reply);
    if (readToken === undefined) believe(request);
  });
}

/** Whether it does not matter who asks. */
function isForAll(request: FastifyRequest): boolean {
  return request.is404 || 'open' in request.routeOptions.config;
}

function believe(request: FastifyRequest): void {
  if (isForAll(request)) return;
  const claim = readClaim(request.headers);
  if (claim.kind === 'bad input') throw new ProblemError(badInput(claim.errors));
  rememberCaller(request, { kind: 'claims', actor: claim.value.name, id: claim.value.id });
}

async function judge(request: FastifyRequest, reply: FastifyReply, { definition, readToken, count }: Identification & { readonly readToken: ReadToken }): Promise<void> {
  const token = await shownToken(request, readToken);
  if (typeof token === 'string') {
    await count?.(request, reply);
    throw asked(reply, definition, token);
  }
  const known = new Set(definition.actors.map(({ name }) => name));
  const caller: ProvenCaller = { kind: 'proves', ...token, actors: token.actors.filter((name) => known.has(name)), actor: undefined };
  rememberCaller(request, caller);
  await count?.(request, reply);
  rememberCaller(request, { ...caller, actor: chosenActor(request, caller) });
}

const NONE = 'This needs a token, in the header Authorization: Bearer.';

/** What the token says, or what is wrong with it. */
async function shownToken({ headers: { authorization }, log }: FastifyRequest, readToken: ReadToken): Promise<Token | string> {
  if (authorization === undefined) return NONE;
  const shown = /^bearer +(?<token>[\w.~+/=-]+)$/i.exec(authorization)?.groups?.['token'];
  if (shown === undefined) return 'The header Authorization must be "Bearer" and a token.';
  const reading = await readToken(shown);
  if (reading.kind === 'valid') return reading.token;
  if (reading.kind === 'not valid') return reading.reason;
  log.error({ error: toldError(reading.error) }, 'the keys of tokens can not be had');
  throw new ProblemError({ kind: 'Busy', title: 'Not now', detail: 'Tokens can not be judged just now: the keys of their issuer can not be had.' });
}

function chosenActor({ headers: { actor, 'actor-id': actorId } }: FastifyRequest, { actors }: ProvenCaller): string | undefined {
  if (actorId !== undefined) throw new ProblemError(badInput([{ detail: 'Who you are is in the token: the header Actor-Id is not taken beside one.', header: 'Actor-Id' }]));
  const wanted = actor === undefined ? undefined : decodedHeader(String(actor));
  if (wanted === undefined || actors.includes(wanted)) return wanted;
  throw new ProblemError({ kind: 'NotAllowed', title: 'Not for this actor', detail: `Your token does not say that you are ${JSON.stringify(wanted.slice(0, 100))}.` });
}

/** Source: RFC 6750, 3: without a token there is nothing wrong with it. */
function asked(reply: FastifyReply, { name }: ApplicationDefinition, reason: string): ProblemError {
  const realm = `Bearer realm="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '')}"`;
  reply.header('WWW-Authenticate', reason === NONE ? realm : `${realm}, error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`);
  return new ProblemError({ kind: 'NotProven', title: 'Who are you?', detail: reason });
}
