import { accepted, begun, changed, defineReadModel, dateAndTime, identifier, record, text, type AggregateDefinition, type ApplicationDefinition } from 'stormwright';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createApplication as cinema } from '../../generated/cinema/app.ts';
import { createApplication as library } from '../../generated/library/app.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { pastEndpoints } from '../../runtime/http/past-endpoints.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { ADA, BEN } from '../fixtures/bank-messages.ts';
import { type OpenServer, openServer, serverOn } from './open-server.ts';
import { bearer, clerk as signedClerk, owner, tokens } from './signed.ts';

const ada = { actor: 'Account owner', 'actor-id': 'ada' };
const ben = { actor: 'Account owner', 'actor-id': 'ben' };
const clerk = { actor: 'Bank clerk', 'actor-id': 'clara' };

/** What happened at noon, at one and at two. */
async function bankAtWork(): Promise<OpenServer> {
  let hour = 12;
  const running = await startApplication(bank(), createMemoryStore(), { pollInMilliseconds: 20, clock: () => Temporal.Instant.from(`2026-11-23T${hour}:00:00Z`) });
  const open = await serverOn(running);
  await open.post('open-account', { accountNumber: ADA, owner: 'ada' }, ada);
  hour = 13;
  await open.post('deposit-money', { accountNumber: ADA, amount: '50.00' }, clerk);
  hour = 14;
  await open.post('withdraw-money', { accountNumber: ADA, amount: '29.95' }, ada);
  await open.settled('/');
  return open;
}

const url = `/bank-account/${ADA}`;

describe('An instance of an aggregate over HTTP', () => {
  test('is its state now, with its revision as ETag, which a command takes as If-Match', async () => {
    await using open = await bankAtWork();
    const now = await open.get(url, ada);
    expect([now.statusCode, now.headers.etag, now.json()]).toEqual([200, '"3"', {
      id: ADA,
      revision: 3,
      position: '3',
      occurredAt: '2026-11-23T14:00:00Z',
      ended: false,
      state: { accountNumber: ADA, owner: 'ada', balance: '20.05' },
    }]);
    const ifMatch = { 'if-match': String(now.headers.etag) };
    expect((await open.post('deposit-money', { accountNumber: ADA, amount: '1.00' }, { ...clerk, ...ifMatch })).statusCode).toBe(200);
    expect((await open.post('deposit-money', { accountNumber: ADA, amount: '1.00' }, { ...clerk, ...ifMatch })).statusCode).toBe(412);
    expect((await open.get(url, { ...ada, 'if-none-match': '"3"' })).json()).toMatchObject({ revision: 4, state: { balance: '21.05' } });
    const same = await open.get(url, { ...ada, 'if-none-match': '"4"' });
    expect([same.statusCode, same.body]).toEqual([304, '']);
  });

  test('is what it was, by revision and by time', async () => {
    await using open = await bankAtWork();
    const balance = async (query: string): Promise<unknown> => {
      const { headers, ...answer } = await open.get(`${url}?${query}`, ada);
      return [headers.etag, answer.json().state?.balance ?? answer.json().detail];
    };
    expect(await Promise.all([1, 2, 3].map((revision) => balance(`revision=${revision}`)))).toEqual([['"1"', '0.00'], ['"2"', '50.00'], ['"3"', '20.05']]);
    expect(await balance('at=2026-11-23T12:00:00Z')).toEqual(['"1"', '0.00']);
    expect(await balance('at=2026-11-23T13:59:59.999999Z')).toEqual(['"2"', '50.00']);
    expect(await balance('at=2026-11-23T15:00:00%2B01:00')).toEqual(['"3"', '20.05']);
    expect(await balance('at=2099-01-01T00:00:00Z')).toEqual(['"3"', '20.05']);
    expect(await balance('at=2026-11-23T11:59:59Z')).toEqual([undefined, `Bank account with account number ${ADA} was not there yet at 2026-11-23T11:59:59Z.`]);
    expect(await balance('revision=4')).toEqual([undefined, `Bank account with account number ${ADA} has not come to revision 4 yet.`]);
    expect((await open.get(`${url}?revision=4`, ada)).statusCode).toBe(404);
  });

  test('can not be asked for at what is no moment', async () => {
    await using open = await bankAtWork();
    for (const [query, detail] of [
      ['revision=0', '"revision" must be a whole number from 1, as ETag has it; "0" was given.'],
      ['revision=-1', '"revision" must be a whole number from 1, as ETag has it; "-1" was given.'],
      ['revision=1e3', '"revision" must be a whole number from 1, as ETag has it; "1e3" was given.'],
      ['at=yesterday', 'at must be a date and time with its zone, like "2026-11-23T12:00:00Z"; "yesterday" was given.'],
      ['at=2026-11-23', 'at must be a date and time with its zone, like "2026-11-23T12:00:00Z"; "2026-11-23" was given.'],
      ['revision=1&at=2026-11-23T12:00:00Z', 'Either "revision" or "at" says which moment is meant, not both.'],
      ['revison=1', 'There is no parameter "revison"; did you mean "revision"?'],
      ['limit=1', 'There is no parameter "limit"; there are revision, at, wait-for.'],
    ] as const) {
      const answer = await open.get(`${url}?${query}`, ada);
      expect([answer.statusCode, answer.json().detail]).toEqual([400, detail]);
    }
    expect((await open.get(`${url}?at=-271821-04-20T00:00:00Z`, ada)).statusCode).toBe(400);
  });

  test('says when its life is over, as long as somebody is shown its row', async () => {
    const readModels = bank().readModels.map((model) => ({ ...model, events: model.events.filter((type) => type !== 'Account closed') }));
    await using open = await openServer({ ...bank(), readModels });
    await open.post('open-account', { accountNumber: ADA, owner: 'ada' }, ada);
    await open.post('close-account', { accountNumber: ADA }, ada);
    await open.settled('/');
    expect((await open.get(url, ada)).json()).toMatchObject({ revision: 2, ended: true, state: { balance: '0.00' } });
    expect((await open.get(`${url}?revision=1`, ada)).json()).toMatchObject({ ended: false });
  });
});

interface Entry {
  readonly revision: number;
  readonly type: string;
}

describe('The history of an instance', () => {
  test('tells in the words of the model what happened, who did it and why', async () => {
    await using open = await bankAtWork();
    const { items, next } = (await open.get(`${url}/history`, clerk)).json();
    expect([items.length, next]).toEqual([3, null]);
    const { correlationId } = items[1].why;
    expect(items[1]).toEqual({
      revision: 2,
      position: '2',
      occurredAt: '2026-11-23T13:00:00Z',
      type: 'Money deposited',
      fields: { 'account number': ADA, owner: 'ada', amount: '50.00', balance: '50.00', 'transfer id': null },
      who: { actor: 'Bank clerk', id: 'clara' },
      why: { policy: null, cause: { kind: 'command', id: correlationId }, correlationId },
    });
  });

  test('names the policy and the event that led to what a policy did', async () => {
    await using open = await bankAtWork();
    await open.post('open-account', { accountNumber: BEN, owner: 'ben' }, ben);
    await open.post('deposit-money', { accountNumber: BEN, amount: '9.00' }, clerk);
    await open.post('transfer-money', { fromAccount: BEN, toAccount: ADA, amount: '5.00' }, ben);
    await open.settled('/');
    const [paidIn] = (await open.get(`${url}/history?order=newest&limit=1`, clerk)).json().items;
    expect(paidIn).toMatchObject({ type: 'Money deposited', fields: { amount: '5.00' }, who: { actor: 'Account owner', id: 'ben' }, why: { policy: 'Move the money', cause: { kind: 'event' } } });
    expect(paidIn.why.cause.id).not.toBe(paidIn.why.correlationId);
    const [led] = (await open.get(`/bank-account/${BEN}/events?order=newest&limit=1`, clerk)).json().items;
    expect(led.metadata.correlationId).toBe(paidIn.why.correlationId);
    // Whose money it was is not told to whom it was paid.
    const seen = (await open.get(`${url}/history`, ada)).json().items;
    expect(seen.map(({ who }: { who: object }) => who)).toEqual([{ actor: 'Account owner', id: 'ada' }, { actor: 'Bank clerk', id: null }, { actor: 'Account owner', id: 'ada' }, { actor: 'Account owner', id: null }]);
    const events = (await open.get(`${url}/events`, ada)).body;
    for (const answer of [JSON.stringify(seen), events]) expect([answer.includes('"ben"'), answer.includes('"clara"'), answer.includes('"ada"')]).toEqual([false, false, true]);
  });

  test('is read page by page, from either end, every event once', async () => {
    await using open = await bankAtWork();
    for (const what of ['history', 'events']) {
      for (const order of ['oldest', 'newest']) {
        for (const limit of [1, 2, 3]) {
          const seen: number[] = [];
          for (let next: string | null = ''; next !== null; ) {
            const page: { items: readonly Entry[]; next: string | null } = (await open.get(`${url}/${what}?order=${order}&limit=${limit}${next === '' ? '' : `&after=${next}`}`, ada)).json();
            seen.push(...page.items.map(({ revision }) => revision));
            next = page.next;
          }
          expect([what, order, limit, seen]).toEqual([what, order, limit, order === 'oldest' ? [1, 2, 3] : [3, 2, 1]]);
        }
      }
      const { next } = (await open.get(`${url}/${what}?limit=1`, ada)).json();
      for (const query of [`order=newest&after=${next}`, 'after=nonsense', 'after=', 'order=', 'order=up', 'limit=0', 'limit=1001', 'revision=1', 'sort=revision']) {
        expect([query, (await open.get(`${url}/${what}?${query}`, ada)).statusCode]).toEqual([query, 400]);
      }
    }
  });

  test('is not sent again while nothing has happened', async () => {
    await using open = await bankAtWork();
    const tag = String((await open.get(`${url}/history`, ada)).headers.etag);
    expect((await open.get(`${url}/history`, { ...ada, 'if-none-match': tag })).statusCode).toBe(304);
    expect((await open.get(`${url}/history`, { ...clerk, 'if-none-match': tag })).statusCode).toBe(200);
    await open.post('deposit-money', { accountNumber: ADA, amount: '1.00' }, clerk);
    expect((await open.get(`${url}/history`, { ...ada, 'if-none-match': tag })).statusCode).toBe(200);
  });
});

describe('The events of an instance', () => {
  test('are the stored ones as data, with their envelope', async () => {
    await using open = await bankAtWork();
    const { items } = (await open.get(`${url}/events`, ada)).json();
    const { id, metadata } = items[0];
    expect(items[0]).toEqual({
      id,
      type: 'Account opened',
      version: 1,
      data: { accountNumber: ADA, owner: 'ada' },
      revision: 1,
      position: '1',
      occurredAt: '2026-11-23T12:00:00Z',
      metadata: { correlationId: metadata.correlationId, causationId: metadata.correlationId, actor: { name: 'Account owner', id: 'ada' }, policy: null },
    });
  });
});

describe('The past of an instance', () => {
  const everything = [url, `${url}?revision=1`, `${url}?at=2026-11-23T12:30:00Z`, `${url}/history`, `${url}/events`];

  test('is nobody else\'s: the answer is the same as for what never was', async () => {
    await using open = await bankAtWork();
    for (const path of everything) {
      const theirs = await open.get(path, ben);
      const nothing = await open.get(path.replace(ADA, 'NL000404'), ben);
      expect([theirs.statusCode, nothing.statusCode]).toEqual([404, 404]);
      expect(theirs.body.replaceAll(ADA, 'NL000404')).toBe(nothing.body);
      const names = (headers: object): readonly string[] => Object.keys(headers).filter((name) => name !== 'content-length');
      expect(names(theirs.headers)).toEqual(names(nothing.headers));
      expect((await open.get(path, { ...ben, 'if-none-match': '*' })).statusCode).toBe(404);
    }
  });

  test('ends for its reader with the row that showed it', async () => {
    await using open = await bankAtWork();
    await open.post('withdraw-money', { accountNumber: ADA, amount: '20.05' }, ada);
    await open.post('close-account', { accountNumber: ADA }, ada);
    await open.settled('/');
    for (const path of everything) for (const reader of [ada, clerk]) expect([path, (await open.get(path, reader)).statusCode]).toEqual([path, 404]);
  });

  test('is for those who look at its read model', async () => {
    await using open = await bankAtWork();
    const transfer = '/money-transfer/6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11';
    for (const path of [transfer, `${transfer}/history`, `${transfer}/events`]) {
      const answer = await open.get(path, ada);
      expect([answer.statusCode, answer.json().detail]).toEqual([403, 'A Money transfer is for those who look at Transfers under way. "Transfers under way" is for Bank clerk, not for "Account owner".']);
      expect((await open.get(path, clerk)).statusCode).toBe(404);
    }
    expect((await open.get(url, { actor: 'Acount owner' })).json()).toMatchObject({ status: 403, title: 'No such actor' });
    expect((await open.get(url, { 'actor-id': '' })).statusCode).toBe(400);
  });

  test('is for whom a token says that they are', async () => {
    await using open = await openServer(undefined, { tokens });
    await open.post('open-account', { accountNumber: ADA, owner: 'Ada' }, await owner('Ada'));
    await open.post('deposit-money', { accountNumber: ADA, amount: '5.00' }, await signedClerk());
    await open.settled('/health/live');
    for (const path of [url, `${url}?revision=1`, `${url}/history`, `${url}/events`]) {
      expect([path, (await open.get(path)).statusCode]).toEqual([path, 401]);
      expect([path, (await open.get(path, await owner('Ben'))).statusCode]).toEqual([path, 404]);
      expect([path, (await open.get(path, await bearer({ claims: { actors: [] } }))).statusCode]).toEqual([path, 403]);
      expect([path, (await open.get(path, await owner('Ada'))).statusCode]).toEqual([path, 200]);
      expect([path, (await open.get(path, await signedClerk())).statusCode]).toEqual([path, 200]);
    }
    const who = async (headers: { readonly authorization: string }): Promise<unknown> => (await open.get(`${url}/history`, headers)).json().items.map((entry: { readonly who: { readonly id: string | null } }) => entry.who.id);
    expect(await who(await owner('Ada'))).toEqual(['Ada', null]);
    expect(await who(await signedClerk())).toEqual(['Ada', 'Carl']);
  });

  test('waits until the row that shows it has come', async () => {
    await using open = await openServer();
    const { position } = (await open.post('open-account', { accountNumber: ADA, owner: 'ada' }, ada)).json();
    expect((await open.get(`${url}?wait-for=${position}`, ada)).statusCode).toBe(200);
    const behind = await serverOn({ ...open.running, waitFor: async () => false });
    const late = await behind.get(`${url}/history?wait-for=1`, ada);
    expect([late.statusCode, late.headers['retry-after'], late.json().title]).toEqual([503, '1', 'Not there yet']);
    await behind.server.close();
  });

  test.each(['__proto__', 'constructor', '..%2f..', "'%20OR%201=1", '%F0%9F%8F%A6', `${'x'.repeat(9000)}`])('is not found under a strange identity: %.20s', async (id) => {
    await using open = await bankAtWork();
    for (const path of ['', '/history', '/events']) expect((await open.get(`/bank-account/${id}${path}`, clerk)).statusCode).toBe(404);
  });

  test('says where one is looked for', async () => {
    await using open = await bankAtWork();
    expect((await open.get('/bank-account', clerk)).json().detail).toBe('There is nothing at /bank-account. A Bank account is at /bank-account/… with its account number.');
    expect((await open.get('/money-transfer/no-uuid', clerk)).json().errors).toEqual([{ detail: expect.stringContaining('transfer id must be'), parameter: 'transferId' }]);
    expect((await open.get('/bank-account/', clerk)).json().detail).toBe('There is no Bank account with account number "", or it is not for you to see.');
    const wrong = await open.server.inject({ method: 'POST', url: `${url}/history` });
    expect([wrong.statusCode, wrong.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });
});

const by = ['Reader'];

/** Two kinds of things that are numbered alike, and one that nobody looks at. */
function numbered(): ApplicationDefinition {
  const aggregate = (name: string, event: string): AggregateDefinition => ({
    name,
    identity: { field: 'number', type: identifier },
    commands: { [`Do ${name}`]: { by, begins: true, data: record({ number: identifier }) } },
    events: { [event]: { version: 1, data: record({ number: identifier }) } },
    state: record({ number: identifier }),
    initialState: { stage: 'not begun' },
    decide: ({ data }) => accepted({ type: event, data }),
    evolve: (instance, { data }) => (instance.stage === 'not begun' ? begun(data) : changed(instance, data)),
  });
  const view = (name: string, events: readonly string[], changes: object = {}) =>
    ({ ...defineReadModel<{ readonly number: string }, { readonly type: string; readonly data: { readonly number: string } }>({ name, key: ['number'], findBy: [], viewedBy: by, row: record({ number: identifier }), events, keyOf: ({ data }) => data, project: (_, { data }) => data }), ...changes });
  return {
    name: 'Numbers', slug: 'numbers', timeZone: 'UTC', actors: [{ name: 'Reader' }], policies: [], externalSystems: [],
    aggregates: [aggregate('Bill', 'Bill written'), aggregate('Secret', 'Secret told'), aggregate('Rumour', 'Rumour spread'), aggregate('Note', 'Note taken'), aggregate('Clock', 'Clock wound')],
    readModels: [
      view('Bills', ['Bill written']),
      view('Rumours', ['Rumour spread'], { viewedBy: [] }),
      view('Notes', ['Note taken'], { row: record({ number: text }) }),
      view('Clocks', ['Clock wound'], { key: ['number', 'at'], row: record({ number: identifier, at: dateAndTime }) }),
    ],
  };
}

describe('Which aggregates have a past that can be looked at', () => {
  const endpoints = (definition: ApplicationDefinition): readonly unknown[] => pastEndpoints(definition).map(({ url: path, views }) => [path, views.map(({ name }) => name)]);

  test('those whose identity, and nothing else, is the key of a read model that is made of their events and that somebody views', () => {
    expect(endpoints(numbered())).toEqual([['/bill/:number', ['Bills']]]);
    expect(endpoints(bank())).toEqual([['/bank-account/:accountNumber', ['Account overview']], ['/money-transfer/:transferId', ['Transfers under way']]]);
    expect(endpoints(library())).toEqual([['/copy/:barcode', ['Catalogue', 'Books at home', 'Waiting lists']], ['/membership/:memberNumber', ['Fees to pay']]]);
  });

  test('the others are neither served nor described', async () => {
    await using open = await openServer(numbered());
    const { id } = (await open.post('do-secret', {})).json();
    await open.settled('/');
    for (const path of ['', '/history', '/events']) {
      expect((await open.get(`/secret/${id}${path}`)).statusCode).toBe(404);
      expect((await open.get(`/bill/${id}${path}`)).statusCode).toBe(404);
    }
    expect(Object.keys((await open.get('/openapi.json')).json().paths).filter((path) => path.includes('{'))).toEqual(['/bills/{number}', '/rumours/{number}', '/notes/{number}', '/clocks/{number}', '/clocks/{number}/{at}', '/bill/{number}', '/bill/{number}/history', '/bill/{number}/events']);
  });

  test('who sees only his own bookings is not told who else goes to the cinema, and the manager is', async () => {
    await using open = await openServer(cinema());
    const manager = { actor: 'Manager', 'actor-id': 'max' };
    const planned = await open.post('announce-screening', { film: 'Metropolis', startsAt: '2999-01-01T20:00:00Z', seats: ['A1'], price: '9.00' }, manager);
    expect([planned.statusCode, planned.body]).toEqual([200, planned.body]);
    await open.settled('/');
    const who = async (headers: { readonly [name: string]: string }): Promise<unknown> => (await open.get(`/screening/${planned.json().id}/history`, headers)).json().items[0].who;
    expect(await who(manager)).toEqual({ actor: 'Manager', id: 'max' });
    expect(await who({ actor: 'Manager', 'actor-id': 'mia' })).toEqual({ actor: 'Manager', id: 'max' });
    expect(await who({ actor: 'Guest', 'actor-id': 'gus' })).toEqual({ actor: 'Manager', id: null });
  });
});
