import { defineReadModel, record, text } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountOpened } from '../../generated/bank/bank-account.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { type OpenServer, openServer, serverOn } from './open-server.ts';

interface Mine {
  readonly accountNumber: string;
  readonly owner: string;
}

/** Everybody sees only his own accounts. */
const mine = defineReadModel<Mine, AccountOpened>({
  name: 'My accounts',
  key: ['accountNumber'],
  findBy: ['owner'],
  viewedBy: ['Account owner'],
  row: record<Mine>({ accountNumber: text, owner: text }),
  events: ['Account opened'],
  keyOf: ({ data }) => ({ accountNumber: data.accountNumber }),
  project: (_row, { data }) => data,
  visibleTo: (row, { actorId }) => row.owner === actorId,
});

const withMine = (): ApplicationDefinition => ({ ...bank(), readModels: [...bank().readModels, mine] });

const number = (index: number): string => `NL${String(index).padStart(6, '0')}`;

async function opened(count: number): Promise<OpenServer> {
  const open = await openServer(withMine());
  for (let index = 0; index < count; index += 1) await open.running.send({ type: 'Open account', data: { accountNumber: number(index), owner: index % 3 === 0 ? 'ada' : 'zoë' } });
  return open;
}

const ada = { actor: 'Account%20owner', 'actor-id': 'ada' };
const zoe = { actor: 'Account owner', 'actor-id': 'zo%C3%AB' };

describe('Who one says to be', () => {
  test('is what rules know and what events remember, for commands and everything that follows', async () => {
    await using open = await openServer();
    await open.post('open-account', { accountNumber: 'NL000001', owner: 'ada' }, ada);
    await open.post('deposit-money', { accountNumber: 'NL000001', amount: '50.00' }, { actor: 'Account owner', 'actor-id': 'b%20%26%20c' });
    await open.post('close-account', { accountNumber: 'NL000001' });
    const actors = [];
    for await (const event of open.running.store.events.readStream('Bank account/NL000001')) actors.push(event.metadata.actor);
    expect(actors).toEqual([{ name: 'Account owner', id: 'ada' }, { name: 'Account owner', id: 'b & c' }]);
  });

  test.each([['', 0], ['%00', 0], ['x'.repeat(201), 0]])('is bad input where no store could remember it: %.10s', async (id) => {
    await using open = await openServer();
    for (const answer of [await open.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' }, { 'actor-id': id }), await open.get('/account-overview', { 'actor-id': id })]) {
      expect([answer.statusCode, answer.json().errors[0]]).toEqual([400, { detail: expect.stringMatching(/^Actor-Id/), header: 'Actor-Id' }]);
    }
  });

  test('decides which rows are there: in lists, one by one, page by page', async () => {
    await using open = await opened(900);
    await open.settled('/');
    const listed = async (headers: Record<string, string>, query = '') => (await open.get(`/my-accounts${query}`, headers)).json();
    expect((await listed(ada, '?limit=1000')).items).toHaveLength(300);
    expect((await listed(zoe, '?limit=1000')).items).toHaveLength(600);
    expect((await listed({})).items).toEqual([]);
    expect((await listed(zoe, '?owner=ada')).items).toEqual([]);
    const seen: string[] = [];
    for (let url: string | null = '?limit=70'; url !== null; ) {
      const { items, next }: { items: Mine[]; next: string | null } = await listed(ada, url);
      seen.push(...items.map(({ accountNumber }) => accountNumber));
      url = next === null ? null : `?limit=70&after=${next}`;
    }
    expect(seen).toEqual(Array.from({ length: 300 }, (_, index) => number(index * 3)));
    expect((await open.get(`/my-accounts/${number(3)}`, ada)).statusCode).toBe(200);
    const hidden = await open.get(`/my-accounts/${number(3)}`, zoe);
    expect([hidden.statusCode, hidden.json().detail]).toEqual([404, `My accounts has no row with account number ${number(3)}.`]);
  });

  test('leads to the few rows of one among those of many without a look at all of them', async () => {
    const running = await startApplication(bank(), createMemoryStore(), { pollInMilliseconds: 20 });
    let rowsRead = 0;
    const list: typeof running.list = async (readModel, query) => {
      const rows = await running.list(readModel, query);
      rowsRead += rows.length;
      return rows;
    };
    await using open = await serverOn({ ...running, list });
    for (let index = 0; index < 300; index += 1) await running.send({ type: 'Open account', data: { accountNumber: number(index), owner: index % 100 === 7 ? 'ada' : 'zoë' } });
    await open.settled('/');
    const numbers = async (query: string, headers: Record<string, string>): Promise<readonly string[]> => (await open.get(`/account-overview${query}`, headers)).json().items.map((row: Mine) => row.accountNumber);
    rowsRead = 0;
    expect(await numbers('', ada)).toEqual([number(7), number(107), number(207)]);
    expect(await numbers('?sort=-accountNumber&limit=2', ada)).toEqual([number(207), number(107)]);
    expect(await numbers('?owner=ada', ada)).toHaveLength(3);
    expect(await numbers('?owner=zo%C3%AB', ada)).toEqual([]);
    expect(rowsRead).toBe(9);
    expect(await numbers('?limit=1000', { actor: 'Bank clerk', 'actor-id': 'ada' })).toHaveLength(300);
  });

  test('decides which read models one may look at', async () => {
    await using open = await opened(1);
    const clerk = await open.get('/my-accounts', { actor: 'Bank clerk' });
    expect([clerk.statusCode, clerk.json().detail]).toEqual([403, '"My accounts" is for Account owner, not for "Bank clerk".']);
    const nobody = await open.get('/my-accounts', { actor: 'Acount owner' });
    expect([nobody.statusCode, nobody.json().detail]).toEqual([403, 'There is no actor "Acount owner"; did you mean "Account owner"?']);
  });

  test('is taken from nobody where other machines reach the server, and nobody is somebody then', async () => {
    const running = await startApplication(withMine(), createMemoryStore(), { pollInMilliseconds: 20 });
    const elsewhere = await serverOn(running);
    await elsewhere.server.listen({ host: '0.0.0.0', port: 0 });
    const address = elsewhere.server.server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/my-accounts`;
    for (const headers of [{}, { Actor: 'Account owner' }, { 'Actor-Id': 'ada' }]) {
      const refused = await fetch(url, { headers });
      expect([refused.status, JSON.parse(await refused.text()).title]).toEqual([403, 'Nobody can prove that']);
    }
    await elsewhere[Symbol.asyncDispose]();
  });

  test('can be chosen on the page', async () => {
    await using open = await openServer();
    const { body } = await open.get('/');
    expect(body).toMatch(/<select id="who"><option value="">whoever may<\/option><option>Bank clerk<\/option><option>Account owner<\/option><\/select>/);
    expect(body).toContain('<input id="who-id"');
  });
});
