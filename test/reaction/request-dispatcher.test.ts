import { Temporal } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { derivedId } from '../../runtime/message/ids.ts';
import { requestDispatcher } from '../../runtime/reaction/request-dispatcher.ts';
import type { RequestStore, RequestToSend } from '../../runtime/store/request-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { Email } from '../../generated/bank/email.ts';
import { ADA, TRANSFER } from '../fixtures/bank-messages.ts';

const request = (n: number, type = 'Send thank-you email', system = 'Email'): RequestToSend => ({
  id: derivedId(TRANSFER, `${n}`),
  system,
  type,
  data: { accountNumber: ADA, amount: `${n}.00` },
  metadata: { correlationId: 'c', causationId: 'e', actor: null, policy: 'Thank the depositor' },
  requestedAt: Temporal.Instant.from('2026-11-23T12:00:00Z'),
});

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
