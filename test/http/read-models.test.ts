import { describe, expect, test } from 'vitest';
import { type OpenServer, openServer, serverOn } from './open-server.ts';
import { shop } from './shop.ts';

async function bankAtWork(): Promise<OpenServer> {
  const bank = await openServer();
  for (const [accountNumber, owner] of [['NL000001', 'Ada'], ['NL000002', 'Ben'], ['NL000003', 'Ada']]) await bank.post('open-account', { accountNumber, owner });
  await bank.post('deposit-money', { accountNumber: 'NL000001', amount: '50.00' });
  await bank.post('withdraw-money', { accountNumber: 'NL000001', amount: '29.95' });
  return bank;
}

async function shopAtWork(): Promise<OpenServer> {
  const open = await openServer(shop());
  for (const label of ['Gänge/oben', '100 %', 'a+b c', '..']) {
    await open.post('open-shelf', { label });
    for (const size of ['2.5', '10.0']) await open.post(encodeURIComponent('größe-ändern'), { label, size, limit: size === '2.5' ? 2 : 10 });
  }
  return open;
}

describe('A read model over HTTP', () => {
  test('is a list of rows in order of their key, decimals with exactly their digits', async () => {
    await using bank = await bankAtWork();
    const list = await bank.settled('/account-overview');
    expect(list.json().next).toBeNull();
    expect(list.json().items.map((row: { accountNumber: string; balance: string; movements: number }) => [row.accountNumber, row.balance, row.movements])).toEqual([
      ['NL000001', '20.05', 2],
      ['NL000002', '0.00', 0],
      ['NL000003', '0.00', 0],
    ]);
  });

  test('gives the row with a key, and 404 when there is none', async () => {
    await using bank = await bankAtWork();
    expect((await bank.settled('/account-overview/NL000001')).json()).toMatchObject({ accountNumber: 'NL000001', owner: 'Ada', balance: '20.05', movements: 2, lastMovement: expect.stringMatching(/Z$/) });
    expect((await bank.get('/account-overview/NL000002')).json().lastMovement).toBeNull();
    const missing = await bank.get('/account-overview/NL000009');
    expect([missing.statusCode, missing.headers['content-type'], missing.json().detail]).toEqual([404, expect.stringContaining('application/problem+json'), 'Account overview has no row with account number NL000009.']);
    for (const key of ['__proto__', 'constructor', 'x'.repeat(9000)]) expect((await bank.get(`/account-overview/${key}`)).statusCode).toBe(404);
  });

  test('of a key with several fields takes a segment each, and gives the list for the leading ones', async () => {
    await using bank = await bankAtWork();
    expect((await bank.settled('/statement/NL000001/2')).json()).toMatchObject({ entry: 2, kind: 'deposit', amount: '50.00', balance: '50.00' });
    expect((await bank.get('/statement/NL000001')).json()).toMatchObject({ items: [{ entry: 2, kind: 'deposit' }, { entry: 3, kind: 'withdrawal', amount: '29.95' }], next: null });
    expect((await bank.get('/statement')).json().items).toHaveLength(2);
    expect((await bank.get('/statement/NL000002')).json()).toEqual({ items: [], next: null });
    expect((await bank.get('/statement/NL000001/9')).statusCode).toBe(404);
    const bad = await bank.get('/statement/NL000001/first');
    expect([bad.statusCode, bad.json().errors]).toEqual([400, [{ detail: 'entry must be a whole number; "first" was given.', parameter: 'entry' }]]);
  });

  test('with a single row is that row', async () => {
    await using bank = await bankAtWork();
    const before = await bank.settled('/bonus-account');
    expect([before.statusCode, before.json().detail]).toEqual([404, 'Bonus account is empty.']);
    await bank.post('name-bonus-account', { accountNumber: 'NL000003' });
    expect((await bank.settled('/bonus-account')).json()).toEqual({ accountNumber: 'NL000003', balance: '0.00' });
  });

  test('is searched by the fields it is found by, and by no others', async () => {
    await using bank = await bankAtWork();
    const found = (await bank.settled('/account-overview?owner=Ada')).json();
    expect(found.items.map((row: { accountNumber: string }) => row.accountNumber)).toEqual(['NL000001', 'NL000003']);
    expect((await bank.get('/account-overview?owner=Nobody')).json().items).toEqual([]);
    const unknown = await bank.get('/account-overview?ownr=Ada&balance=0.00');
    expect([unknown.statusCode, unknown.json().errors]).toEqual([
      400,
      [
        { detail: 'There is no parameter "ownr"; did you mean "owner"?', parameter: 'ownr' },
        { detail: 'There is no parameter "balance"; there are owner, sort, limit, after, wait-for.', parameter: 'balance' },
      ],
    ]);
    expect((await bank.get('/account-overview?owner=Ada&owner=Ben')).statusCode).toBe(400);
    expect((await bank.get('/account-overview/NL000001?owner=Ada')).statusCode).toBe(400);
  });

  test('is read page by page, every row once', async () => {
    await using bank = await bankAtWork();
    const seen: string[] = [];
    let url: string | null = '/account-overview?limit=1';
    while (url !== null) {
      const { items, next }: { items: { accountNumber: string }[]; next: string | null } = (await bank.settled(url)).json();
      seen.push(...items.map((row) => row.accountNumber));
      url = next === null ? null : `/account-overview?limit=1&after=${next}`;
    }
    expect(seen).toEqual(['NL000001', 'NL000002', 'NL000003']);
    for (const query of ['limit=0', 'limit=1001', 'limit=-1', 'limit=ten', 'limit=', 'after=nonsense', 'after=W10', 'after=WzFd', 'wait-for=soon']) {
      expect([query, (await bank.get(`/account-overview?${query}`)).statusCode]).toEqual([query, 400]);
    }
  });

  test('is sorted by its key or by what it is searched by, up and down, page by page', async () => {
    await using bank = await bankAtWork();
    await bank.settled('/');
    const paged = async (sort: string, limit: number): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const answer: { items: { accountNumber: string }[]; next: string | null } = (await bank.get(`/account-overview?sort=${sort}&limit=${limit}${next === '' ? '' : `&after=${next}`}`)).json();
        seen.push(...answer.items.map((row) => row.accountNumber));
        next = answer.next;
      }
      return seen;
    };
    for (const limit of [1, 2, 3]) {
      expect([limit, await paged('owner', limit)]).toEqual([limit, ['NL000001', 'NL000003', 'NL000002']]);
      expect([limit, await paged('-owner', limit)]).toEqual([limit, ['NL000002', 'NL000003', 'NL000001']]);
      expect([limit, await paged('-accountNumber', limit)]).toEqual([limit, ['NL000003', 'NL000002', 'NL000001']]);
    }
    expect((await bank.get('/account-overview?sort=-accountNumber&owner=Ada')).json().items.map((row: { accountNumber: string }) => row.accountNumber)).toEqual(['NL000003', 'NL000001']);
    expect((await bank.get('/statement/NL000001?sort=-entry')).json().items.map((row: { entry: number }) => row.entry)).toEqual([3, 2]);
  });

  test('goes on behind a value that is longer than any URL, by the key of its row', async () => {
    await using bank = await openServer();
    const long = 'o'.repeat(100_000);
    for (const [accountNumber, name] of [['NL000001', long], ['NL000002', `${long}p`], ['NL000003', 'Ada']] as const) await bank.post('open-account', { accountNumber, owner: name }, { 'actor': 'Bank clerk' });
    await bank.settled('/');
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const answer = await bank.get(`/account-overview?sort=-owner&limit=1${after}`);
      expect(answer.statusCode).toBe(200);
      seen.push(...answer.json<{ items: { accountNumber: string }[] }>().items.map((row) => row.accountNumber));
      const { next } = answer.json<{ next: string | null }>();
      if (next === null) break;
      expect(next.length).toBeLessThan(2000);
      after = `&after=${next}`;
    }
    expect(seen).toEqual(['NL000002', 'NL000001', 'NL000003']);
    const gone = await bank.get(`/account-overview?sort=-owner&after=${Buffer.from(JSON.stringify(['-owner', [], 'NL000009'])).toString('base64url')}`);
    expect([gone.statusCode, gone.json().detail]).toEqual([400, 'The row that "after" goes on behind is not there any more. Begin again without it.']);
  });

  test('is sorted by nothing else, and goes on only in the order it began with', async () => {
    await using bank = await bankAtWork();
    const { next } = (await bank.settled('/account-overview?sort=owner&limit=1')).json();
    for (const query of [`sort=-owner&after=${next}`, `sort=accountNumber&after=${next}`, `after=${next}`]) {
      const refused = await bank.get(`/account-overview?${query}`);
      expect([refused.statusCode, refused.json().errors]).toEqual([400, [{ detail: '"after" must be what "next" was in an earlier answer of this list, in the same order.', parameter: 'after' }]]);
    }
    const other = await bank.get('/account-overview?sort=-ownr');
    expect([other.statusCode, other.json().detail]).toEqual([400, 'Account overview can not be sorted by "-ownr"; did you mean "owner"? A "-" before it turns the order around.']);
    for (const sort of ['', '-', 'balance', '--owner', '__proto__']) expect([sort, (await bank.get(`/account-overview?sort=${sort}`)).statusCode]).toEqual([sort, 400]);
    expect((await bank.get('/account-overview/NL000001?sort=owner')).statusCode).toBe(400);
  });

  test('is not sent again while it is what it was', async () => {
    await using bank = await bankAtWork();
    for (const url of ['/account-overview', '/account-overview/NL000002', '/statement/NL000002']) {
      const first = await bank.settled(url);
      expect(first.headers).toMatchObject({ etag: expect.stringMatching(/^"[\w-]{43}"$/), 'cache-control': 'private, no-cache', vary: 'Authorization, Actor, Actor-Id, Accept' });
      const tag = String(first.headers.etag);
      for (const named of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const same = await bank.get(url, { 'if-none-match': named });
        expect([named, same.statusCode, same.body, same.headers.etag]).toEqual([named, 304, '', tag]);
      }
      expect((await bank.get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200);
      await bank.post('deposit-money', { accountNumber: 'NL000002', amount: '1.00' });
      expect((await bank.settled(url)).headers.etag).not.toBe(tag);
      expect((await bank.get(url, { 'if-none-match': tag })).statusCode).toBe(200);
    }
    expect((await bank.get('/account-overview/NL000009', { 'if-none-match': '*' })).statusCode).toBe(404);
  });

  test('waits for a position, and says when it takes too long', async () => {
    await using bank = await openServer();
    const { position } = (await bank.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' })).json();
    expect((await bank.get(`/account-overview/NL000001?wait-for=${position}`)).statusCode).toBe(200);
    const behind = await serverOn({ ...bank.running, waitFor: async () => false });
    const late = await behind.get('/account-overview?wait-for=1');
    expect([late.statusCode, late.headers['retry-after'], late.json().title]).toEqual([503, '1', 'Not there yet']);
    await behind.server.close();
  });

  test('has any script in its URL, and any text in its key', async () => {
    await using open = await shopAtWork();
    const url = `/${encodeURIComponent('größen-der-regale')}`;
    expect((await open.settled(url)).json().items).toHaveLength(8);
    for (const label of ['Gänge/oben', '100 %', 'a+b c']) {
      const row = await open.get(`${url}/${encodeURIComponent(label)}/2.5`);
      expect([row.statusCode, row.json()]).toEqual([200, { label, size: '2.5', limit: 2 }]);
      expect((await open.get(`${url}/${encodeURIComponent(label)}`)).json().items).toHaveLength(2);
    }
    expect((await open.get(`${url}/${encodeURIComponent('100 %')}/10`)).json().size).toBe('10.0');
    expect((await open.get(`${url}/${encodeURIComponent('100 %')}/2.55`)).statusCode).toBe(400);
    expect((await open.get(`${url}/%00/1`)).statusCode).toBe(400);
  });

  test('is searched by numbers and truth values, and by a field that is called like a parameter of ours', async () => {
    await using open = await shopAtWork();
    const shelves = `/${encodeURIComponent('größen-der-regale')}`;
    expect((await open.settled(`${shelves}?limit-is=10&limit=3`)).json().items.map((row: { size: string }) => row.size)).toEqual(['10.0', '10.0', '10.0']);
    await open.post('place-order', { lines: [], isExpress: true, note: 'a & b' });
    await open.post('place-order', { lines: [], isExpress: false });
    expect((await open.settled('/open-orders?isExpress=true')).json().items).toMatchObject([{ isExpress: true, note: 'a & b' }]);
    expect((await open.get('/open-orders?note=a+%26%20b')).json().items).toHaveLength(1);
    expect((await open.get('/open-orders?isExpress=maybe')).statusCode).toBe(400);
    expect((await open.get('/open-orders/no-uuid')).json().errors[0].parameter).toBe('orderId');
  });
});
