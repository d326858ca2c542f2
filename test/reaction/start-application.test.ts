import { afterAll, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication, type StartOptions } from '../../runtime/reaction/start-application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { type Email, recordingEmail } from '../../generated/bank/email.ts';
import { ADA, BEN, CEO, depositMoney, nameBonusAccount, openAccount, TRANSFER, transferMoney } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';
import { derivedId } from '../../runtime/message/ids.ts';
import { createTestStore } from '../postgres/test-store.ts';

/** Long enough never to decide a test: what must come, comes by being woken. */
const PATIENCE = 20_000;

const stores: Store[] = [];
const kinds: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore()],
  ['on PostgreSQL', async () => createTestStore()],
];

afterAll(async () => {
  for (const store of stores) await store.close();
});

/** Waits until nothing more happens: everybody has passed the end of the log, and the log has not grown since. */
async function quiet(...applications: readonly RunningApplication[]): Promise<void> {
  for (;;) {
    const head = await applications[0]?.store.events.head() ?? 0n;
    for (const application of applications) expect(await application.waitFor(head, PATIENCE)).toBe(true);
    if ((await applications[0]?.store.events.head()) === head) return;
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}

const opening = [openAccount(CEO, 'The CEO'), nameBonusAccount(CEO), openAccount(ADA), openAccount(BEN, 'Ben')];

describe.each(kinds)('An application %s', (_kind, createStore) => {
  const storeOf = async (): Promise<Store> => {
    const store = await createStore();
    stores.push(store);
    return store;
  };
  const start = (store: Store, email: Email = recordingEmail(), options: StartOptions = {}) => startApplication(bank({ email }), store, options);
  const total = async (application: RunningApplication): Promise<string> => {
    const rows = await application.list('Account overview', { where: {}, limit: 100 });
    return rows.map(({ accountNumber, balance }) => `${String(accountNumber)} ${String(balance)}`).join(', ');
  };

  test('takes commands, and keeps its read models, its policies and its requests going', async () => {
    const email = recordingEmail();
    const application = await start(await storeOf(), email);
    for (const command of opening) await application.send(command);
    await application.send(depositMoney(ADA, '50.00'));
    await application.send(transferMoney(ADA, BEN, '30.00'));
    await quiet(application);
    await until(() => email.recorded.length === 2);
    expect(await total(application)).toBe(`${ADA} 20.00, ${BEN} 30.00, ${CEO} 0.50`);
    expect(await application.find('Bonus account', {})).toEqual({ accountNumber: CEO, balance: '0.50' });
    expect(await application.list('Transfers under way', { where: {}, limit: 10 })).toEqual([]);
    expect(application.troubles()).toEqual([]);
    expect(await application.caughtUpTo()).toBe(await application.store.events.head());
    await application.stop();
  });

  test('lets a caller wait for its own write, and tells when it has waited too long', async () => {
    const application = await start(await storeOf());
    const result = await application.send(openAccount(ADA));
    const position = result.kind === 'accepted' ? result.position : 0n;
    expect(await application.waitFor(position, PATIENCE)).toBe(true);
    expect(await application.find('Account overview', { accountNumber: ADA })).toMatchObject({ owner: 'Ada' });
    expect(await application.waitFor(position + 1n, 5)).toBe(false);
    await application.stop();
  });

  test('shares its store with another process: nothing is done twice, whoever does it', async () => {
    const store = await storeOf();
    const email = recordingEmail();
    const [one, other] = [await start(store, email), await start(store, email)];
    for (const command of opening) await one.send(command);
    const deposits = Array.from({ length: 20 }, (_, n) => [one, other].map((each) => each.send(depositMoney(n % 2 === 0 ? ADA : BEN, '10.00')))).flat();
    const results = await Promise.all(deposits);
    const transfers = Array.from({ length: 5 }, (_, n) => one.send(transferMoney(ADA, BEN, '10.00', derivedId(TRANSFER, `${n}`))));
    await Promise.all(transfers);
    await quiet(one, other);
    expect(results.filter(({ kind }) => kind !== 'accepted')).toEqual([]);
    expect(await total(one)).toBe(`${ADA} 150.00, ${BEN} 250.00, ${CEO} 4.00`);
    const log = await all(store.events);
    expect(log.filter(({ type }) => type === 'Money deposited')).toHaveLength(40 + 40 + 5);
    expect(await store.requests.listRequests(1000)).toHaveLength(80);
    await Promise.all([one.stop(), other.stop()]);
  });

  test('that starts again goes on where it stopped, also with what was stored while it was away', async () => {
    const store = await storeOf();
    const email = recordingEmail();
    const first = await start(store, email);
    for (const command of opening) await first.send(command);
    await quiet(first);
    await first.stop();
    await first.send(depositMoney(ADA, '50.00'));
    const second = await start(store, email, { batchSize: 2 });
    await quiet(second);
    await until(() => email.recorded.length === 2);
    expect(await total(second)).toBe(`${ADA} 50.00, ${BEN} 0.00, ${CEO} 0.50`);
    await second.stop();
    expect(email.recorded).toHaveLength(2);
  });

  test('shows what fails, goes on with everything else, and gets over it', async () => {
    const store = await storeOf();
    let broken = true;
    const failures: string[] = [];
    const real = recordingEmail();
    const email: Email = { sendThankYouEmail: (data, delivery) => (broken ? Promise.reject(new Error('mailbox full')) : real.sendThankYouEmail(data, delivery)) };
    const flaky: Store = { ...store, requests: { ...store.requests, keepRequest: (request) => (broken && failures.length < 1 ? Promise.reject(new Error('disk full')) : store.requests.keepRequest(request)) } };
    const application = await start(flaky, email, { onFailure: (name, error) => failures.push(`${name}: ${String(error)}`) });
    await application.send(openAccount(ADA));
    const result = await application.send(depositMoney(ADA, '50.00'));
    await until(() => application.troubles().some(({ error }) => error.includes('mailbox full')));
    expect(failures[0]).toBe(`Thank the depositor: HandlerFailure: Policy "Thank the depositor" could not react to "Money deposited" at position ${result.kind === 'accepted' ? result.position : ''}: disk full`);
    expect(application.troubles()).toContainEqual({ subscription: 'Email', error: '"Send thank-you email" could not be delivered to Email: mailbox full' });
    broken = false;
    await until(() => real.recorded.length === 1 && application.troubles().length === 0);
    expect(await total(application)).toBe(`${ADA} 50.00`);
    await application.stop();
  });

  test('takes fifty deposits at once on one account', async () => {
    const application = await start(await storeOf());
    await application.send(openAccount(ADA));
    const results = await Promise.all(Array.from({ length: 50 }, () => application.send(depositMoney(ADA, '1.00'))));
    expect(results.filter(({ kind }) => kind !== 'accepted')).toEqual([]);
    await quiet(application);
    expect(await total(application)).toBe(`${ADA} 50.00`);
    await application.stop();
  });
});
