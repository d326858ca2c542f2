import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../../generated/bank/app.ts';
import { listening, type OpenServer, openServer, serverOn } from '../open-server.ts';
import { clerk, owner, tokens } from '../signed.ts';

async function ofTwo(): Promise<OpenServer> {
  const open = await openServer(undefined, { tokens });
  for (const [name, numbers] of [['Ada', ['NL000001', 'NL000003', 'NL000005']], ['Ben', ['NL000002', 'NL000004']]] as const) {
    for (const accountNumber of numbers) await open.post('open-account', { accountNumber, owner: name }, await owner(name));
  }
  await open.settled('/health/live');
  return open;
}

const numbersIn = (body: string): readonly string[] => [...new Set(body.match(/NL00000\d/g) ?? [])].sort();

describe('What one reader was given says nothing to another', () => {
  test('a page\'s end leads another reader to his own rows only', async () => {
    await using open = await ofTwo();
    const page = await open.get('/account-overview?limit=1', await owner('Ada'));
    const { next } = page.json<{ readonly next: string }>();
    expect(next).not.toBe('');
    expect(numbersIn((await open.get(`/account-overview?limit=1&after=${next}`, await owner('Ben'))).body)).toEqual(['NL000002']);
  });

  test('a tag of one reader\'s list is not that of another\'s, and no cache keeps either for somebody else', async () => {
    await using open = await ofTwo();
    const [ada, ben] = [await open.get('/account-overview', await owner('Ada')), await open.get('/account-overview', await owner('Ben'))];
    expect(ada.headers['etag']).not.toBe(ben.headers['etag']);
    const answer = await open.get('/account-overview', { ...(await owner('Ben')), 'if-none-match': String(ada.headers['etag']) });
    expect([answer.statusCode, numbersIn(answer.body)]).toEqual([200, ['NL000002', 'NL000004']]);
    for (const url of ['/account-overview', '/account-overview/NL000002', '/bank-account/NL000002', '/bank-account/NL000002/history', '/bank-account/NL000002/events']) {
      expect([url, (await open.get(url, await owner('Ben'))).headers['cache-control']]).toEqual([url, expect.stringMatching(/private|no-store/)]);
    }
  });

  test('a stream shows nobody else\'s rows, neither those there are nor those that come', async () => {
    await using open = await ofTwo();
    const port = await listening(open);
    const heard = await fetch(`http://127.0.0.1:${port}/account-overview`, { headers: { ...(await owner('Ben')), accept: 'text/event-stream' } });
    const reader = heard.body?.getReader();
    let told = '';
    const until = async (word: string): Promise<void> => {
      while (!told.includes(word)) told += new TextDecoder().decode((await reader?.read())?.value);
    };
    await until('event: ready');
    await open.post('deposit-money', { accountNumber: 'NL000001', amount: '7.00' }, await clerk());
    await open.post('deposit-money', { accountNumber: 'NL000002', amount: '8.00' }, await clerk());
    await until('8.00');
    await reader?.cancel();
    expect(numbersIn(told)).toEqual(['NL000002', 'NL000004']);
    expect(told).not.toMatch(/Ada|7\.00/);
  });

  test('a key against repeats of one sender gives another nothing', async () => {
    await using open = await ofTwo();
    const [key, fields] = [{ 'idempotency-key': 'of-ada' }, { accountNumber: 'NL000001', amount: '1.00' }];
    expect((await open.post('deposit-money', fields, { ...(await owner('Ada')), ...key })).statusCode).toBe(200);
    const theirs = await open.post('withdraw-money', { accountNumber: 'NL000001', amount: '1.00' }, { ...(await owner('Ben')), ...key });
    const same = await open.post('deposit-money', fields, { ...(await owner('Ben')), ...key });
    for (const answer of [theirs, same]) expect([answer.statusCode, numbersIn(answer.body)]).toEqual([422, []]);
    expect((await open.post('deposit-money', fields, { ...(await owner('Ada')), ...key })).statusCode).toBe(200);
  });
});

describe('What became of a command', () => {
  const deposit = { accountNumber: 'NL000001', amount: '0.01' };

  test('is told whoever is shown the account, and whoever is not hears that it was accepted', async () => {
    await using open = await ofTwo();
    for (const headers of [await owner('Ada'), await clerk()]) {
      const told = await open.post('deposit-money', deposit, headers);
      expect(told.headers['etag']).toBe(`"${told.json().revision}"`);
      expect(told.json().events[0].data).toMatchObject({ owner: 'Ada', amount: '0.01' });
    }
    for (const _ of ['at first', 'again under the same key']) {
      const hidden = await open.post('deposit-money', deposit, { ...(await owner('Ben')), 'idempotency-key': 'a present' });
      expect([hidden.statusCode, hidden.headers['etag'], hidden.json()]).toEqual([200, undefined, { position: expect.any(String), id: 'NL000001', events: [] }]);
    }
    expect((await open.settled('/health/live')).statusCode).toBe(200);
    expect((await open.get('/account-overview/NL000001', await owner('Ada'))).json()).toMatchObject({ balance: '0.03' });
  });

  test('is told whoever has begun it, and his next command may follow at once and name its revision', async () => {
    await using open = await ofTwo();
    const [number, ada] = [{ accountNumber: 'NL000009' }, await owner('Ada')];
    const begun = await open.post('open-account', { ...number, owner: 'Ada' }, ada);
    expect(begun.json()).toMatchObject({ revision: 1, events: [{ type: 'Account opened', data: { owner: 'Ada' } }] });
    const next = await open.post('deposit-money', { ...number, amount: '5.00' }, { ...ada, 'if-match': '"1"' });
    expect(next.json()).toMatchObject({ revision: 2, events: [{ type: 'Money deposited', data: { balance: '5.00' } }] });
    const late = await open.post('deposit-money', { ...number, amount: '5.00' }, { ...ada, 'if-match': '"1"' });
    expect([late.statusCode, late.json().revision]).toEqual([412, 2]);
  });

  test('is told whoever was shown the account before the command took it away', async () => {
    await using open = await openServer(undefined, { tokens });
    await open.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' }, await owner('Ada'));
    await open.settled('/health/live');
    expect((await open.post('close-account', { accountNumber: 'NL000001' }, await clerk())).json()).toMatchObject({ revision: 2, events: [{ type: 'Account closed' }] });
    await open.settled('/health/live');
    expect((await open.get('/account-overview/NL000001', await clerk())).statusCode).toBe(404);
  });

  test('is told by the rows that can be found by it, where none is about it alone', async () => {
    await using open = await openServer({ ...bank(), readModels: bank().readModels.filter(({ name }) => name === 'Statement') }, { tokens });
    await open.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' }, await owner('Ada'));
    for (const revision of [2, 3]) expect((await open.post('deposit-money', deposit, { ...(await owner('Ada')), 'if-match': `"${revision - 1}"` })).json()).toMatchObject({ revision, events: [{ type: 'Money deposited' }] });
    const [hidden, guessed] = [await open.post('deposit-money', deposit, await owner('Ben')), await open.post('deposit-money', deposit, { ...(await owner('Ben')), 'if-match': '"4"' })];
    expect([hidden.json().events, guessed.statusCode]).toEqual([[], 412]);
  });

  test('is accepted also when nobody can say who is shown it', async () => {
    await using open = await ofTwo();
    await using broken = await serverOn({ ...open.running, list: () => Promise.reject(new Error('The read models are gone.')) }, { tokens });
    const answer = await broken.post('deposit-money', deposit, await owner('Ada'));
    expect([answer.statusCode, answer.json().events]).toEqual([200, []]);
  });

  test('is nothing where the account was never there, and a guessed revision tells no more than none', async () => {
    await using open = await ofTwo();
    const answer = await open.post('deposit-money', { accountNumber: 'NL000077', amount: '0.01' }, { ...(await owner('Ben')), 'if-match': '"4"' });
    expect([answer.statusCode, answer.headers['etag'], answer.json().revision]).toEqual([412, undefined, undefined]);
  });
});

describe('On the wire', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['two lengths of one body', 'POST /commands/deposit-money HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n{"a":'],
    ['a length and chunks', 'POST /commands/deposit-money HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /account-overview HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['chunks of another name', 'POST /commands/deposit-money HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
    ['a blank before a colon', 'GET /account-overview HTTP/1.1\r\nHost : localhost\r\n\r\n'],
    ['a header on two lines', 'GET /account-overview HTTP/1.1\r\nHost: localhost\r\nActor: Bank\r\n clerk\r\n\r\n'],
    ['no host', 'GET /account-overview HTTP/1.1\r\n\r\n'],
    ['no HTTP at all', 'HELO localhost\r\n\r\n'],
    ['a header of 20,000 letters', `GET /account-overview HTTP/1.1\r\nHost: localhost\r\nActor: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
    ['another protocol', 'GET /account-overview HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'],
  ];

  test.each(CASES)('%s changes nothing, tells nothing, and the next is answered', async (_name, sent) => {
    await using open = await ofTwo();
    const port = await listening(open);
    const head = await open.running.store.events.head();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(sent);
    setTimeout(() => socket.end(), 300);
    const answer = await text(socket).catch(() => '');
    expect(answer).not.toMatch(/NL00000|node_modules|^\s+at /m);
    expect(answer === '' || /^HTTP\/1\.1 (?:4\d\d|200)/.test(answer)).toBe(true);
    expect(await open.running.store.events.head()).toBe(head);
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  });
});
