import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterAll, describe, expect, test } from 'vitest';
import { createApplication as bank, type BankAdapters } from '../../generated/bank/app.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import { passTime } from '../../runtime/reaction/pass-time.ts';
import { definePolicy } from '../../runtime/reaction/policy.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, BEN, closeAccount, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';
import { NOON, testClock } from '../fixtures/test-clock.ts';
import { serverOn } from '../http/open-server.ts';
import { createTestStore } from '../postgres/test-store.ts';
import { drawn, traceparentOf, withSdk } from './sdk.ts';

/** Of a caller who traces. */
const [TRACE, CALLER] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
const TRACEPARENT = `00-${TRACE}-${CALLER}-01`;
const DEPOSIT = { accountNumber: ADA, amount: '50.00' };
const HURRIED = { pollInMilliseconds: 20, leaseInMilliseconds: 500 };

const stores: Store[] = [];
const kinds: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore()],
  ['on PostgreSQL', async () => createTestStore()],
];

afterAll(async () => {
  for (const store of stores) await store.close();
});

/** What an adapter is handed. */
function noting(): { readonly email: NonNullable<BankAdapters['email']>; handed(): readonly (string | undefined)[] } {
  const handed: (string | undefined)[] = [];
  return { email: { sendThankYouEmail: async (_, { metadata }) => void handed.push(metadata.traceparent) }, handed: () => handed };
}

const inTrace = (spans: readonly ReadableSpan[], trace = TRACE): readonly ReadableSpan[] => spans.filter((span) => span.spanContext().traceId === trace);
const named = (spans: readonly ReadableSpan[], name: string): ReadableSpan | undefined => spans.find((span) => span.name === name);

describe.each(kinds)('Where somebody traces, %s', (_kind, createStore) => {
  const storeOf = async (): Promise<Store> => {
    const store = await createStore();
    stores.push(store);
    return store;
  };

  test("a caller's trace goes from the request through command, append, read models and policies to the external system", () =>
    withSdk(async ({ spans }) => {
      const { email, handed } = noting();
      await using server = await serverOn(await startApplication(bank({ email }), await storeOf(), HURRIED));
      await server.post('open-account', { accountNumber: ADA, owner: 'Ada' });
      await server.settled('/account-overview');
      await server.post('deposit-money', DEPOSIT, { traceparent: TRACEPARENT });
      await server.settled('/account-overview');
      await expect.poll(handed).toHaveLength(1);
      await expect.poll(() => named(inTrace(spans()), 'POST /commands/deposit-money') && named(inTrace(spans()), 'send Email')).toBeDefined();

      const traced = inTrace(spans());
      expect(drawn(traced, CALLER).trimEnd().split('\n')).toEqual([
        'POST /commands/deposit-money',
        '  command Deposit money',
        '    append events',
        '    process Account overview',
        '    process Bonus account',
        '    process CEO bonus',
        '    process Move the money',
        '    process Statement',
        '    process Thank the depositor',
        '      send Email',
      ]);
      expect(named(traced, 'POST /commands/deposit-money')?.kind).toBe(SpanKind.SERVER);
      expect(handed()).toEqual([traceparentOf(named(traced, 'send Email'))]);
    }));

  test('another process goes on with the trace, however much later, and so does the command that its policy sends', async () => {
    const store = await storeOf();
    const withoutPolicies = { ...bank(), policies: [] };
    const closing = definePolicy({ name: 'Close it again', whenever: { 'Account opened': { react: () => [{ place: '1', message: closeAccount(ADA) }] } } });
    const closingBank = { ...bank(), policies: [closing] };
    await (await startApplication(closingBank, store, HURRIED)).stop();
    const command = await withSdk(async ({ spans }) => {
      const first = await startApplication(withoutPolicies, store, HURRIED);
      await first.send(openAccount(ADA));
      await first.stop();
      return named(spans(), 'command Open account');
    });
    await withSdk(async ({ spans }) => {
      const second = await startApplication(closingBank, store, HURRIED);
      await expect.poll(async () => (await all(store.events)).length, { timeout: 10_000 }).toBe(2);
      await second.stop();
      const { traceId = '', spanId } = command?.spanContext() ?? {};
      expect(drawn(inTrace(spans(), traceId), spanId)).toMatch(/^process Close it again\n {2}command Close account\n {4}append events\n/m);
    });
    const [opened] = await all(store.events);
    expect(opened?.metadata.traceparent).toBe(traceparentOf(command));
  });

  test('a process that does not trace hands the trace on, through commands and requests', async () => {
    const [store, { email, handed }] = [await storeOf(), noting()];
    const opening = definePolicy({ name: 'Open it', whenever: { 'Account opened': { react: () => [{ place: '1', message: depositMoney(ADA, '50.00') }] } } });
    const application = await startApplication({ ...bank({ email }), policies: [...bank().policies.filter(({ name }) => name === 'Thank the depositor'), opening] }, store, HURRIED);
    await application.send(openAccount(ADA), { traceparent: TRACEPARENT });
    await expect.poll(handed, { timeout: 10_000 }).toEqual([TRACEPARENT]);
    await application.stop();
    expect((await all(store.events)).map(({ metadata }) => metadata.traceparent)).toEqual([TRACEPARENT, TRACEPARENT]);
  });

  test('what a policy puts off is in the trace of what it was put off for', () =>
    withSdk(async ({ spans }) => {
      const [clock, store] = [testClock(), await storeOf()];
      const later = definePolicy({ name: 'Close it later', whenever: { 'Account opened': { afterSeconds: 3600, react: () => [{ place: '1', message: closeAccount(ADA) }] } } });
      const assembly = await assemble({ ...bank(), policies: [later] }, store, { clock: clock.now });
      await assembly.handler.send(openAccount(ADA));
      await passTime(assembly, { clock, until: NOON.add({ hours: 2 }), settle });
      const opening = named(spans(), 'command Open account');
      const { traceId = '', spanId } = opening?.spanContext() ?? {};
      expect(drawn(inTrace(spans(), traceId), spanId)).toContain('process Close it later\n  command Close account\n    append events\n');
    }));

  test('a stroke of the clock begins a trace', () =>
    withSdk(async ({ spans }) => {
      const [clock, store] = [testClock(), await storeOf()];
      const nightly = definePolicy({ name: 'Close at night', whenever: {}, clock: { every: { kind: 'daily', at: '02:00' }, react: () => [{ place: '1', message: closeAccount(ADA) }] } });
      const assembly = await assemble({ ...bank(), policies: [nightly] }, store, { clock: clock.now });
      await assembly.handler.send(openAccount(ADA));
      await passTime(assembly, { clock, until: NOON.add({ hours: 15 }), settle });
      const stroke = named(spans(), 'process Close at night');
      expect(drawn(inTrace(spans(), stroke?.spanContext().traceId), undefined)).toContain('process Close at night\n  command Close account\n    append events\n');
    }));

  test('commands that are stored together are each in a trace of their own', () =>
    withSdk(async ({ spans }) => {
      const { handler } = await assemble(bank(), await storeOf());
      await handler.send(openAccount(ADA));
      await Promise.all([handler.send(depositMoney(ADA, '1.00')), handler.send(depositMoney(ADA, '2.00')), handler.send(openAccount(BEN))]);
      const commands = spans().filter(({ name }) => name.startsWith('command '));
      expect(new Set(commands.map((span) => span.spanContext().traceId)).size).toBe(4);
      for (const command of commands) expect(drawn(spans(), command.spanContext().spanId)).toBe('append events\n');
    }));

  test('a trace that nobody keeps is handed on, and nothing is told of it', () =>
    withSdk(async ({ spans }) => {
      const store = await storeOf();
      await using server = await serverOn(await startApplication(bank(), store, HURRIED));
      await server.post('open-account', { accountNumber: ADA, owner: 'Ada' }, { traceparent: `00-${TRACE}-${CALLER}-00` });
      await server.settled('/account-overview');
      expect(spans().map(({ name }) => name)).not.toContain('POST /commands/open-account');
      expect(inTrace(spans())).toEqual([]);
      expect((await all(store.events)).map(({ metadata }) => metadata.traceparent)).toEqual([expect.stringMatching(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`))]);
    }));

  test('read models that are filled anew tell nothing', () =>
    withSdk(async ({ spans }) => {
      const store = await storeOf();
      const { handler } = await assemble({ ...bank(), readModels: [] }, store);
      await handler.send(openAccount(ADA));
      const running = await startApplication(bank(), store, HURRIED);
      await running.waitFor(1n, 5000);
      await running.stop();
      expect(spans().map(({ name }) => name)).toEqual(['append events', 'command Open account']);
    }));
});

describe('What a span says', () => {
  test('is how something ended: that a rule refused it is no error, that the handler broke is one, in a word', () =>
    withSdk(async ({ spans }) => {
      const store = createMemoryStore();
      const failing = { ...store, events: { ...store.events, append: async () => Promise.reject(Object.assign(new RangeError('NL000001 is secret'), { code: '57P01' })) } };
      const [working, broken] = [await assemble(bank(), store), await assemble(bank(), failing)];
      await working.handler.send(depositMoney(ADA, '1.00'));
      await expect(broken.handler.send(openAccount(ADA))).rejects.toThrow('secret');
      expect(named(spans(), 'command Deposit money')).toMatchObject({ status: { code: SpanStatusCode.UNSET }, attributes: { 'stormwright.aggregate': 'Bank account', 'stormwright.command': 'Deposit money', 'stormwright.outcome': 'refused' } });
      for (const name of ['append events', 'command Open account']) expect(named(spans(), name)).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { 'error.type': '57P01' }, events: [] });
      expect(JSON.stringify(spans().map(({ name, attributes, status }) => [name, attributes, status]))).not.toContain('secret');
    }));

  test('follows the semantic conventions', () =>
    withSdk(async ({ spans }) => {
      const store = await createTestStore();
      stores.push(store);
      await using server = await serverOn(await startApplication(bank(), store, HURRIED));
      await server.post('open-account', { accountNumber: ADA, owner: 'Ada' });
      await server.settled('/account-overview');
      await server.post('deposit-money', DEPOSIT);
      await server.get(`/account-overview/${ADA}`);
      await server.get('/nowhere/NL000001');
      await expect.poll(() => named(spans(), 'send Email')).toBeDefined();
      await expect.poll(() => named(spans(), 'GET')).toBeDefined();
      const said = (name: string): unknown => ({ kind: SpanKind[named(spans(), name)?.kind ?? 0], attributes: named(spans(), name)?.attributes });
      expect(said('GET /account-overview/:accountNumber')).toEqual({ kind: 'SERVER', attributes: { 'http.request.method': 'GET', 'url.scheme': 'http', 'http.route': '/account-overview/:accountNumber', 'http.response.status_code': 200 } });
      expect(said('GET')).toEqual({ kind: 'SERVER', attributes: { 'http.request.method': 'GET', 'url.scheme': 'http', 'http.response.status_code': 404 } });
      expect(said('append events')).toEqual({ kind: 'CLIENT', attributes: { 'db.system.name': 'postgresql', 'db.collection.name': 'events', 'db.operation.name': 'append' } });
      const consumed = { 'messaging.system': 'stormwright', 'messaging.message.id': expect.stringMatching(/^[0-9a-f-]{36}$/) };
      expect(said('process Thank the depositor')).toEqual({ kind: 'CONSUMER', attributes: { ...consumed, 'messaging.operation.name': 'process', 'messaging.operation.type': 'process', 'messaging.consumer.group.name': 'Thank the depositor' } });
      expect(said('send Email')).toEqual({
        kind: 'CLIENT',
        attributes: { ...consumed, 'messaging.operation.name': 'send', 'messaging.operation.type': 'send', 'messaging.destination.name': 'Email', 'stormwright.request': 'Send thank-you email', 'stormwright.request.attempt': 1 },
      });
    }));
});
