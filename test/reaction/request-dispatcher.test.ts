import { DeliveryDelayed, DeliveryRefused } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { requestDispatcher } from '../../runtime/reaction/request-dispatcher.ts';
import type { RequestStore } from '../../runtime/store/request-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { Email } from '../../generated/bank/email.ts';
import { request } from '../fixtures/kept-requests.ts';

interface Mail {
  readonly amount: bigint;
  readonly attempt: number;
  readonly key: string;
}

/** A mail provider that fails as often as it is told. */
function mailing(failures = 0): { readonly email: Email; readonly mails: Mail[] } {
  const mails: Mail[] = [];
  let left = failures;
  const email: Email = {
    async sendThankYouEmail({ amount }, { attempt, idempotencyKey }) {
      mails.push({ amount, attempt, key: idempotencyKey });
      left -= 1;
      if (left >= 0) throw new Error('mail\u0000box full');
    },
  };
  return { email, mails };
}

/** Retries without waiting, and remembers how long it was told to wait. */
function impatient(store: Store): { readonly store: Store; readonly waits: number[] } {
  const waits: number[] = [];
  const requests: RequestStore = { ...store.requests, markFailed: (id, error, wait) => (waits.push(wait ?? -1), store.requests.markFailed(id, error, wait === null ? null : 0)) };
  return { store: { ...store, requests }, waits };
}

describe('A request to an external system', () => {
  test('is handed to its adapter, decoded, with its id as the idempotency key, and once', async () => {
    const [{ email, mails }, store] = [mailing(), createMemoryStore()];
    await store.requests.keepRequest(request(1));
    await store.requests.keepRequest(request(1));
    const dispatcher = requestDispatcher(bank({ email }), store);
    expect([await dispatcher.deliverDue(), await dispatcher.deliverDue()]).toEqual([1, 0]);
    expect(mails).toEqual([{ amount: 1_00n, attempt: 1, key: request(1).id }]);
  });

  test('is tried again when its adapter fails, later each time, under the same key, and operators see it until it works', async () => {
    const [{ email, mails }, { store, waits }] = [mailing(3), impatient(createMemoryStore())];
    await store.requests.keepRequest(request(1));
    const dispatcher = requestDispatcher(bank({ email }), store);
    for (let n = 0; n < 3; n += 1) await dispatcher.deliverDue();
    expect([...dispatcher.troubles()]).toEqual([['Email', '"Send thank-you email" could not be delivered to Email: mail\u0000box full']]);
    expect((await store.requests.listRequests(1))[0]).toMatchObject({ attempts: 3, deliveredAt: null, lastError: 'mail box full' });
    await dispatcher.deliverDue();
    expect(waits).toEqual([100, 200, 400]);
    expect(mails.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect(new Set(mails.map(({ key }) => key)).size).toBe(1);
    expect([...dispatcher.troubles()]).toEqual([]);
  });

  test('that will never be taken is parked at once, and one that is to wait waits as long as it was told, within reason', async () => {
    const [{ store, waits }, errors] = [impatient(createMemoryStore()), [new DeliveryDelayed('later', 30_000), new DeliveryDelayed('much later', 86_400_000), new DeliveryDelayed('now', 0), new DeliveryRefused('never')]];
    await store.requests.keepRequest(request(1));
    const email: Email = { sendThankYouEmail: (_, { attempt }) => Promise.reject(errors[attempt - 1]) };
    const dispatcher = requestDispatcher(bank({ email }), store);
    for (let n = 0; n < 5; n += 1) await dispatcher.deliverDue();
    expect(waits).toEqual([30_000, 600_000, 400, -1]);
    expect((await store.requests.listRequests(1))[0]).toMatchObject({ state: 'parked', attempts: 4, lastError: 'never' });
  });

  test('that fails does not hold up the others', async () => {
    const [{ email, mails }, store] = [mailing(1), createMemoryStore()];
    for (let n = 1; n <= 12; n += 1) await store.requests.keepRequest(request(n));
    const dispatcher = requestDispatcher(bank({ email }), store);
    expect([await dispatcher.deliverDue(), await dispatcher.deliverDue()]).toEqual([10, 2]);
    expect(mails).toHaveLength(12);
    expect((await store.requests.listRequests(20)).filter(({ deliveredAt }) => deliveredAt === null)).toHaveLength(1);
  });

  test('to a system that is not there any more stays, and says so', async () => {
    const store = createMemoryStore();
    await store.requests.keepRequest(request(1, 'Send fax', 'Fax'));
    const dispatcher = requestDispatcher(bank(), store);
    await dispatcher.deliverDue();
    expect(dispatcher.troubles().get('Fax')).toBe('"Send fax" could not be delivered to Fax: Bank has no external system "Fax" that takes "Send fax" any more.');
  });
});
