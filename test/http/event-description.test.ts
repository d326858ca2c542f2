import { Parser } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { asyncApiDocument } from '../../runtime/http/asyncapi/document.ts';
import { cloudEventOfEvent, cloudEventOfRequest } from '../../runtime/message/cloud-event.ts';
import type { JsonObject } from '../../runtime/message/json.ts';
import { ADA } from '../fixtures/bank-messages.ts';
import { applications } from './applications.ts';
import { isReady, listen } from './listener.ts';
import { openServer } from './open-server.ts';

/** 3.0.0 is what tools read today; 3.1.0, which the parser would like better, adds nothing that we use. */
const ARGUED = 'asyncapi-latest-version';

async function complaints(document: JsonObject): Promise<readonly string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document));
  return diagnostics.filter(({ code }) => code !== ARGUED).map(({ code, path, message }) => `${code} at ${path.join('/')}: ${message}`);
}

describe('The description of events', () => {
  test.each(Object.entries(applications))('is AsyncAPI 3 without errors and warnings: %s', async (_, application) => {
    expect(await complaints(asyncApiDocument(application()))).toEqual([]);
  });

  test('is really judged: what is wrong with it is found', async () => {
    const document = asyncApiDocument(applications['bank']?.() ?? expect.fail('There is no bank.'));
    expect(await complaints({ ...document, operations: { lost: { action: 'send', channel: { $ref: '#/channels/nowhere' } } } })).not.toEqual([]);
  });

  test('has a channel for each aggregate, for each read model, for what is asked of each system, and for what each reports', async () => {
    await using bank = await openServer();
    const { channels, operations, components } = (await bank.get('/asyncapi.json')).json();
    expect(Object.keys(channels)).toEqual(['bankAccountEvents', 'moneyTransferEvents', 'accountOverviewChanges', 'statementChanges', 'bonusAccountChanges', 'transfersUnderWayChanges', 'emailRequests']);
    expect(Object.keys(channels.emailRequests.messages)).toEqual(['SendThankYouEmail']);
    expect(Object.keys(channels.bankAccountEvents.messages)).toEqual(['AccountOpened', 'MoneyDeposited', 'MoneyWithdrawn', 'BonusAccountNamed', 'AccountClosed']);
    expect(operations.bankAccountEvents).toMatchObject({ action: 'send', channel: { $ref: '#/channels/bankAccountEvents' } });
    expect(components.schemas.MoneyDeposited.required).toEqual(['accountNumber', 'owner', 'amount', 'balance', 'transferId']);
    await using webShop = await openServer(applications['web-shop']?.());
    const shop = (await webShop.get('/asyncapi.json')).json();
    expect(shop.channels.carrierReportsParcelArrived).toMatchObject({ address: '/external-systems/carrier/parcel-arrived' });
    expect(shop.operations.carrierReportsParcelArrived).toMatchObject({ action: 'receive', bindings: { http: { method: 'POST' } } });
  });

  test('is true: what happened and what was asked for are, in their envelope, as it says', async () => {
    await using bank = await openServer();
    await bank.post('open-account', { accountNumber: ADA, owner: 'Ada' }, { actor: 'Bank clerk' });
    await bank.post('deposit-money', { accountNumber: ADA, amount: '50.00' }, { actor: 'Bank clerk' });
    await bank.settled('/');
    const { components } = (await bank.get('/asyncapi.json')).json();
    const validate = (message: string, value: unknown): unknown => {
      const check = new Ajv2020({ strict: false, validateFormats: false }).compile({ ...components.messages[message].payload, components });
      return check(value) ? 'as described' : check.errors;
    };
    const events = [];
    for await (const batch of bank.running.store.events.readAll({ after: 0n })) events.push(...batch);
    const [opened, deposited] = events.map((event) => cloudEventOfEvent('Bank', { ...event, encoded: event.data }));
    expect([validate('AccountOpened', opened), validate('MoneyDeposited', deposited)]).toEqual(['as described', 'as described']);
    expect(validate('MoneyDeposited', opened)).not.toBe('as described');
    const [request] = await bank.running.store.requests.listRequests(1);
    if (request === undefined) expect.fail('Nothing was asked for.');
    expect(validate('SendThankYouEmail', cloudEventOfRequest('Bank', request))).toBe('as described');
  });

  test('is true of streams too: of every message that a read model tells', async () => {
    await using bank = await openServer();
    const url = await bank.server.listen({ host: '127.0.0.1', port: 0 });
    await bank.post('open-account', { accountNumber: ADA, owner: 'Ada' });
    await bank.settled('/');
    const stream = await listen(`${url}/account-overview`);
    await stream.until(isReady(stream));
    await bank.post('close-account', { accountNumber: ADA });
    await stream.until(() => stream.told.some(({ event }) => event === 'removed'));
    stream.hangUp();
    const { channels, components } = (await bank.get('/asyncapi.json')).json();
    expect(channels.accountOverviewChanges.address).toBe('/account-overview');
    const described: { readonly [event: string]: string } = { reset: 'Reset', row: 'AccountOverviewRow', removed: 'AccountOverviewRemoved', ready: 'Ready' };
    expect(Object.keys(channels.accountOverviewChanges.messages).toSorted()).toEqual(Object.values(described).toSorted());
    expect(new Set(stream.told.map(({ event }) => event))).toEqual(new Set(Object.keys(described)));
    for (const { event, data } of stream.told) {
      const check = new Ajv2020({ strict: false, validateFormats: false }).compile({ ...components.messages[described[event] ?? ''].payload, components });
      expect([event, check(data), check.errors]).toEqual([event, true, null]);
    }
  });
});
