import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Json } from '../message/json.ts';

/**
 * Answers with something that was read. Whoever names in `If-None-Match` the tag of what there is, is told only that nothing has
 * changed. Nobody else's cache keeps it, and who asks again is always answered anew: what one is shown depends on who one is.
 *
 * `tag` is the revision of what is shown, where it has one; else it is made of the very bytes.
 */
export function answerJson(request: FastifyRequest, reply: FastifyReply, json: Json, tag?: number): FastifyReply {
  const body = JSON.stringify(json);
  const entityTag = `"${tag ?? createHash('sha256').update(body).digest('base64url')}"`;
  reply.headers({ ETag: entityTag, 'Cache-Control': 'private, no-cache', Vary: 'Authorization, Actor, Actor-Id, Accept' });
  if (isNamed(request.headers['if-none-match'], entityTag)) return reply.code(304).send();
  return reply.header('Content-Type', 'application/json; charset=utf-8').send(body);
}

/** Source: RFC 9110, 13.1.2. Tags are compared weakly here: a proxy that packs an answer up may have made a weak one of ours. */
function isNamed(header: string | undefined, entityTag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || [...header.matchAll(/(?:W\/)?("[^"]*")/g)].some(([, named]) => named === entityTag);
}
