import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { secretsIn, withoutSecrets } from '../../cli/log.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { definePolicy } from '../../runtime/reaction/policy.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { toldError } from '../../runtime/http/told-error.ts';
import { serverOn } from '../http/open-server.ts';
import { AUDIENCE, bytes, ISSUER, tokenOf } from '../http/signed.ts';
import { freshSchema, testPostgresUrl, withClient } from '../postgres/test-store.ts';
import { makeProject, type Project } from '../start/project.ts';
import { endAtLast, startProcess } from '../start/process.ts';
import { startProxy } from '../support/tcp-proxy.ts';
import { withSdk } from './sdk.ts';

/** Each stands where it may stand, and nowhere else. None of them is part of a name in the model. */
const SECRET = {
  password: 'pw-6f1d0c9e8b',
  otherPassword: 'pw-ffffffffff',
  smtp: 'smtp-4b7a9d21c3',
  key: 'key-0d9e8f7a6b5c4d3e2f1a0d9e8f7a6b5c',
  shortKey: 'short-9a8b7c6d',
  token: 'eyJhbGciOiJIUzI1NiJ9.c2VjcmV0LWNsYWltcw.c2VjcmV0LXNpZ25hdHVyZQ',
  idempotencyKey: 'idem-77aa12bd',
  owner: 'Mata Hari Zelle',
  account: 'NL314159',
  actorId: 'person-3141592653',
  path: 'path-of-a-stranger',
  body: 'halfabody-271828',
} as const;

/** What a collector of logs, spans and metrics would have been given, by what it must not contain. */
function leaksIn(told: string, allowed: readonly string[] = []): readonly string[] {
  return Object.entries(SECRET).flatMap(([name, secret]) => (told.includes(secret) && !allowed.includes(name) ? [`${name}: ${told.slice(Math.max(0, told.indexOf(secret) - 200), told.indexOf(secret) + 80)}`] : []));
}

/** Everything that developers may write badly: all of it says what it was given. */
function careless(): ApplicationDefinition {
  const say = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each));
  const application = bank({
    email: {
      sendThankYouEmail: async (data) => {
        throw Object.assign(new Error(`no mailbox for ${say(data)} of ${SECRET.owner}, logged in by ${SECRET.smtp}`), { code: SECRET.owner });
      },
    },
  });
  const failing = definePolicy({
    name: 'Fail',
    whenever: {
      'Account opened': {
        react: (event) => {
          throw new RangeError(`can not: ${say(event.data)}`);
        },
      },
    },
  });
  const readModels = application.readModels.map((model) => (model.name !== 'Statement' ? model : { ...model, project: (_: object | undefined, event: { readonly data: unknown }): never => {
    throw new Error(`can not fold ${say(event.data)}`);
  } }));
  return { ...application, readModels, policies: [...application.policies, failing] };
}

describe('What was sent, and who may log in where, is told to nobody', () => {
  test('in spans, metrics, the log and health, whatever fails', () =>
    withSdk(async ({ spans, metrics }) => {
      const proxy = await startProxy({ port: Number(new URL(await testPostgresUrl()).port) });
      const url = new URL(await testPostgresUrl());
      url.port = String(proxy.port);
      const schema = freshSchema();
      const store = await createPostgresStore({ url: url.href, schema, readModelSchema: `${schema}_rows`, connections: 4 });
      const log: string[] = [];
      const heard: string[] = [];
      const running = await startApplication(careless(), store, { pollInMilliseconds: 20, attempts: 2, onFailure: (name, error) => heard.push(JSON.stringify({ name, error: toldError(error) })) });
      const server = await serverOn(running, { logger: { level: 'trace', stream: { write: (line: string) => void log.push(line) } } });
      const headers = { actor: 'Bank clerk', authorization: `Bearer ${SECRET.token}`, 'idempotency-key': SECRET.idempotencyKey, 'actor-id': SECRET.actorId };
      const account = { accountNumber: SECRET.account, owner: SECRET.owner };

      const answers = [
        await server.post('open-account', account, headers),
        await server.post('deposit-money', { accountNumber: SECRET.account, amount: '20.00' }, { actor: 'Bank clerk', authorization: headers.authorization }),
        // The same key with another command.
        await server.post('deposit-money', { accountNumber: SECRET.account, amount: '1.00' }, headers),
        // A rule refuses it.
        await server.post('withdraw-money', { accountNumber: SECRET.account, amount: '9999.00' }, { actor: 'Bank clerk', 'actor-id': SECRET.actorId }),
        await server.get(`/account-overview/${SECRET.account}?wait-for=1`),
        await server.get('/health/ready'),
      ];
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 422, 409, 200, 200]);
      const others = [
        await server.post('open-account', `{"owner": ${SECRET.body}`),
        await server.post('open-account', { ...account, [SECRET.body]: 1 }),
        await server.post('open-account', { accountNumber: 1, owner: SECRET.owner }),
        await server.get(`/account-overview?owner=${SECRET.path}`),
        await server.get(`/${SECRET.path}/${SECRET.account}`),
      ];
      expect(others.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 200, 404]);
      await expect.poll(() => heard.filter((line) => line.includes('"Fail"') || line.includes('"Email"') || line.includes('"Statement"')).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(5);
      await expect.poll(async () => (await server.get('/health/ready')).body, { timeout: 10_000 }).toContain('"Fail');
      const health = (await server.get('/health/ready')).body;

      proxy.refuse(true);
      proxy.cut();
      const gone = [await server.post('open-account', { ...account, accountNumber: 'NL314160' }, headers), await server.get(`/account-overview/${SECRET.account}`)];
      expect(gone.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
      const measured = JSON.stringify([...(await metrics())]);
      await server.server.close();
      proxy.refuse(false);
      await running.stop();
      await store.close();
      await proxy.close();

      const traced = JSON.stringify(spans().map(({ name, attributes, events, links, status, resource }) => ({ name, attributes, events, links, status, resource: resource.attributes })));
      expect(log.length).toBeGreaterThan(10);
      expect(traced).toContain('process Fail');
      expect(measured).toContain('stormwright.subscription.failures');
      for (const told of [log.join(''), heard.join('\n'), traced, measured, health, ...gone.map(({ body }) => body)]) expect(leaksIn(told)).toEqual([]);
      // Who has sent it may be told what was wrong with it, and nothing else.
      const own = ['account', 'owner', 'path', 'body'];
      for (const { body, headers: answered } of [...answers, ...others]) expect(leaksIn(`${body}${JSON.stringify(answered)}`, own)).toEqual([]);
    }));
});

describe('A process', () => {
  const [role, database] = [`leaky_${randomUUID().slice(0, 8)}`, `leaky_${randomUUID().slice(0, 8)}`];
  let project: Project;
  beforeAll(async () => {
    project = await makeProject();
    await withClient(async (client) => {
      await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${SECRET.password}'`);
      await client.query(`CREATE DATABASE ${database} OWNER ${role}`);
    });
  });
  afterAll(async () => {
    await withClient(async (client) => {
      await client.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await client.query(`DROP ROLE ${role}`);
    });
    await project.remove();
  });
  const environment = (port: number, password: string): { readonly [name: string]: string } => ({
    DATABASE_URL: `postgres://${role}:${password}@127.0.0.1:${port}/${database}`,
    SMTP_URL: `smtp://bank:${SECRET.smtp}@127.0.0.1:1`,
    LOG_LEVEL: 'debug',
  });

  test('that is given a wrong password, or whose database is not there, says so without it', async () => {
    const { port } = new URL(await testPostgresUrl());
    const wrong = await startProcess(project.folder, environment(Number(port), SECRET.otherPassword)).ended;
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining(`password authentication failed for user "${role}"`)]);
    const nowhere = await startProcess(project.folder, environment(await closedPort(), SECRET.password)).ended;
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
    for (const { stdout, stderr } of [wrong, nowhere]) expect(leaksIn(stdout + stderr)).toEqual([]);
  });

  test('that takes tokens repeats neither them nor its key, and a key that can not be used not either', async () => {
    const auth = { AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: AUDIENCE };
    const short = await startProcess(project.folder, { ...auth, AUTH_KEY: SECRET.shortKey, DATABASE_URL: 'memory:' }).ended;
    expect([short.code, short.stderr]).toEqual([2, expect.stringContaining('AUTH_KEY can not be used.')]);
    expect(leaksIn(short.stdout + short.stderr)).toEqual([]);
    const started = startProcess(project.folder, { ...auth, AUTH_KEY: SECRET.key, DATABASE_URL: 'memory:', LOG_LEVEL: 'debug' });
    try {
      const url = await started.url;
      const claims = { sub: SECRET.actorId, actors: ['Bank clerk'] };
      const tokens = [await tokenOf({ claims, key: bytes(SECRET.key) }), await tokenOf({ claims }), await tokenOf({ claims: { ...claims, exp: 1 }, key: bytes(SECRET.key) }), SECRET.token];
      const send = (token: string): Promise<Response> =>
        fetch(`${url}/commands/open-account`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ accountNumber: SECRET.account, owner: SECRET.owner }) });
      const answers = await Promise.all(tokens.map(send));
      expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
      for (const answer of answers.slice(1)) expect(leaksIn(`${await answer.text()}${JSON.stringify([...answer.headers])}`)).toEqual([]);
      started.signal('SIGTERM');
      const { stdout, stderr } = await started.ended;
      expect(stderr).toContain('"actor":"Bank clerk"');
      expect(leaksIn(stdout + stderr)).toEqual([]);
      for (const token of tokens) expect(stdout + stderr).not.toContain(token.split('.')[2]);
    } finally {
      await endAtLast(started);
    }
  });

  test('that loses its database while it runs says nothing of what was sent to it, nor how it logs in', async () => {
    const proxy = await startProxy({ port: Number(new URL(await testPostgresUrl()).port) });
    const started = startProcess(project.folder, environment(proxy.port, SECRET.password));
    try {
      const url = await started.url;
      const send = (command: string, body: string): Promise<Response> =>
        fetch(`${url}/commands/${command}`, { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': SECRET.idempotencyKey, authorization: `Bearer ${SECRET.token}`, actor: 'Bank clerk', 'actor-id': SECRET.actorId } });
      expect((await send('open-account', JSON.stringify({ accountNumber: SECRET.account, owner: SECRET.owner }))).status).toBe(200);
      expect((await send('open-account', `{"owner":"${SECRET.body}`)).status).toBe(400);
      expect((await fetch(`${url}/account-overview/${SECRET.account}?wait-for=1`)).status).toBe(200);
      await brokenHttp(new URL(url), `GET /${SECRET.path} HTTP/9.9\r\nAuthorization: ${SECRET.token}\r\n\r\n`);
      proxy.refuse(true);
      proxy.cut();
      expect((await send('deposit-money', JSON.stringify({ accountNumber: SECRET.account, amount: '3.00' }))).status).toBe(503);
      await expect.poll(started.complained, { timeout: 10_000 }).toMatch(/"subscription":"The log","error":\{"type":"[A-Z0-9]+"/);
      started.signal('SIGTERM');
      const ended = await started.ended;
      const [first = '{}'] = ended.stderr.split('\n').filter((line) => line.includes('"/commands/open-account"'));
      expect(JSON.parse(first)).toMatchObject({ level: 'info', msg: 'request', method: 'POST', route: '/commands/open-account', status: 200, milliseconds: expect.any(Number) });
      expect(ended.stderr).toContain('a request failed');
      expect(leaksIn(ended.stdout + ended.stderr)).toEqual([]);
    } finally {
      await endAtLast(started);
      await proxy.close();
    }
  });
});

test('What an environment keeps secret is hidden wherever it would be written, also as a URL and as JSON write it', () => {
  const secrets = secretsIn({ DATABASE_URL: 'postgres://bank:p%22ss-w%C3%B6rd@db/bank', SMTP_URL: `smtp://u:${SECRET.smtp}@mail`, AUTH_KEY: SECRET.key, HOME: '/home/bank', AUTH_JWKS_URL: 'https://id.example.org/keys', SHORT_KEY: 'abc' });
  const said = `${JSON.stringify({ message: 'no entry with p"ss-wörd' })} p%22ss-w%C3%B6rd ${SECRET.smtp} ${SECRET.key} abc https://id.example.org/keys`;
  expect(withoutSecrets(said, secrets)).toBe('{"message":"no entry with ***"} *** *** *** abc https://id.example.org/keys');
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 1;
}

function brokenHttp({ port, hostname }: URL, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.resume();
  });
}
