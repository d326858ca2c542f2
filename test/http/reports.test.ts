import { connect, decimalType, defineExternalSystem, definePolicy, listOf, type Message, type Reaction, record, text } from 'stormwright';
import type { JWTPayload } from 'jose';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { ADA, depositMoney } from '../fixtures/bank-messages.ts';
import { type OpenServer, openServer } from './open-server.ts';
import { bearer, tokens } from './signed.ts';

const Amount = decimalType<bigint>('Amount', { digits: 2, atLeast: '0.01' });

interface Received {
  readonly account: string;
  readonly amount: bigint;
  readonly fees: readonly { readonly fee: bigint }[];
}

const data = record<Received>({ account: text, amount: Amount, fees: listOf(record<{ readonly fee: bigint }>({ fee: Amount })) });
const whenReceived: Reaction<Message<'Payment received', Received>> = { react: (event) => [{ place: '1', message: depositMoney(event.data.account, Amount.encode(event.data.amount)?.toString() ?? '') }] };
const application: ApplicationDefinition = {
  ...bank(),
  policies: [definePolicy({ name: 'Pay in', whenever: { 'Payment received': whenReceived } })],
  externalSystems: [connect(defineExternalSystem({ name: 'Payment provider', about: 'Takes cards.', requests: {}, reports: { 'Payment received': { version: 1, about: 'Somebody has paid.', data } }, deliver: async () => {} }), {})],
};

const URL = '/external-systems/payment-provider/payment-received';

function report(open: OpenServer, body: unknown, headers: Record<string, string> = {}) {
  return open.server.inject({ method: 'POST', url: URL, headers: { 'content-type': 'application/json', ...headers }, payload: typeof body === 'string' ? body : JSON.stringify(body) });
}

const paid = { account: ADA, amount: '1.5', fees: [{ fee: '0.10' }] };

describe('What an external system reports over HTTP', () => {
  test('is recorded, answered with its place, and followed by policies', async () => {
    await using open = await openServer(application);
    await open.post('open-account', { accountNumber: ADA, owner: 'Ada' });
    const answer = await report(open, paid);
    expect([answer.statusCode, answer.json()]).toEqual([201, { position: '2', id: expect.any(String), events: [{ type: 'Payment received', data: { account: ADA, amount: '1.50', fees: [{ fee: '0.10' }] }, revision: 1, position: '2', occurredAt: expect.any(String) }] }]);
    expect((await open.settled(`/account-overview/${ADA}`)).json().balance).toBe('1.50');
  });

  test('that comes again under its key gets the same answer, and anything else under that key none', async () => {
    await using open = await openServer(application);
    const first = await report(open, paid, { 'idempotency-key': 'evt_1' });
    const again = await report(open, { fees: [{ fee: '0.1' }], amount: '1.50', account: ADA }, { 'idempotency-key': 'evt_1' });
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    const other = await report(open, { ...paid, amount: '2.00' }, { 'idempotency-key': 'evt_1' });
    expect([other.statusCode, other.json().title]).toEqual([422, 'Idempotency-Key used before']);
    expect(await open.running.store.events.head()).toBe(1n);
  });

  test('is read like a command: mistakes are 400 with pointers, limits 409 with a pointer, other methods 405', async () => {
    await using open = await openServer(application);
    const mistaken = await report(open, { account: ADA, amont: '1.00', amount: 1, fees: [{}] });
    expect(mistaken.json().errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['#/amont', '#/amount', '#/fees/0/fee']);
    const limit = await report(open, { ...paid, fees: [{ fee: '1.00' }, { fee: '0.00' }] });
    expect([limit.statusCode, limit.json()]).toEqual([
      409,
      expect.objectContaining({ title: 'Fee must be at least 0.01', detail: '"Payment received" was refused: Fee must be at least 0.01. Nothing happened.', errors: [{ detail: 'Fee must be at least 0.01.', pointer: '#/fees/1/fee' }] }),
    ]);
    expect((await report(open, '')).json().detail).toMatch(/^The body must be an object with the fields of Payment received, like \{.*\}; it is missing\.$/);
    const read = await open.get(URL);
    expect([read.statusCode, read.headers['allow']]).toEqual([405, 'POST']);
    expect((await open.get('/external-systems/payment-provider/payment-recieved')).json().detail).toContain(`Did you mean ${URL}?`);
  });

  test('is in the API description, which is true, and has a form on the page', async () => {
    await using open = await openServer(application);
    const document = (await open.get('/openapi.json')).json();
    const operation = document.paths[URL].post;
    expect(operation).toMatchObject({ operationId: 'paymentProviderPaymentReceived', tags: ['Payment provider'], description: 'Somebody has paid.\n\nReported by Payment provider.' });
    const sent = await report(open, document.components.schemas.PaymentReceivedReport.examples[0]);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile({ ...operation.responses['201'].content['application/json'].schema, components: document.components });
    expect([sent.statusCode, validate(sent.json()), validate.errors]).toEqual([201, true, null]);
    expect((await open.get('/')).body).toContain(`data-url="${URL}"`);
  });

  test('is taken, where there are tokens, from that system alone', async () => {
    await using open = await openServer(application, { tokens });
    const status = async (claims: JWTPayload): Promise<number> => (await report(open, paid, await bearer({ claims }))).statusCode;
    expect(await status({ systems: ['Payment provider'] })).toBe(201);
    for (const claims of [{}, { systems: ['Somebody else'] }, { actors: ['Payment provider'] }]) expect(await status(claims)).toBe(403);
    expect(await status({ systems: 'Payment provider' })).toBe(401);
    expect((await report(open, paid)).statusCode).toBe(401);
    expect(await open.running.store.events.head()).toBe(1n);
  });
});
