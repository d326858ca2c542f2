import { createNoopMeter, metrics as metricsApi } from '@opentelemetry/api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import type { RequestStore } from '../../runtime/store/request-store.ts';
import { instruments } from '../../runtime/telemetry/instruments.ts';
import { ADA, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { serverOn } from '../http/open-server.ts';
import { createTestStore } from '../postgres/test-store.ts';
import { type Point, type Told, withSdk } from './sdk.ts';

const HURRIED = { pollInMilliseconds: 20, attempts: 1 };
const CLERK = { actor: 'Bank clerk' };

/** The value of a metric with these attributes. */
async function valueOf(told: Told, name: string, attributes: Point['attributes']): Promise<unknown> {
  const points = (await told.metrics()).get(name) ?? [];
  return points.find((point) => Object.entries(attributes).every(([key, value]) => point.attributes[key] === value))?.value;
}

describe('Where somebody measures', () => {
  test('requests, commands by what became of them, appends and look-ups are counted, and how long they took', () =>
    withSdk(async (told) => {
      const store = await createTestStore();
      await using server = await serverOn(await startApplication(bank(), store, HURRIED));
      await server.post('open-account', { accountNumber: ADA, owner: 'Ada' }, CLERK);
      for (const amount of ['5.00', '6.00']) await server.post('deposit-money', { accountNumber: ADA, amount }, CLERK);
      await server.post('withdraw-money', { accountNumber: ADA, amount: '900.00' }, CLERK);
      await server.get('/nowhere');
      await expect.poll(() => valueOf(told, 'http.server.request.duration', { 'http.request.method': 'GET', 'http.response.status_code': 404 })).toBe(1);
      expect(await valueOf(told, 'http.server.request.duration', { 'http.route': '/commands/deposit-money', 'http.response.status_code': 200 })).toBe(2);
      expect(await valueOf(told, 'stormwright.command.duration', { 'stormwright.command': 'Deposit money', 'stormwright.aggregate': 'Bank account', 'stormwright.outcome': 'accepted' })).toBe(2);
      expect(await valueOf(told, 'stormwright.command.duration', { 'stormwright.command': 'Withdraw money', 'stormwright.outcome': 'refused' })).toBe(1);
      expect(await valueOf(told, 'db.client.operation.duration', { 'db.system.name': 'postgresql', 'db.operation.name': 'append' })).toBeGreaterThanOrEqual(3);
      expect(await valueOf(told, 'stormwright.instance_cache.lookups', { 'stormwright.aggregate': 'Bank account', 'stormwright.cache.hit': true })).toBeGreaterThanOrEqual(2);
      expect(await valueOf(told, 'stormwright.instance_cache.lookups', { 'stormwright.aggregate': 'Bank account', 'stormwright.cache.hit': false })).toBeGreaterThanOrEqual(1);
      expect(await valueOf(told, 'db.client.connection.count', { 'db.client.connection.state': 'idle' })).toBeGreaterThanOrEqual(1);
      expect(await valueOf(told, 'db.client.connection.pending_requests', {})).toBe(0);
    }));

  test('commands that lost against another process are counted', () =>
    withSdk(async (told) => {
      const store = await createTestStore();
      const [here, there] = [await assemble(bank(), store), await assemble(bank(), store)];
      await here.handler.send(openAccount(ADA));
      await there.handler.send(depositMoney(ADA, '1.00'));
      await here.handler.send(depositMoney(ADA, '1.00'));
      expect(await valueOf(told, 'stormwright.append.conflicts', { 'stormwright.aggregate': 'Bank account' })).toBe(1);
      await store.close();
    }));

  test('who is behind, what is parked and what external systems are still to be told is asked when somebody wants to know', () =>
    withSdk(async (told) => {
      const store = await createTestStore();
      const { requests, asked } = counting(store.requests);
      const application = bank({ email: { sendThankYouEmail: () => Promise.reject(new Error('no mail today')) } });
      const broken = (): never => {
        throw new RangeError('thirteen');
      };
      const readModels = application.readModels.map((model) => (model.name === 'Statement' ? { ...model, project: broken } : model));
      const running = await startApplication({ ...application, readModels }, { ...store, requests }, HURRIED);
      await running.send(openAccount(ADA));
      await running.send(depositMoney(ADA, '5.00'));
      await expect.poll(() => valueOf(told, 'stormwright.subscription.parked', { 'stormwright.subscription': 'Statement #1' }), { timeout: 10_000 }).toBe(1);
      await expect.poll(() => valueOf(told, 'stormwright.request.attempts', { 'stormwright.external_system': 'Email', 'stormwright.outcome': 'failed' })).toBeGreaterThanOrEqual(1);
      await expect.poll(() => valueOf(told, 'stormwright.subscription.lag', { 'stormwright.subscription': 'Account overview #1' })).toBe(0);
      expect(await valueOf(told, 'stormwright.subscription.parked', { 'stormwright.subscription': 'Account overview #1' })).toBe(0);
      expect(await valueOf(told, 'stormwright.subscription.lag.duration', { 'stormwright.subscription': 'Account overview #1' })).toBe(0);
      expect(await valueOf(told, 'stormwright.subscription.failures', { 'stormwright.subscription': 'Statement', 'error.type': 'RangeError' })).toBeGreaterThanOrEqual(1);
      expect(await valueOf(told, 'stormwright.requests', { 'stormwright.state': 'parked' })).toBe(0);
      // Once in ten seconds, however often somebody looks.
      expect(asked()).toBeLessThanOrEqual(2);
      await running.stop();
      await store.close();
    }));

  test('how far and how long a subscription is behind grows until it goes on', () =>
    withSdk(async (told) => {
      const store = await createTestStore();
      const slow = { ...store, readModels: { ...store.readModels, advance: async (...all: Parameters<typeof store.readModels.advance>) => (await held.open, store.readModels.advance(...all)) } };
      const held = gate();
      held.lift();
      const running = await startApplication({ ...bank(), policies: [] }, slow, HURRIED);
      await running.waitFor(0n, 5000);
      const lag = (name: string): Promise<unknown> => valueOf(told, name, { 'stormwright.subscription': 'Account overview #1' });
      await expect.poll(() => lag('stormwright.subscription.lag')).toBe(0);
      held.close();
      await running.send(openAccount(ADA));
      await running.send(depositMoney(ADA, '5.00'));
      await expect.poll(() => lag('stormwright.subscription.lag')).toBe(2);
      await expect.poll(() => lag('stormwright.subscription.lag.duration')).toBeGreaterThan(0.05);
      held.lift();
      await expect.poll(() => lag('stormwright.subscription.lag')).toBe(0);
      expect(await lag('stormwright.subscription.lag.duration')).toBe(0);
      await running.stop();
      await store.close();
    }));
});

test('Every metric is in docs/operations.md with its unit, and no other', () => {
  const named: string[] = [];
  const meter = new Proxy(createNoopMeter(), {
    get: (real, method) => (name: string, options: { readonly unit: string }) => {
      named.push(`${name} ${options.unit}`);
      return Reflect.apply(Reflect.get(real, method), real, [name, options]);
    },
  });
  metricsApi.setGlobalMeterProvider({ getMeter: () => meter });
  try {
    instruments();
  } finally {
    metricsApi.disable();
  }
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `([a-z_.]+)` \| `([^`]+)` \|/gm)].map(([, name, unit]) => `${name} ${unit}`);
  expect(documented.toSorted()).toEqual(named.toSorted());
});

/** How often it was asked how many requests there are. */
function counting(requests: RequestStore): { readonly requests: RequestStore; asked(): number } {
  let asked = 0;
  const countRequests = (): ReturnType<RequestStore['countRequests']> => {
    asked += 1;
    return requests.countRequests();
  };
  return { requests: { ...requests, countRequests }, asked: () => asked };
}

/** What waits at it goes on when it is lifted. */
function gate(): { readonly open: Promise<void>; lift(): void; close(): void } {
  let lift = (): void => {};
  let open = Promise.resolve();
  return {
    get open() {
      return open;
    },
    lift: () => lift(),
    close: () => {
      open = new Promise((resolve) => (lift = resolve));
    },
  };
}
