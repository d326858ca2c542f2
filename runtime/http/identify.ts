import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApplicationDefinition } from '../reaction/application.ts';
import { rememberCaller } from './caller.ts';
import { decodedHeader, readClaim } from './claim.ts';
import { badInput, type Problem } from './problem.ts';
import { ProblemError } from './problem-error.ts';
import type { ReadToken } from './tokens.ts';

/** Routes that say this ask nobody who they are: `config: OPEN`. */
export const OPEN = { open: true } as const;

/** Finds out who calls, before any body is read: by the token they show, or where there are none by what they say. */
export function identifyCallers(server: FastifyInstance, definition: ApplicationDefinition, readToken: ReadToken | undefined): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.is404 || 'open' in request.routeOptions.config) return;
    if (readToken === undefined) believe(request);
    else await judge(request, reply, definition, readToken);
  });
}

function believe(request: FastifyRequest): void {
  const claim = readClaim(request.headers);
  if (claim.kind === 'bad input') throw new ProblemError(badInput(claim.errors));
  rememberCaller(request, { kind: 'claims', actor: claim.value.name, id: claim.value.id });
}

async function judge(request: FastifyRequest, reply: FastifyReply, definition: ApplicationDefinition, readToken: ReadToken): Promise<void> {
  const { authorization, actor, 'actor-id': actorId } = request.headers;
  const shown = /^bearer +(?<token>[\w.~+/=-]+)$/i.exec(authorization ?? '')?.groups?.['token'];
  if (shown === undefined) throw asked(reply, definition, authorization === undefined ? undefined : 'The header Authorization must be "Bearer" and a token.');
  const reading = await readToken(shown);
  if (reading.kind === 'not valid') throw asked(reply, definition, reading.reason);
  if (reading.kind === 'unknown') {
    request.log.error({ error: reading.error instanceof Error ? reading.error.message : 'unknown' }, 'the keys of tokens can not be had');
    throw new ProblemError({ kind: 'Busy', title: 'Not now', detail: 'Tokens can not be judged just now: the keys of their issuer can not be had.' });
  }
  if (actorId !== undefined) throw new ProblemError(badInput([{ detail: 'Who you are is in the token: the header Actor-Id is not taken beside one.', header: 'Actor-Id' }]));
  const known = new Set(definition.actors.map(({ name }) => name));
  const actors = reading.token.actors.filter((name) => known.has(name));
  rememberCaller(request, { kind: 'proves', ...reading.token, actors, actor: chosen(actor === undefined ? undefined : decodedHeader(String(actor)), actors) });
}

function chosen(wanted: string | undefined, actors: readonly string[]): string | undefined {
  if (wanted === undefined || actors.includes(wanted)) return wanted;
  throw new ProblemError({ kind: 'NotAllowed', title: 'Not for this actor', detail: `Your token does not say that you are ${JSON.stringify(wanted.slice(0, 100))}.` });
}

/** Source: RFC 6750, 3: without a token there is nothing wrong with it. */
function asked(reply: FastifyReply, { name }: ApplicationDefinition, reason: string | undefined): ProblemError {
  const realm = `Bearer realm="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '')}"`;
  reply.header('WWW-Authenticate', reason === undefined ? realm : `${realm}, error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`);
  const problem: Problem = { kind: 'NotProven', title: 'Who are you?', detail: reason ?? 'This needs a token, in the header Authorization: Bearer.' };
  return new ProblemError(problem);
}
