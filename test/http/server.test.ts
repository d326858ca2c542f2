import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openServer, serverOn } from './open-server.ts';

/** What comes back for these very bytes. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  let answer = '';
  for await (const part of socket) answer += String(part);
  return answer;
}

describe('The server', () => {
  test('is alive at once, and ready when everything has followed what was there at the start', async () => {
    await using bank = await openServer();
    await bank.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' });
    await bank.settled('/');
    let position = 0n;
    const troubles = [{ subscription: 'Thank the depositor', error: 'no mail today' }];
    const late = await serverOn({ ...bank.running, caughtUpTo: async () => position, troubles: () => troubles });
    expect((await late.get('/health/live')).json()).toEqual({ status: 'alive' });
    const waiting = await late.get('/health/ready');
    expect([waiting.statusCode, waiting.headers['retry-after']]).toEqual([503, '1']);
    // Who is told so need not be who may know what a request was about.
    const told = [{ subscription: 'Thank the depositor', error: expect.stringMatching(/^fails, or has something parked: see the log/) }];
    expect(waiting.json()).toMatchObject({ title: 'Not ready yet', position: '0', waitsFor: '1', troubles: told, detail: expect.stringContaining('Thank the depositor fails, or has something parked') });
    expect(waiting.body).not.toContain('no mail today');
    position = 1n;
    expect((await late.get('/health/ready')).statusCode).toBe(200);
    position = 0n;
    expect((await late.get('/health/ready')).json()).toMatchObject({ status: 'ready', troubles: told });
    await late.server.close();
  });

  test('says what external systems were asked to do', async () => {
    await using bank = await openServer();
    await bank.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' });
    await bank.post('deposit-money', { accountNumber: 'NL000001', amount: '50.00' });
    await bank.settled('/');
    await expect.poll(async () => (await bank.get('/requests.json')).json()).toMatchObject({
      items: [{ system: 'Email', type: 'Send thank-you email', data: { accountNumber: 'NL000001', amount: '50.00' }, attempts: 1, lastError: null, deliveredAt: expect.any(String) }],
    });
    expect((await bank.get('/requests.json?limit=3')).statusCode).toBe(400);
  });

  test('says which methods a URL takes', async () => {
    await using bank = await openServer();
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'] as const) {
      const answer = await bank.server.inject({ method, url: '/account-overview/NL000001', payload: 'x' });
      expect([method, answer.statusCode, answer.headers['allow']]).toEqual([method, 405, 'GET, HEAD']);
    }
    for (const method of ['GET', 'HEAD', 'PUT', 'OPTIONS'] as const) {
      const answer = await bank.server.inject({ method, url: '/commands/deposit-money' });
      expect([method, answer.statusCode, answer.headers['allow']]).toEqual([method, 405, 'POST']);
    }
    expect((await bank.server.inject({ method: 'HEAD', url: '/account-overview' })).statusCode).toBe(200);
  });

  test.each([
    ['/nothing', 404],
    ['/account-overviw', 404],
    ['/__proto__', 404],
    ['/constructor/prototype', 404],
    ['/commands/__proto__', 404],
    ['/commands', 404],
    ['/health', 404],
    ['/statement/NL000001/2/3', 404],
    ['/%zz', 400],
    ['/account-overview/%zz', 400],
    ['/account-overview/%ff', 400],
    ['/account-overview?owner=%zz', 400],
    ['/account-overview?owner=%ff', 400],
  ])('answers %s with a problem, never with its own inside', async (url, status) => {
    await using bank = await openServer();
    const answer = await bank.get(url);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(answer.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect(answer.body).not.toMatch(/\.ts|node_modules|FST_/);
  });

  test.each([
    ['/account-overview/', '/account-overview'],
    ['/statement/', '/statement'],
    ['/statement/NL000001/', '/statement/NL000001'],
    ['/bonus-account/', '/bonus-account'],
    ['//account-overview', '/account-overview'],
    ['/Account-Overview/NL000001', '/account-overview/NL000001'],
    ['/Commands/Deposit-Money', '/commands/deposit-money'],
    ['//commands//deposit-money/', '/commands/deposit-money'],
    ['/commands/deposit-mony/', '/commands/deposit-money'],
    ['/Health/Live', '/health'],
  ])('says what is likely meant by %s', async (url, meant) => {
    await using bank = await openServer();
    const answer = await bank.get(url);
    expect([answer.statusCode, answer.json().detail]).toEqual([404, expect.stringContaining(`There is nothing at ${url}. Did you mean ${meant}`)]);
  });

  test('answers to this machine and to the hosts it was given, and to no other name', async () => {
    await using bank = await openServer();
    const named = await serverOn(bank.running, { hosts: ['Bank.example.org'] });
    for (const host of ['localhost:3000', '127.0.0.1', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST.', 'bank.localhost']) expect([host, (await bank.get('/health/live', { host })).statusCode]).toEqual([host, 200]);
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '192.168.0.1', 'bank.example.org', ':']) expect([host, (await bank.get('/health/live', { host })).statusCode]).toEqual([host, 421]);
    expect((await named.get('/health/live', { host: 'bank.example.org:443' })).statusCode).toBe(200);
    await named.server.close();
  });

  test('takes nothing from the pages of other sites', async () => {
    await using bank = await openServer();
    const ada = { accountNumber: 'NL000001', owner: 'Ada' };
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://localhost:4000' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect([headers, (await bank.post('open-account', ada, { host: 'localhost:3000', ...headers })).statusCode]).toEqual([headers, 403]);
    }
    expect((await bank.post('open-account', ada, { host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
    const { headers } = await bank.get('/account-overview');
    expect([headers['access-control-allow-origin'], headers['x-content-type-options'], headers['cross-origin-resource-policy']]).toEqual([undefined, 'nosniff', 'same-origin']);
  });

  test('answers what is not HTTP, and finishes what is under way when it closes', async () => {
    await using bank = await openServer();
    let answerNow = (): void => {};
    const asked = new Promise<void>((arrived) => {
      bank.server.addHook('preHandler', async (request) => {
        if (!request.url.startsWith('/health/live')) return;
        arrived();
        await new Promise<void>((resolve) => (answerNow = resolve));
      });
    });
    await bank.server.listen({ host: '127.0.0.1', port: 0 });
    const address = bank.server.server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    expect(await raw(port, 'PROPFIND /account-overview HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 405 [\s\S]*allow: GET, HEAD/);
    expect(await raw(port, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 (?:400|405) [\s\S]*application\/problem\+json/);
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    const underWay = fetch(`http://127.0.0.1:${port}/health/live`);
    await asked;
    const closed = bank.server.close();
    answerNow();
    expect((await underWay).status).toBe(200);
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
  });
});
