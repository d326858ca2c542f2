import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { StoreUnavailable } from '../../runtime/store/store-unavailable.ts';
import { openServer, serverOn } from './open-server.ts';

const ada = { accountNumber: 'NL000001', owner: 'Ada' };

describe('A command over HTTP', () => {
  test('is answered with position, revision, id and events, and the revision as ETag', async () => {
    await using bank = await openServer();
    const opened = await bank.post('open-account', ada);
    expect(opened.statusCode).toBe(200);
    expect(opened.headers['etag']).toBe('"1"');
    expect(opened.json()).toMatchObject({ position: '1', revision: 1, id: 'NL000001', events: [{ type: 'Account opened', data: ada, revision: 1, position: '1' }] });
    const deposited = await bank.post('deposit-money', { accountNumber: 'NL000001', amount: '50.5' });
    expect(deposited.headers['etag']).toBe('"2"');
    expect(deposited.json()).toMatchObject({ revision: 2, events: [{ type: 'Money deposited', data: { amount: '50.50', balance: '50.50', transferId: null } }] });
  });

  test.each([
    ['a rule', 'withdraw-money', { accountNumber: 'NL000001', amount: '0.01' }, 'Can not overdraw account'],
    ['a limit', 'open-account', { accountNumber: 'nl1', owner: 'Ada' }, 'Account number must look like NL000001'],
    ['the lifecycle', 'open-account', ada, 'Bank account already exists'],
    ['the lifecycle before its beginning', 'deposit-money', { accountNumber: 'NL000002', amount: '1.00' }, 'Bank account does not exist'],
  ])('refused by %s is 409 with its name as title', async (_, command, body, title) => {
    await using bank = await openServer();
    await bank.post('open-account', ada);
    const refused = await bank.post(command, body);
    expect(refused.statusCode).toBe(409);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(refused.json()).toMatchObject({ title, status: 409, detail: expect.stringMatching(new RegExp(`^"[A-Z][a-z ]+" was refused: ${title}\\. Nothing happened\\.$`)) });
  });

  test('refused by the limit of a field points at the field, and by anything else at none', async () => {
    await using bank = await openServer();
    expect((await bank.post('open-account', { accountNumber: 'nl1', owner: 'Ada' })).json().errors).toEqual([{ detail: 'Account number must look like NL000001.', pointer: '#/accountNumber' }]);
    await bank.post('open-account', ada);
    expect((await bank.post('open-account', ada)).json()).not.toHaveProperty('errors');
  });

  test('makes an identity that is left out, and gives it back', async () => {
    await using bank = await openServer();
    const body = { fromAccount: 'NL000001', toAccount: 'NL000002', amount: '30.00' };
    const first = await bank.post('transfer-money', body);
    const second = await bank.post('transfer-money', body);
    expect(first.json().id).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.json().events[0].data.transferId).toBe(first.json().id);
    expect(second.json().id).not.toBe(first.json().id);
    const given = await bank.post('transfer-money', { ...body, transferId: '6B0C5F3E-4a53-4f0e-9d5c-0f3c9c1f2a11' });
    expect(given.json().id).toBe('6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11');
  });

  test.each([['some words'], ['5b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11'], ['x'.repeat(200)]])('happens once under the Idempotency-Key %s', async (key) => {
    await using bank = await openServer();
    await bank.post('open-account', ada);
    const send = () => bank.post('deposit-money', { accountNumber: 'NL000001', amount: '10.00' }, { 'idempotency-key': key });
    const [first, again] = [await send(), await send()];
    expect(again.json()).toEqual(first.json());
    expect((await bank.settled('/account-overview/NL000001')).json().balance).toBe('10.00');
  });

  test('makes the same identity for every attempt under one key', async () => {
    await using bank = await openServer();
    const send = () => bank.post('transfer-money', { fromAccount: 'NL000001', toAccount: 'NL000002', amount: '30.00' }, { 'idempotency-key': 'one transfer' });
    expect((await send()).json()).toEqual((await send()).json());
  });

  test('that was refused stays refused under its key', async () => {
    await using bank = await openServer();
    const send = () => bank.post('deposit-money', { accountNumber: 'NL000001', amount: '10.00' }, { 'idempotency-key': 'early' });
    expect((await send()).statusCode).toBe(409);
    await bank.post('open-account', ada);
    expect((await send()).json()).toMatchObject({ title: 'Bank account does not exist' });
  });

  test('does not get the answer of another one whose key it uses', async () => {
    await using bank = await openServer();
    await bank.post('open-account', ada);
    await bank.post('open-account', { accountNumber: 'NL000002', owner: 'Ben' });
    for (const key of ['5b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', 'a']) {
      const send = (command: string, accountNumber: string, amount: string) => bank.post(command, { accountNumber, amount }, { 'idempotency-key': key });
      const first = await send('deposit-money', 'NL000001', '4.00');
      const others = [await send('deposit-money', 'NL000001', '9999.00'), await send('withdraw-money', 'NL000001', '4.00'), await send('deposit-money', 'NL000002', '4.00')];
      for (const other of others) {
        expect(other.json()).toMatchObject({ status: 422, title: 'Idempotency-Key used before', detail: expect.stringContaining('for another command, with other data or by somebody else. Nothing happened') });
      }
      // The same amount, written in another way.
      expect((await send('deposit-money', 'NL000001', '4.0')).json()).toEqual(first.json());
    }
    expect((await bank.settled('/account-overview/NL000001')).json().balance).toBe('8.00');
    expect((await bank.settled('/account-overview/NL000002')).json().balance).toBe('0.00');
  });

  test('with If-Match happens at that revision only, else 412', async () => {
    await using bank = await openServer();
    await bank.post('open-account', ada);
    const deposit = (tag: string) => bank.post('deposit-money', { accountNumber: 'NL000001', amount: '1.00' }, { 'if-match': tag });
    const wrong = await deposit('"7"');
    expect([wrong.statusCode, wrong.headers['etag'], wrong.json().detail]).toEqual([412, '"1"', expect.stringContaining('is at revision 1, and If-Match asks for 7')]);
    expect((await deposit('"another tag"')).statusCode).toBe(412);
    expect((await deposit('W/"1"')).statusCode).toBe(412);
    expect((await deposit('one')).json().errors[0]).toMatchObject({ header: 'If-Match' });
    expect((await deposit('"1"')).headers['etag']).toBe('"2"');
    expect((await deposit('*')).statusCode).toBe(200);
  });

  test('that only policies send is 403 for everybody, whatever it carries', async () => {
    await using bank = await openServer();
    for (const body of [{}, 'no json', undefined]) {
      const sent = await bank.post('pay-in-transfer', body);
      expect([sent.statusCode, sent.json().detail]).toEqual([403, 'Nobody may send "Pay in transfer" from outside: only policies do.']);
    }
  });

  test('is sent in the name of the actor that the caller wants to be', async () => {
    await using bank = await openServer();
    await bank.post('open-account', ada);
    await bank.post('deposit-money', { accountNumber: 'NL000001', amount: '1.00' }, { actor: 'Account%20owner' });
    const actors = [];
    for await (const event of bank.running.store.events.readStream('Bank account/NL000001')) actors.push(event.metadata.actor?.name);
    expect(actors).toEqual(['Bank clerk', 'Account owner']);
    const owner = await bank.post('name-bonus-account', { accountNumber: 'NL000001' }, { actor: 'Account owner' });
    expect([owner.statusCode, owner.json().detail]).toEqual([403, '"Name bonus account" is sent by Bank clerk, not by "Account owner".']);
  });

  test('that does not exist is 404 with the nearest name', async () => {
    await using bank = await openServer();
    const sent = await bank.post('depsoit-money', {});
    expect([sent.statusCode, sent.json().detail]).toEqual([404, 'There is nothing at /commands/depsoit-money. Did you mean /commands/deposit-money?']);
  });

  test('that lost every race is 503 with Retry-After, and what nobody expected is 500 without details', async () => {
    await using open = await openServer();
    const exhausted = await serverOn({ ...open.running, send: async () => ({ kind: 'retries exhausted', attempts: 10 }) });
    const busy = await exhausted.post('open-account', ada);
    expect([busy.statusCode, busy.headers['retry-after'], busy.json().title]).toEqual([503, '1', 'Busy']);
    const broken = await serverOn({ ...open.running, definition: bank(), send: () => Promise.reject(new Error('secret')) });
    const failed = await broken.post('open-account', ada);
    expect([failed.statusCode, failed.headers['content-type']]).toEqual([500, 'application/problem+json; charset=utf-8']);
    expect(failed.body).not.toMatch(/secret|\.ts/);
    await Promise.all([exhausted.server.close(), broken.server.close()]);
  });

  test('whose connection to the database broke is 503, and not blamed on the caller: it may have been taken', async () => {
    await using open = await openServer();
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const cut = await serverOn({ ...open.running, send: () => Promise.reject(new StoreUnavailable(reset)) });
    const failed = await cut.post('open-account', ada);
    expect([failed.statusCode, failed.json().detail]).toEqual([503, expect.stringContaining('may have been taken or not')]);
    await cut.server.close();
  });
});
