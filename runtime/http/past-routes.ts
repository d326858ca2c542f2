import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { identityText } from '../command/instance.ts';
import type { Moment } from '../command/instance-then.ts';
import { assertNever } from '../message/assert-never.ts';
import type { JsonObject } from '../message/json.ts';
import type { Message, Recorded } from '../message/message.ts';
import { type EventRange, type Past, pastIn } from '../reaction/past.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { Row } from '../store/read-model-store.ts';
import { answerJson } from './answer-json.ts';
import { bad, read, type Reading } from './input-error.ts';
import { readWaitFor } from './list-query.ts';
import { type Admitted, admit, nameOf } from './past-access.ts';
import { entryAsJson, envelopeAsJson, stateAsJson } from './past-answer.ts';
import { type PastEndpoint, pastEndpoints } from './past-endpoints.ts';
import { placeBehind, readMoment, readRange } from './past-query.ts';
import { badInput, type Problem, sendProblem } from './problem.ts';
import { readQuery, readText } from './read-text.ts';

type AsJson = typeof entryAsJson;

/** An instance as it is or was, at `/bank-account/NL000001`; what happened to it, for people and for programs, below that. */
export function servePast(server: FastifyInstance, running: RunningApplication): void {
  const past = pastIn(running);
  for (const endpoint of pastEndpoints(running.definition)) {
    const serve = <Wanted>(url: string, readWanted: (query: ReadonlyMap<string, string>) => Reading<Wanted>, find: Find<Wanted>): void => {
      server.get(url, async (request, reply) => handle({ endpoint, running, past, readWanted, find }, request, reply));
    };
    serve(endpoint.url, readMoment, stateThen);
    serve(`${endpoint.url}/history`, readRange, eventsAs(entryAsJson));
    serve(`${endpoint.url}/events`, readRange, eventsAs(envelopeAsJson));
  }
}

/** The instance that is asked for, and who asks. */
interface Subject {
  readonly endpoint: PastEndpoint;
  readonly past: Past;
  readonly key: Row;
  readonly id: string;
  readonly admitted: Admitted;
}

type Found = { readonly problem: Problem } | { readonly json: JsonObject; readonly revision?: number };
type Find<Wanted> = (subject: Subject, wanted: Wanted) => Promise<Found>;

interface Route<Wanted> {
  readonly endpoint: PastEndpoint;
  readonly running: RunningApplication;
  readonly past: Past;
  readWanted(query: ReadonlyMap<string, string>): Reading<Wanted>;
  readonly find: Find<Wanted>;
}

async function handle<Wanted>(route: Route<Wanted>, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('Cache-Control', 'no-store');
  const found = await answerTo(route, request);
  return 'problem' in found ? sendProblem(reply, found.problem) : answerJson(request, reply, found.json, found.revision);
}

async function answerTo<Wanted>({ endpoint, running, past, readWanted, find }: Route<Wanted>, request: FastifyRequest): Promise<Found> {
  const query = readQuery(request.url);
  if (query.kind === 'bad input') return { problem: badInput(query.errors) };
  const [identity, wanted, waitFor] = [readIdentity(endpoint, request), readWanted(query.value), readWaitFor(query.value)];
  if (identity.kind === 'bad input' || wanted.kind === 'bad input' || waitFor.kind === 'bad input') {
    return { problem: badInput([identity, wanted, waitFor].flatMap((reading) => (reading.kind === 'read' ? [] : reading.errors))) };
  }
  const { key, id } = identity.value;
  const admitted = await admit(endpoint, running, request, key, waitFor.value);
  return 'kind' in admitted ? { problem: admitted } : find({ endpoint, past, key, id, admitted }, wanted.value);
}

function readIdentity({ aggregate: { identity }, views }: PastEndpoint, request: FastifyRequest): Reading<{ readonly key: Row; readonly id: string }> {
  const { field, type } = identity;
  const segment = new Map(Object.entries(Object(request.params))).get(field);
  const value = readText(type, String(segment ?? ''), field, views[0]?.row.wordsOf(field) ?? field);
  return value.kind === 'read' ? read({ key: { [field]: value.value }, id: identityText(value.value) }) : bad(...value.errors);
}

async function stateThen({ endpoint, past, key, id }: Subject, moment: Moment): Promise<Found> {
  const then = await past.stateThen(endpoint.aggregate, id, moment);
  if (then !== undefined) return { json: stateAsJson(id, then), revision: then.revision };
  return { problem: { kind: 'NotFound', title: 'Not found', detail: notThen(nameOf(endpoint, key), moment) } };
}

function notThen(name: string, moment: Moment): string {
  switch (moment.kind) {
    case 'now':
      return `There is no ${name}.`;
    case 'revision':
      return `${name} has not come to revision ${moment.revision} yet.`;
    case 'time':
      return `${name} was not there yet at ${moment.at.toString()}.`;
    default:
      return assertNever(moment);
  }
}

/** One event more than asked for tells whether there are more. */
function eventsAs(asJson: AsJson): Find<EventRange> {
  return async ({ endpoint: { aggregate }, past, id, admitted }, range) => {
    const found: readonly Recorded<Message>[] = await past.events(aggregate, id, { ...range, limit: range.limit + 1 });
    const shown = found.slice(0, range.limit);
    const last = shown.at(-1);
    const next = found.length > shown.length && last !== undefined ? placeBehind(range, last.revision) : null;
    return { json: { items: shown.map((event) => asJson(aggregate, event, admitted)), next } };
  };
}
