import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Json, JsonObject } from '../message/json.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { Row, RowQuery } from '../store/read-model-store.ts';
import { answerJson } from './answer-json.ts';
import { callerOf } from './caller.ts';
import { readerOf } from './claim.ts';
import { canBeKept, completed, cursorBehind } from './cursor.ts';
import { bad, type InputError, read, type Reading } from './input-error.ts';
import { PAGING, readListQuery, readWaitFor, unknownParameters, WAIT_FOR } from './list-query.ts';
import { badInput, type Problem, sendProblem } from './problem.ts';
import { type Push, wantsStream } from './push/push.ts';
import { readQuery, readText } from './read-text.ts';
import { urlName } from './url-name.ts';
import { visibleRows, type VisibleRows } from './visible-rows.ts';
import { waited } from './waited.ts';

/**
 * One URL of a read model. The values of the key's fields follow its name, a segment each: all of them lead to a row,
 * the first few to the rows that have them in common. A read model without key has one URL and one row.
 */
export interface ReadModelEndpoint {
  readonly model: ReadModelDefinition;
  readonly url: string;
  /** Those in the URL, in order. */
  readonly keyFields: readonly string[];
  readonly gives: 'a row' | 'a list';
}

export function readModelEndpoints(models: readonly ReadModelDefinition[]): readonly ReadModelEndpoint[] {
  return models.flatMap((model) =>
    Array.from({ length: model.key.length + 1 }, (_, length): ReadModelEndpoint => {
      const keyFields = model.key.slice(0, length);
      return { model, url: [`/${urlName(model.name)}`, ...keyFields.map((field) => `:${field}`)].join('/'), keyFields, gives: length === model.key.length ? 'a row' : 'a list' };
    }),
  );
}

export function serveReadModels(server: FastifyInstance, running: RunningApplication, push: Push): void {
  for (const endpoint of readModelEndpoints(running.definition.readModels)) {
    server.get(endpoint.url, async (request, reply) => {
      reply.header('Cache-Control', 'no-store');
      if (wantsStream(request)) return stream(endpoint, running, push, request, reply);
      const answer = await answerTo(endpoint, running, request);
      return 'problem' in answer ? sendProblem(reply, answer.problem) : answerJson(request, reply, answer.json);
    });
  }
}

/** The same rows to the same people, told for as long as they listen. A row that is not there may come. */
async function stream(endpoint: ReadModelEndpoint, running: RunningApplication, push: Push, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asked = readRequest(endpoint, request, 'stream');
  const unmeant = oneSlashTooMuch(endpoint, request);
  if (unmeant !== undefined) return sendProblem(reply, unmeant);
  if (asked.kind === 'bad input') return sendProblem(reply, badInput(asked.errors));
  const reader = readerOf(running.definition, endpoint.model, callerOf(request));
  if ('kind' in reader) return sendProblem(reply, reader);
  const { key, query, waitFor } = asked.value;
  const late = await waited(running, [endpoint.model.name], waitFor);
  if (late !== undefined) return sendProblem(reply, late);
  return push.answer(request, reply, { model: endpoint.model, where: { ...query.where, ...key }, reader });
}

type Answer = { readonly problem: Problem } | { readonly json: JsonObject };

async function answerTo(endpoint: ReadModelEndpoint, running: RunningApplication, request: FastifyRequest): Promise<Answer> {
  const asked = readRequest(endpoint, request);
  const unmeant = oneSlashTooMuch(endpoint, request);
  if (asked.kind === 'bad input') return { problem: unmeant ?? badInput(asked.errors) };
  const reader = readerOf(running.definition, endpoint.model, callerOf(request));
  if ('kind' in reader) return { problem: reader };
  const { key, query, waitFor } = asked.value;
  const late = await waited(running, [endpoint.model.name], waitFor);
  if (late !== undefined) return { problem: late };
  const rows = visibleRows(endpoint.model, running, reader);
  const answer = endpoint.gives === 'a row' ? await oneRow(endpoint, rows, key) : await manyRows(endpoint, rows, { ...query, where: { ...query.where, ...key } });
  return unmeant !== undefined && isEmpty(answer) ? { problem: unmeant } : answer;
}

function isEmpty(answer: Answer): boolean {
  return 'problem' in answer || JSON.stringify(answer.json['items']) === '[]';
}

interface Asked {
  readonly key: Row;
  readonly query: RowQuery;
  readonly waitFor: bigint;
}

function readRequest(endpoint: ReadModelEndpoint, request: FastifyRequest, as: 'json' | 'stream' = 'json'): Reading<Asked> {
  const parameters = readQuery(request.url);
  if (parameters.kind === 'bad input') return parameters;
  const key = readKey(endpoint, request);
  const query = endpoint.gives === 'a list' ? readListQuery(endpoint.model, parameters.value) : readNothing(parameters.value);
  const waitFor = readWaitFor(parameters.value);
  const paging = as === 'stream' ? PAGING.filter((name) => parameters.value.has(name)) : [];
  if (paging.length > 0) return bad(...paging.map((parameter) => ({ detail: `A stream tells of all rows, in no order: "${parameter}" is not taken.`, parameter })));
  if (key.kind === 'read' && query.kind === 'read' && waitFor.kind === 'read') return read({ key: key.value, query: query.value, waitFor: waitFor.value });
  return bad(...[key, query, waitFor].flatMap((reading) => (reading.kind === 'read' ? [] : reading.errors)));
}

function readNothing(parameters: ReadonlyMap<string, string>): Reading<RowQuery> {
  const errors = unknownParameters(parameters, [WAIT_FOR]);
  return errors.length > 0 ? bad(...errors) : read({ where: {}, limit: 1 });
}

function readKey({ model, keyFields }: ReadModelEndpoint, request: FastifyRequest): Reading<Row> {
  const segments = new Map(Object.entries(Object(request.params)).map(([field, text]) => [field, String(text)]));
  const errors: InputError[] = [];
  const key: [string, Json][] = [];
  for (const field of keyFields) {
    const codec = model.row.fields[field];
    if (codec === undefined) throw new Error(`The key of "${model.name}" has a field ${field} that its rows have not. It was not written by the generator.`);
    const value = readText(codec, segments.get(field) ?? '', field, model.row.wordsOf(field));
    if (value.kind === 'read') key.push([field, value.value]);
    else errors.push(...value.errors);
  }
  return errors.length > 0 ? bad(...errors) : read(Object.fromEntries(key));
}

async function oneRow({ model, keyFields }: ReadModelEndpoint, rows: VisibleRows, key: Row): Promise<Answer> {
  const row = canBeKept(model, key) ? await rows.find(key) : undefined;
  if (row !== undefined) return { json: row };
  const values = keyFields.map((field) => `${model.row.wordsOf(field)} ${String(key[field]).slice(0, 100)}`).join(' and ');
  return { problem: { kind: 'NotFound', title: 'Not found', detail: values === '' ? `${model.name} is empty.` : `${model.name} has no row with ${values}.` } };
}

/** One row more than asked for tells whether there are more. */
async function manyRows({ model }: ReadModelEndpoint, rows: VisibleRows, query: RowQuery): Promise<Answer> {
  const after = await completed(model, query, rows.find);
  if (after === undefined && query.after !== undefined) return { problem: badInput([{ detail: 'The row that "after" goes on behind is not there any more. Begin again without it.', parameter: 'after' }]) };
  const found = await rows.list({ ...query, ...(after === undefined ? {} : { after }), limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return { json: { items, next: found.length > items.length && last !== undefined ? cursorBehind(model, query.sort, last) : null } };
}

/** `/account-overview/` names a row whose key is empty, which hardly anybody means: a problem where there is no such row. */
function oneSlashTooMuch({ keyFields }: ReadModelEndpoint, request: FastifyRequest): Problem | undefined {
  const [path = ''] = request.url.split('?');
  if (keyFields.length === 0 || !path.endsWith('/')) return undefined;
  return { kind: 'NotFound', title: 'Not found', detail: `There is nothing at ${path}. Did you mean ${path.replace(/\/+$/, '')}?` };
}
