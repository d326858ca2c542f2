import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listening, openServer } from './open-server.ts';
import { bearer, owner, tokens } from './signed.ts';

describe('How often somebody may ask', () => {
  test('is counted by who they are, and what is too much says when to go on', async () => {
    await using open = await openServer(undefined, { tokens, rateLimit: { perMinute: 3 } });
    const [ada, ben] = [await owner('Ada'), await owner('Ben')];
    for (let times = 0; times < 3; times += 1) expect((await open.get('/account-overview', ada)).statusCode).toBe(200);
    const last = await open.get('/account-overview', await owner('Ada'));
    expect([last.statusCode, last.json()]).toEqual([429, expect.objectContaining({ status: 429, title: 'Too many requests', detail: expect.stringMatching(/^There may be 3 requests a minute; go on in [0-9]+ seconds?\.$/) })]);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await open.get('/account-overview', ben)).statusCode).toBe(200);
  });

  test('is counted by address for strangers, whose flood takes nothing from those with a token', async () => {
    await using open = await openServer(undefined, { tokens, rateLimit: { perMinute: 3 } });
    const wrong = await bearer({ claims: { iss: 'https://id.example.com' } });
    const answers = [];
    for (const [url, headers] of [['/account-overview', wrong], ['/nothing', {}], ['/openapi.json', {}], ['/account-overview', wrong], ['/nothing', {}], ['/', {}]] as const) answers.push((await open.get(url, headers)).statusCode);
    expect(answers).toEqual([401, 404, 200, 429, 429, 429]);
    expect((await open.get('/account-overview', await owner('Ada'))).statusCode).toBe(200);
    // Whoever looks after the server is answered.
    expect((await open.get('/health/ready')).statusCode).toBe(200);
  });

  test('is counted for who is no such actor, too', async () => {
    await using open = await openServer(undefined, { tokens, rateLimit: { perMinute: 2 } });
    const claimed = { ...(await owner('Ada')), actor: 'Bank clerk' };
    const answers = [];
    for (let times = 0; times < 3; times += 1) answers.push((await open.get('/account-overview', claimed)).statusCode);
    expect(answers).toEqual([403, 403, 429]);
  });

  test('is counted by the address that a proxy of ours names, and of nobody else\'s', async () => {
    for (const [trustedProxies, statuses] of [[['127.0.0.1'], [200, 200]], [undefined, [200, 429]]] as const) {
      await using open = await openServer(undefined, { rateLimit: { perMinute: 1 }, ...(trustedProxies === undefined ? {} : { trustedProxies }) });
      const from = async (address: string): Promise<number> => (await open.get('/account-overview', { 'x-forwarded-for': address })).statusCode;
      expect([await from('192.0.2.1'), await from('192.0.2.2')]).toEqual(statuses);
    }
  });

  test('is counted by the network of an address, where everybody has very many', async () => {
    await using open = await openServer(undefined, { rateLimit: { perMinute: 1 }, trustedProxies: ['127.0.0.1'] });
    const from = async (address: string): Promise<number> => (await open.get('/account-overview', { 'x-forwarded-for': address })).statusCode;
    expect([await from('2001:db8::1'), await from('2001:db8::2:1'), await from('2001:db8:0:1::1'), await from('::ffff:192.0.2.1'), await from('192.0.2.1')]).toEqual([200, 429, 200, 200, 429]);
  });

  test('is not counted where nothing was said', async () => {
    await using open = await openServer();
    for (let times = 0; times < 50; times += 1) expect((await open.get('/nothing')).headers['x-ratelimit-limit']).toBeUndefined();
  });
});

describe('A body', () => {
  const nested = (depth: number): string => `{"accountNumber":${'['.repeat(depth)}${']'.repeat(depth)}}`;

  test.each([
    ['too deep', nested(100)],
    ['much too deep, and never closed', '['.repeat(1_000_000)],
    ['too deep in objects', `${'{"a":'.repeat(150_000)}1`],
  ])('that is %s is not looked at', async (_name, body) => {
    await using open = await openServer();
    const answer = await open.post('open-account', body);
    expect([answer.statusCode, answer.json().detail]).toEqual([400, 'At most 100 lists and objects may lie within each other in a body.']);
  });

  test('that is just deep enough is read, and what is wrong with it is said', async () => {
    await using open = await openServer();
    const answer = await open.post('open-account', nested(99));
    expect([answer.statusCode, answer.json().errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([400, ['#/accountNumber', '#/owner']]);
  });

  test('is not deep because of what stands in its texts', async () => {
    await using open = await openServer();
    const answer = await open.post('open-account', { accountNumber: 'NL000001', owner: `"\\${'[{"'.repeat(60)}` });
    expect([answer.statusCode, answer.json().errors]).toEqual([200, undefined]);
  });
});

/** Opens connections that say so much and then nothing, and hands them back once the server has them. */
async function silent(port: number, howMany: number, said: string): Promise<readonly Socket[]> {
  return Promise.all(Array.from({ length: howMany }, async () => {
    const socket = connect(port, '127.0.0.1');
    // That the server closes them is what is to be seen.
    socket.on('error', () => {});
    await new Promise<void>((connected) => socket.once('connect', () => socket.write(said, () => connected())));
    return socket;
  }));
}

const HEADERS_THAT_DO_NOT_END = 'GET / HTTP/1.1\r\nHost: localhost\r\nX: ';
const BODY_THAT_DOES_NOT_END = 'POST /commands/open-account HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';

describe('Slow connections', () => {
  test('two thousand of them keep nobody out', async () => {
    await using open = await openServer();
    const port = await listening(open);
    const slow = [...(await silent(port, 1000, HEADERS_THAT_DO_NOT_END)), ...(await silent(port, 500, BODY_THAT_DOES_NOT_END)), ...(await silent(port, 500, ''))];
    for (let times = 0; times < 20; times += 1) {
      const opened = await fetch(`http://127.0.0.1:${port}/commands/open-account`, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close' }, body: JSON.stringify({ accountNumber: `NL0000${String(times).padStart(2, '0')}`, owner: 'Ada' }) });
      expect(opened.status).toBe(200);
    }
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    for (const socket of slow) socket.destroy();
  }, 60_000);

  test.each([['headers', HEADERS_THAT_DO_NOT_END], ['bodies', BODY_THAT_DOES_NOT_END], ['silence', '']])('give way to whoever has something to ask, when there are too many of %s', async (_name, said) => {
    await using open = await openServer(undefined, { connections: 20 });
    const port = await listening(open);
    const slow = await silent(port, 100, said);
    await expect.poll(() => slow.filter((socket) => socket.closed || socket.destroyed).length).toBeGreaterThanOrEqual(80);
    for (let times = 0; times < 30; times += 1) expect((await fetch(`http://127.0.0.1:${port}/health/live`, { headers: { connection: 'close' } })).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  test('who is being answered is not cut off for who comes next', async () => {
    await using open = await openServer(undefined, { connections: 2 });
    let answerNow = (): void => {};
    const answering = new Promise<void>((arrived) => {
      open.server.addHook('preHandler', async ({ url }) => {
        if (url !== '/health/live') return;
        arrived();
        await new Promise<void>((resolve) => (answerNow = resolve));
      });
    });
    const port = await listening(open);
    const first = fetch(`http://127.0.0.1:${port}/health/live`);
    await answering;
    const slow = await silent(port, 10, HEADERS_THAT_DO_NOT_END);
    await expect.poll(() => slow.filter((socket) => socket.destroyed).length).toBe(9);
    answerNow();
    expect((await first).status).toBe(200);
    for (const socket of slow) socket.destroy();
  });

  test('nor who has asked a second time before there was an answer to the first', async () => {
    await using open = await openServer(undefined, { connections: 1 });
    const answers: (() => void)[] = [];
    open.server.addHook('preHandler', async () => new Promise<void>((answer) => answers.push(answer)));
    const port = await listening(open);
    const [socket] = await silent(port, 1, 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(2));
    let heard = '';
    socket?.on('data', (part) => (heard += String(part)));
    await expect.poll(() => answers.length).toBe(2);
    answers[0]?.();
    await expect.poll(() => heard).toContain('alive');
    const slow = await silent(port, 5, HEADERS_THAT_DO_NOT_END);
    await expect.poll(() => slow.every(({ destroyed }) => destroyed)).toBe(true);
    answers[1]?.();
    await expect.poll(() => heard.match(/"alive"/g)?.length).toBe(2);
    socket?.destroy();
  });
});
