import type { FastifyReply } from 'fastify';
import type { Json, JsonObject } from '../message/json.ts';
import type { InputError } from './input-error.ts';

/** Every kind of answer that is not what was asked for, by its name in the API description. */
const STATUS = {
  BadInput: 400,
  NotProven: 401,
  NotAllowed: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  TooSlow: 408,
  Refused: 409,
  AnotherRevision: 412,
  TooLarge: 413,
  TooLong: 414,
  NotJson: 415,
  WrongHost: 421,
  KeyUsedBefore: 422,
  TooMany: 429,
  HeadersTooLarge: 431,
  Failed: 500,
  Busy: 503,
} as const;

export type ProblemKind = keyof typeof STATUS;

export const problemKinds: readonly ProblemKind[] = Object.keys(STATUS).filter((kind): kind is ProblemKind => Object.hasOwn(STATUS, kind));

/** Why something was not done, in words a person can act on. */
export interface Problem {
  readonly kind: ProblemKind;
  /** In one line; for a refusal its name in the model. */
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly InputError[];
  readonly members?: { readonly [member: string]: Json };
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function statusOf(kind: ProblemKind): number {
  return STATUS[kind];
}

/** Source: RFC 9457. `type` leads to the description of this kind of problem, on this server. */
export function problemDetails({ kind, title, detail, errors, members = {} }: Problem): JsonObject {
  return {
    type: `/openapi.json#/components/responses/${kind}`,
    title,
    status: STATUS[kind],
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors: errors.map((error) => ({ ...error })) }),
    ...members,
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.kind === 'Busy') reply.header('Retry-After', '1');
  return reply.code(STATUS[problem.kind]).header('Content-Type', PROBLEM_TYPE).send(JSON.stringify(problemDetails(problem)));
}

export function badInput(errors: readonly InputError[]): Problem {
  return { kind: 'BadInput', title: 'Bad input', detail: errors.map((error) => error.detail).join(' '), errors };
}
