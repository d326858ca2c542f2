import type { JsonObject } from '../../message/json.ts';
import type { ProblemKind } from '../problem.ts';
import { statusOf } from '../problem.ts';

const MEANINGS: { readonly [kind in ProblemKind]: string } = {
  BadInput: 'Bad input: `errors` says for each mistake what is wrong and where.',
  NotAllowed: 'Not allowed for this caller.',
  NotFound: 'There is no such thing.',
  MethodNotAllowed: 'This URL is read, or sent to, in another way; the header Allow says how.',
  TooSlow: 'The request took too long to arrive.',
  Refused: 'Refused by a rule, a limit, an invariant or the lifecycle. `title` is the name of the refusal in the model.',
  AnotherRevision: 'The revision is not the one that If-Match names.',
  TooLarge: 'The body is too large.',
  TooLong: 'The URL is too long.',
  NotJson: 'The body is not sent as application/json.',
  WrongHost: 'The request names a host that is not this server.',
  KeyUsedBefore: 'The Idempotency-Key was used before, for another command or with other data. Nothing happened.',
  HeadersTooLarge: 'The URL and the headers are too large.',
  Failed: 'Something went wrong in the server.',
  Busy: 'Not now: nothing happened, and the same request may succeed later. Retry-After says when to try.',
};

/** Source: RFC 9457. */
export const PROBLEM_SCHEMA: JsonObject = {
  title: 'Problem',
  description: 'Why a request was not answered as asked, in words a person can act on.',
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Leads to the description of this kind of problem.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          detail: { type: 'string' },
          pointer: { type: 'string', description: 'JSON pointer into the body, as a URI fragment: `#/amount`.' },
          parameter: { type: 'string', description: 'A parameter of the URL.' },
          header: { type: 'string' },
        },
        required: ['detail'],
      },
    },
  },
  required: ['type', 'title', 'status'],
};

export function problemResponses(): JsonObject {
  return Object.fromEntries(
    Object.entries(MEANINGS).map(([kind, description]) => [kind, { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }]),
  );
}

/** The answers of an operation that are not what was asked for. Two kinds with one status share its place. */
export function problems(...kinds: readonly ProblemKind[]): JsonObject {
  return Object.fromEntries(kinds.map((kind) => [String(statusOf(kind)), { $ref: `#/components/responses/${kind}` }]));
}
