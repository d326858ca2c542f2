import { generateKeyPairSync } from 'node:crypto';
import { base64url } from 'jose';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { ReadModelDefinition } from '../../runtime/reaction/read-model.ts';
import { type OpenServer, openServer, serverOn } from './open-server.ts';
import { AUDIENCE, bearer, bytes, clerk, ISSUER, owner, SECRET, tokenOf, tokens, type Written } from './signed.ts';

async function ofTwo(): Promise<OpenServer> {
  const open = await openServer(undefined, { tokens });
  for (const [accountNumber, name] of [['NL000001', 'Ada'], ['NL000002', 'Ben']] as const) {
    expect((await open.post('open-account', { accountNumber, owner: name }, await owner(name))).statusCode).toBe(200);
  }
  return open;
}

describe('With tokens', () => {
  test('who one is comes from the token, for rules, for rows and for what is remembered', async () => {
    await using open = await ofTwo();
    const others = await open.post('withdraw-money', { accountNumber: 'NL000001', amount: '1.00' }, await owner('Ben'));
    expect([others.statusCode, others.json().title]).toEqual([409, 'Customers take money out of their own account']);
    await open.settled('/health/live');
    expect((await open.get('/account-overview', await owner('Ada'))).json().items.map(({ owner: name }: { owner: string }) => name)).toEqual(['Ada']);
    expect((await open.get('/account-overview', await clerk())).json().items).toHaveLength(2);
    const events = [];
    for await (const event of open.running.store.events.readStream('Bank account/NL000001')) events.push(event.metadata.actor);
    expect(events).toEqual([{ name: 'Account owner', id: 'Ada' }]);
  });

  test('a row of somebody else is not there, as one that never was', async () => {
    await using open = await ofTwo();
    await open.settled('/health/live');
    const [theirs, never] = [await open.get('/account-overview/NL000002', await owner('Ada')), await open.get('/account-overview/NL000009', await owner('Ada'))];
    expect([theirs.statusCode, never.statusCode]).toEqual([404, 404]);
    expect(theirs.body.replaceAll('NL000002', 'NL000009')).toBe(never.body);
    expect((await open.get('/account-overview?owner=Ben', await owner('Ada'))).json().items).toEqual([]);
  });

  test('the wrong actor is 403, and several may be one person, who chooses', async () => {
    await using open = await ofTwo();
    const account = { accountNumber: 'NL000001' };
    const wrong = await open.post('name-bonus-account', account, await owner('Ada'));
    expect([wrong.statusCode, wrong.json().detail]).toEqual([403, '"Name bonus account" is sent by Bank clerk, not by "Account owner".']);
    expect((await open.get('/bonus-account', await owner('Ada'))).statusCode).toBe(403);
    const both = await bearer({ claims: { actors: ['Account owner', 'Bank clerk', 'Head of nothing'] } });
    expect((await open.post('name-bonus-account', account, both)).statusCode).toBe(200);
    expect((await open.post('name-bonus-account', account, { ...both, actor: 'Account owner' })).statusCode).toBe(403);
    const claimed = await open.post('name-bonus-account', account, { ...(await owner('Ada')), actor: 'Bank clerk' });
    expect([claimed.statusCode, claimed.json().detail]).toEqual([403, 'Your token does not say that you are "Bank clerk".']);
    const nobody = await open.post('open-account', { accountNumber: 'NL000003', owner: 'Ada' }, await bearer({ claims: { actors: [] } }));
    expect([nobody.statusCode, nobody.json().detail]).toEqual([403, '"Open account" is sent by Bank clerk or Account owner, not by you: your token names no actor of this model.']);
  });

  test('Actor-Id is not taken beside one', async () => {
    await using open = await ofTwo();
    const answer = await open.get('/account-overview', { ...(await owner('Ada')), 'actor-id': 'Ben' });
    expect([answer.statusCode, answer.json().errors]).toEqual([400, [{ detail: 'Who you are is in the token: the header Actor-Id is not taken beside one.', header: 'Actor-Id' }]]);
  });

  test('nothing is told without one but health, the description and the page', async () => {
    await using open = await ofTwo();
    for (const url of ['/health/live', '/health/ready', '/openapi.json', '/asyncapi.json', '/']) expect([url, (await open.get(url)).statusCode]).toEqual([url, 200]);
    expect((await open.get('/health/ready')).json()).toEqual({ status: 'ready' });
    for (const url of ['/account-overview', '/account-overview/NL000001', '/bonus-account', '/statement/NL000001']) {
      const answer = await open.get(url);
      expect([url, answer.statusCode, answer.headers['www-authenticate'], answer.json().title]).toEqual([url, 401, 'Bearer realm="Bank"', 'Who are you?']);
    }
    // Before the body is looked at.
    expect((await open.post('deposit-money', 'no json')).statusCode).toBe(401);
    for (const url of ['/requests.json', '/nothing']) expect((await open.get(url, await clerk())).statusCode).toBe(404);
    expect((await open.get('/')).body).toContain('<input id="token" type="password"');
  });

  test('what is behind is told nobody in numbers', async () => {
    await using open = await ofTwo();
    const late = await serverOn({ ...open.running, caughtUpTo: async () => 0n, troubles: () => [{ subscription: 'Thank the depositor', error: 'no mail today' }] }, { tokens });
    const answer = await late.get('/health/ready');
    expect([answer.statusCode, answer.json()]).toEqual([503, { type: expect.any(String), title: 'Not ready yet', status: 503, detail: 'The read models and policies have not followed the log yet.' }]);
    await late.server.close();
  });

  test('what no actor views is for nobody, and for everybody who has one where no actor views anything', async () => {
    const unseen = (each: ReadModelDefinition): ReadModelDefinition => ({ ...each, viewedBy: [] });
    const { readModels: [first, ...others], ...rest } = bank();
    if (first === undefined) throw new Error('The bank has read models.');
    for (const [readModels, statuses] of [[[unseen(first), ...others], [403, 403]], [[first, ...others].map(unseen), [200, 200]]] as const) {
      await using open = await openServer({ ...rest, readModels }, { tokens });
      const url = `/${first.name.toLowerCase().replaceAll(' ', '-')}`;
      expect([(await open.get(url, await clerk())).statusCode, (await open.get(url, await bearer({ claims: { actors: [] } }))).statusCode]).toEqual(statuses);
      expect((await open.get(url)).statusCode).toBe(401);
    }
  });

  test('names it may be called by are all, where they are given, but for its health', async () => {
    await using open = await openServer(undefined, { tokens, hosts: ['bank.example.org'] });
    const status = async (url: string, host: string): Promise<number> => (await open.get(url, { ...(await clerk()), host })).statusCode;
    expect([await status('/account-overview', 'bank.example.org:8443'), await status('/account-overview', 'other.example.org'), await status('/health/live', '10.0.0.7')]).toEqual([200, 421, 200]);
  });

  test('the past of an account is for its owner and the clerk, whatever is asked of it', async () => {
    await using open = await ofTwo();
    await open.settled('/health/live');
    for (const url of ['', '?revision=1', '?at=2100-01-01T00:00:00Z', '/history', '/events'].map((end) => `/bank-account/NL000002${end}`)) {
      const [stranger, other, theirs, clerks] = [await open.get(url), await open.get(url, await owner('Ada')), await open.get(url, await owner('Ben')), await open.get(url, await clerk())];
      expect([url, stranger.statusCode, other.statusCode, theirs.statusCode, clerks.statusCode]).toEqual([url, 401, 404, 200, 200]);
      expect(other.body.replaceAll('NL000002', 'NL000009')).toBe((await open.get(url.replace('NL000002', 'NL000009'), await owner('Ada'))).body);
    }
  });

  test('they are needed whatever the request is called and wherever it comes from', async () => {
    await using open = await ofTwo();
    const elsewhere = { host: 'bank.example.org', origin: 'https://other.example.org' };
    expect((await open.get('/account-overview', elsewhere)).statusCode).toBe(401);
    expect((await open.get('/account-overview', { ...elsewhere, ...(await owner('Ada')) })).statusCode).toBe(200);
    expect((await open.server.inject({ method: 'HEAD', url: '/account-overview/NL000001' })).statusCode).toBe(401);
  });
});

const now = Math.floor(Date.now() / 1000);
const strangers = generateKeyPairSync('rsa', { modulusLength: 2048 });
const unsigned = `${base64url.encode('{"alg":"none"}')}.${base64url.encode(JSON.stringify({ sub: 'Ada', iss: ISSUER, aud: AUDIENCE, exp: now + 60, actors: ['Bank clerk'] }))}.`;

describe('A token is turned away', () => {
  test.each<[string, Written | string, string]>([
    ['with the wrong key', { key: bytes('another secret of more than thirty-two bytes') }, 'The token is not signed with a key of the issuer.'],
    ['with another algorithm', { alg: 'HS512', key: bytes(SECRET.repeat(2)) }, 'The token is signed in a way that is not taken here.'],
    ['with a key of another kind', { alg: 'RS256', key: strangers.privateKey }, 'The token is signed in a way that is not taken here.'],
    ['without a signature', unsigned, 'The token is signed in a way that is not taken here.'],
    ['for another audience', { claims: { aud: 'library' } }, 'The token is for another audience.'],
    ['without an audience', { without: ['aud'] }, 'The token lacks the claim "aud".'],
    ['of another issuer', { claims: { iss: 'https://id.example.com' } }, 'The token was issued by somebody else.'],
    ['that has expired', { claims: { exp: now - 60 } }, 'The token has expired.'],
    ['that never expires', { without: ['exp'] }, 'The token lacks the claim "exp".'],
    ['that is not valid yet', { claims: { nbf: now + 60 } }, 'The token is not valid yet.'],
    ['of nobody', { without: ['sub'] }, 'The token lacks the claim "sub".'],
    ['of nobody in particular', { claims: { sub: '' } }, 'The claim "sub" must be a text of 1 to 200 characters that can be stored.'],
    ['of somebody nobody can write down', { claims: { sub: 'a\u0000b' } }, 'The claim "sub" must be a text of 1 to 200 characters that can be stored.'],
    ['with actors that are no list', { claims: { actors: 'Bank clerk' } }, 'The claim "actors" must be a list of names of actors.'],
    ['with actors that are no names', { claims: { actors: [{ name: 'Bank clerk' }] } }, 'The claim "actors" must be a list of names of actors.'],
    ['that is none', 'abc', 'The token is not a JSON Web Token.'],
    ['that is none, in three parts', 'a.b.c', 'The token is not a JSON Web Token.'],
  ])('%s', async (_name, written, reason) => {
    await using open = await openServer(undefined, { tokens });
    const shown = typeof written === 'string' ? written : await tokenOf(written);
    const answer = await open.get('/account-overview', { authorization: `Bearer ${shown}` });
    expect([answer.statusCode, answer.json().detail]).toEqual([401, reason]);
    expect(answer.headers['www-authenticate']).toBe(`Bearer realm="Bank", error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`);
    expect(answer.body).not.toContain(shown);
  });

  test.each([['Basic QWRhOnNlY3JldA=='], ['Bearer'], ['Bearer a b'], ['Bearer \u00e4']])('where it is no bearer token: %s', async (authorization) => {
    await using open = await openServer(undefined, { tokens });
    expect((await open.get('/account-overview', { authorization })).statusCode).toBe(401);
  });
});
