import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApplication } from '../../generated/bank/app.ts';
import { openApiDocument } from '../../runtime/http/openapi/document.ts';
import { BODY_LIMIT } from '../../runtime/http/read-body.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { StoreUnavailable } from '../../runtime/store/store-unavailable.ts';
import { ADA, BEN } from '../fixtures/bank-messages.ts';
import { type Document, type Operation, type Response, validatorFor } from './described-api.ts';
import { type OpenServer, openServer, serverOn } from './open-server.ts';
import { tokens } from './signed.ts';

const EMPTY = 'NL000003';

/** Money that has been sent never arrives, so that there is something to see of it. */
function bankThatDawdles(): ApplicationDefinition {
  const bank = createApplication();
  return { ...bank, policies: bank.policies.filter(({ name }) => name !== 'Move the money') };
}

/** For each command what is done at this bank, and what is refused. */
const BODIES: { readonly [operation: string]: { readonly done: object; readonly refused: object } } = {
  openAccount: { done: { accountNumber: 'NL000009', owner: 'Cleo' }, refused: { accountNumber: ADA, owner: 'Ada' } },
  depositMoney: { done: { accountNumber: ADA, amount: '5.00' }, refused: { accountNumber: ADA, amount: '0.00' } },
  withdrawMoney: { done: { accountNumber: ADA, amount: '5.00' }, refused: { accountNumber: ADA, amount: '5000.00' } },
  nameBonusAccount: { done: { accountNumber: ADA }, refused: { accountNumber: 'NL000404' } },
  closeAccount: { done: { accountNumber: EMPTY }, refused: { accountNumber: ADA } },
  transferMoney: { done: { fromAccount: ADA, toAccount: BEN, amount: '5.00' }, refused: { fromAccount: ADA, toAccount: ADA, amount: '5.00' } },
};

/** An operation of the description. */
interface Described {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operation: Operation;
}

const document: Document = JSON.parse(JSON.stringify(openApiDocument(bankThatDawdles())));
const operations: readonly Described[] = Object.entries(document.paths).flatMap(([path, { get, post }]) => [
  ...(get === undefined ? [] : [{ method: 'GET' as const, path, operation: get }]),
  ...(post === undefined ? [] : [{ method: 'POST' as const, path, operation: post }]),
]);

/** Servers on which this and that comes about. */
interface Servers {
  readonly bank: OpenServer;
  readonly empty: OpenServer;
  readonly broken: OpenServer;
  readonly unreachable: OpenServer;
  /** Wants tokens. */
  readonly guarded: OpenServer;
  /** Takes one request a minute. */
  readonly counting: OpenServer;
}

let servers: Servers;
let keys: { readonly [field: string]: string } = {};

interface Answer {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: string;
}

interface Asked {
  readonly server?: keyof Servers;
  readonly query?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

function ask({ method, path, operation }: Described, { server = 'bank', query = '', headers = {}, body = BODIES[operation.operationId]?.done }: Asked = {}): Promise<Answer> {
  const url = path.replaceAll(/\{([^}]+)\}/g, (_, field: string) => keys[field] ?? expect.fail(`There is no ${field}.`)) + query;
  const content = method === 'GET' ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) };
  return servers[server].server.inject({ method, url, headers: { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers }, ...content });
}

/** By a request that has begun before the server stops, and is whole only after. */
async function askWhileItStops(path: string): Promise<Answer> {
  const { server } = await serverOn(servers.bank.running);
  const stopping = new Promise<void>((resolve) => server.addHook('preClose', async () => resolve()));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\n`);
  // Answered after what came before it was taken up.
  await fetch(url + path);
  const closed = server.close();
  await stopping;
  socket.write('Host: localhost\r\n\r\n');
  let said = '';
  for await (const part of socket) said += String(part);
  await closed;
  const [head = '', body = ''] = said.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  return { statusCode: Number(status.split(' ')[1]), headers: Object.fromEntries(lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.split(': ')[1]])), body };
}

/** How each answer comes about, by its status. Whoever describes another one says here how to get it. */
const WAYS: { readonly [status: string]: (described: Described) => Promise<Answer> } = {
  200: (described) => ask(described),
  304: async (described) => ask(described, { headers: { 'if-none-match': String((await ask(described)).headers['etag']) } }),
  400: (described) => ask(described, described.method === 'GET' ? { query: '?nonsense=1' } : { body: [] }),
  401: (described) => ask(described, { server: 'guarded' }),
  403: (described) => ask(described, { headers: { origin: 'http://elsewhere.example' } }),
  // Where there are tokens, nobody is shown what external systems were asked for.
  404: (described) => ask(described, { server: described.path === '/requests.json' ? 'guarded' : 'empty' }),
  409: (described) => ask(described, { body: BODIES[described.operation.operationId]?.refused }),
  412: (described) => ask(described, { headers: { 'if-match': '"99"' } }),
  413: (described) => ask(described, { body: `"${'x'.repeat(BODY_LIMIT)}"` }),
  415: (described) => ask(described, { headers: { 'content-type': 'text/plain' } }),
  421: (described) => ask(described, { headers: { host: 'elsewhere.example' } }),
  422: async (described) => {
    await servers.bank.post('open-account', { accountNumber: 'NL000422', owner: 'Dora' }, { 'idempotency-key': 'taken' });
    return ask(described, { headers: { 'idempotency-key': 'taken' } });
  },
  429: async (described) => {
    await ask(described, { server: 'counting' });
    return ask(described, { server: 'counting' });
  },
  500: (described) => ask(described, { server: 'broken' }),
  503: (described) => (described.path === '/health/live' ? askWhileItStops(described.path) : ask(described, { server: 'unreachable' })),
  default: (described) => ask(described, { headers: { host: 'elsewhere.example' } }),
};

/** Not one of its parts works: whatever is asked of it fails with this. */
async function failing(bank: OpenServer, error: Error): Promise<OpenServer> {
  const fail = (): Promise<never> => Promise.reject(error);
  const { store } = bank.running;
  let begun = false;
  const caughtUpTo = (): Promise<bigint> => (begun ? fail() : Promise.resolve(0n));
  const server = await serverOn({ ...bank.running, store: { ...store, requests: { ...store.requests, listRequests: fail } }, send: fail, find: fail, list: fail, caughtUpTo });
  begun = true;
  return server;
}

function responseOf(status: string, { operation }: Described): Response {
  const response = operation.responses[status] ?? expect.fail(`No answer ${status} is described.`);
  const name = response.$ref?.split('/').at(-1);
  return name === undefined ? response : (document.components.responses[name] ?? expect.fail(`There is no response ${name}.`));
}

function mistakesIn({ headers, body }: Answer, content: NonNullable<Response['content']>): readonly unknown[] {
  const [type = ''] = String(headers['content-type']).split(';');
  const schema = content[type]?.schema ?? expect.fail(`${type} is not described.`);
  return validatorFor(document, schema)(JSON.parse(body));
}

describe('Each answer that the API description of the bank tells of', () => {
  beforeAll(async () => {
    const bank = await openServer(bankThatDawdles());
    for (const [accountNumber, owner] of [[ADA, 'Ada'], [BEN, 'Ben'], [EMPTY, 'Emil']] as const) await bank.post('open-account', { accountNumber, owner });
    await bank.post('deposit-money', { accountNumber: ADA, amount: '50.00' });
    await bank.post('name-bonus-account', { accountNumber: ADA });
    const { id } = (await bank.post('transfer-money', { fromAccount: ADA, toAccount: BEN, amount: '5.00' })).json();
    await bank.settled('/');
    keys = { accountNumber: ADA, entry: '2', transferId: id };
    const [guarded, counting] = [await openServer(undefined, { tokens }), await openServer(undefined, { rateLimit: { perMinute: 1 } })];
    servers = { bank, guarded, counting, empty: await openServer(), broken: await failing(bank, new Error('a bug')), unreachable: await failing(bank, new StoreUnavailable(new Error('gone'))) };
  });

  afterAll(async () => {
    await servers.broken.server.close();
    await servers.unreachable.server.close();
    for (const server of [servers.guarded, servers.counting, servers.empty, servers.bank]) await server[Symbol.asyncDispose]();
  });

  const all = operations.flatMap((described) => Object.keys(described.operation.responses).map((status) => [described.operation.operationId, status, described] as const));

  test.each(all)('comes about, and is as described: %s, %s', async (_, status, described) => {
    const way = WAYS[status] ?? expect.fail(`Nothing here says how ${described.operation.operationId} comes to answer ${status}.`);
    const answer = await way(described);
    const { content, headers = {} } = responseOf(status, described);
    expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([status === 'default' ? 421 : Number(status), answer.body.slice(0, 300)]);
    if (content === undefined) expect(answer.body).toBe('');
    else expect(mistakesIn(answer, content)).toEqual([]);
    for (const header of Object.keys(headers)) expect(answer.headers).toHaveProperty(header.toLowerCase());
  });
});
