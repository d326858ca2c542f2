import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Json } from '../message/json.ts';
import { depthOf } from './json-depth.ts';
import { firstMistake } from './json-mistake.ts';
import { ProblemError } from './problem-error.ts';

/** Most bytes of a body. */
export const BODY_LIMIT = 1_048_576;

/** Most lists and objects within each other. No type of a model is that deep, and what walks through a value may run out of stack. */
const DEPTH_LIMIT = 100;

/**
 * Bodies are JSON in UTF-8 and nothing else: a form of another site can send only other types without asking first. An
 * empty body is no body.
 */
export function acceptJsonOnly(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, async (request: FastifyRequest, body: Buffer) => readJson(request, body));
}

function readJson(request: FastifyRequest, body: Buffer): Json | undefined {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw notJson(`in UTF-8, and not in ${charset}`);
  if (request.headers['content-encoding'] !== undefined) throw notJson('without a Content-Encoding');
  return body.length === 0 ? undefined : parseJson(textOf(body));
}

function notJson(how: string): ProblemError {
  return new ProblemError({ kind: 'NotJson', title: 'Not JSON', detail: `The body must be sent as application/json ${how}.` });
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ProblemError({ kind: 'BadInput', title: 'Bad input', detail: 'The body is not UTF-8.', errors: [{ detail: 'The body is not UTF-8.', pointer: '#' }] });
  }
}

function parseJson(text: string): Json {
  if (depthOf(text) > DEPTH_LIMIT) {
    const detail = `At most ${DEPTH_LIMIT} lists and objects may lie within each other in a body.`;
    throw new ProblemError({ kind: 'BadInput', title: 'Bad input', detail, errors: [{ detail, pointer: '#' }] });
  }
  try {
    return JSON.parse(text);
  } catch {
    const detail = `The body is not JSON: ${mistakeIn(text)}.`;
    throw new ProblemError({ kind: 'BadInput', title: 'Bad input', detail, errors: [{ detail, pointer: '#' }] });
  }
}

const SHOWN_AT_MOST = 20;

function mistakeIn(text: string): string {
  const index = firstMistake(text);
  if (index >= text.length) return `it ends too early, after ${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
  const line = text.slice(0, index).split('\n');
  const column = (line.at(-1) ?? '').length + 1;
  return `from line ${line.length}, character ${column} on, ${JSON.stringify(text.slice(index, index + SHOWN_AT_MOST))} makes no sense there`;
}

/** What the parser made of the body; `otherwise` where there was none. */
export function bodyOf({ body }: FastifyRequest, otherwise?: Json): Json | undefined {
  return isParsed(body) ? body : otherwise;
}

function isParsed(body: unknown): body is Json {
  return body !== undefined;
}
