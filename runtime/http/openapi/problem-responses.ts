import type { JsonObject, JsonSchema } from '../../message/json.ts';
import { PROBLEM_TYPE, type ProblemKind, problemKinds, statusOf } from '../problem.ts';
import type { NamedSchemas } from './named-schemas.ts';

const MEANINGS: { readonly [kind in ProblemKind]: string } = {
  BadInput: 'Bad input: `errors` says for each mistake what is wrong and where.',
  NotProven: 'A valid token is needed; WWW-Authenticate says what is wrong with the one that was sent.',
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
  KeyUsedBefore: 'The Idempotency-Key was used before, for another command, with other data or by somebody else. Nothing happened.',
  TooMany: 'Too many requests within a minute. Retry-After says when to go on.',
  HeadersTooLarge: 'The URL and the headers are too large.',
  Failed: 'Something went wrong in the server.',
  Busy: 'Not now: nothing happened, and the same request may succeed later. Retry-After says when to try.',
};

/** What may be answered to any request, before it is looked at whom it is for. Programs need not tell these apart. */
const TO_ANY_REQUEST: readonly ProblemKind[] = ['MethodNotAllowed', 'TooSlow', 'TooLong', 'WrongHost', 'HeadersTooLarge'];

/** Source: RFC 9457. */
const PROBLEM: JsonSchema = {
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

const REVISION_HEADER: JsonObject = { ETag: { description: 'The revision.', schema: { type: 'string', examples: ['"3"'] } } };

const RETRY_AFTER: JsonObject = { 'Retry-After': { description: 'After how many seconds.', schema: { type: 'string', pattern: '^[0-9]+$', examples: ['1'] } } };

/** Headers that come with some of them. */
const HEADERS: { readonly [kind in ProblemKind]?: JsonObject } = {
  MethodNotAllowed: { Allow: { description: 'The methods that it takes.', schema: { type: 'string', examples: ['GET, HEAD'] } } },
  NotProven: { 'WWW-Authenticate': { description: 'How to prove who one is.', schema: { type: 'string', examples: ['Bearer realm="Bank"'] } } },
  AnotherRevision: REVISION_HEADER,
  TooMany: RETRY_AFTER,
  Busy: RETRY_AFTER,
};

/** A response a kind, which is where the `type` of a problem leads, and one for those that may come to any request. */
export function problemResponses(schemas: NamedSchemas): JsonObject {
  schemas.keep('Problem', PROBLEM);
  const each = problemKinds.map((kind) => [kind, problemResponse(kind, schemas.keep(kind, ofStatus([statusOf(kind)])))] as const);
  const other = schemas.keep('Other problem', ofStatus(TO_ANY_REQUEST.map(statusOf)));
  const names = TO_ANY_REQUEST.map((kind) => `\`${kind}\``).join(', ');
  return { ...Object.fromEntries(each), OtherProblem: { description: `What may be answered to any request: ${names}.`, content: { [MEDIA_TYPE]: { schema: other } } } };
}

const [MEDIA_TYPE = ''] = PROBLEM_TYPE.split(';');

/** By its status a program tells which of several problems it was given. */
function ofStatus(statuses: readonly number[]): JsonSchema {
  const [only, ...others] = statuses;
  const status: JsonSchema = only !== undefined && others.length === 0 ? { const: only } : { enum: statuses };
  return { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { status: { type: 'integer', ...status } }, required: ['status'] }] };
}

export function problemResponse(kind: ProblemKind, schema: JsonSchema, examples: JsonObject = {}): JsonObject {
  const headers = HEADERS[kind];
  const shown = Object.keys(examples).length === 0 ? {} : { examples };
  return { description: MEANINGS[kind], ...(headers === undefined ? {} : { headers }), content: { [MEDIA_TYPE]: { schema, ...shown } } };
}

/** The same of an operation that asks who calls, and counts how often. */
export function problemsToCallers(...kinds: readonly ProblemKind[]): JsonObject {
  return problems('NotProven', 'NotAllowed', 'TooMany', ...kinds);
}

/** The answers of an operation that are not what was asked for. Two kinds with one status share its place. */
export function problems(...kinds: readonly ProblemKind[]): JsonObject {
  const each = kinds.map((kind) => [String(statusOf(kind)), { $ref: `#/components/responses/${kind}` }] as const);
  return { ...Object.fromEntries(each), default: { $ref: '#/components/responses/OtherProblem' } };
}
