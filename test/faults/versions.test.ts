import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { connect, defineExternalSystem, earlierVersion, record } from 'stormwright';
import type { EventDefinition } from '../../runtime/aggregate/decider.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { NOON } from '../fixtures/test-clock.ts';
import { ADA, BEN, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { freshSchema, testPostgresUrl } from '../postgres/test-store.ts';
import { type BankInProcess, bankAt, until } from './bank-in-process.ts';
import { nothingSaid } from './workers.ts';

const open: BankInProcess[] = [];
afterEach(async () => {
  for (const bank of open.splice(0)) await bank.close();
});

/** The bank after its deposits have got another shape, which happens to look the same. */
function newer(bank: ApplicationDefinition): ApplicationDefinition {
  const next = (event: EventDefinition<unknown> | undefined): EventDefinition<unknown> => {
    if (event === undefined) throw new Error('The bank has no deposits any more.');
    return { ...event, version: 2, earlier: { 1: earlierVersion(event.data, (old) => old) } };
  };
  return {
    ...bank,
    aggregates: bank.aggregates.map((aggregate) => (aggregate.name !== 'Bank account' ? aggregate : { ...aggregate, events: { ...aggregate.events, 'Money deposited': next(aggregate.events['Money deposited']) } })),
  };
}

describe('Two versions of an application side by side', () => {
  test('the older one leaves what the newer one wrote to the newer one, and goes on with the rest', async () => {
    const [url, schema, said] = [await testPostgresUrl(), freshSchema(), nothingSaid()];
    const older = await bankAt({ url, schema }, { said, leaseInMilliseconds: 300 });
    open.push(older);
    await older.send(openAccount(ADA));
    await older.send(openAccount(BEN, 'Ben'));
    await older.send(depositMoney(ADA, '1.00'));
    expect(await older.verdict()).toEqual([]);
    const later = await bankAt({ url, schema }, { said, seed: 2, leaseInMilliseconds: 300, definition: newer });
    open.push(later);
    for (const account of [ADA, BEN]) for (let deposit = 1; deposit <= 5; deposit += 1) await later.send(depositMoney(account, `${deposit}.00`));
    expect(await later.verdict()).toEqual([]);
    expect(said.delivered.size).toBe(11);
    expect((await later.running.store.parking.listParked()).length).toBe(0);
    expect(await later.running.find('Account overview', { accountNumber: ADA })).toMatchObject({ balance: '16.00', movements: 6 });
    await until('the older one says why it does not go on', async () => older.running.troubles().some(({ error }) => error.includes('newer version')));
    // What it can not fold it does not decide on either.
    await expect(older.send(depositMoney(BEN, '1.00'))).rejects.toThrow('was stored in version 2');
    // And the newer one takes up all of it when the older one has gone.
    await older.close();
    open.splice(open.indexOf(older), 1);
    await later.send(depositMoney(BEN, '9.00'));
    expect(await later.verdict()).toEqual([]);
    expect(said.delivered.size).toBe(12);
  }, 60_000);

  test('the older one leaves a type of event that it has never heard of to the newer one as well', async () => {
    const [url, schema, said] = [await testPostgresUrl(), freshSchema(), nothingSaid()];
    const later = await bankAt({ url, schema }, { said, seed: 2, leaseInMilliseconds: 300, definition: withVisits });
    open.push(later);
    const older = await bankAt({ url, schema }, { said, leaseInMilliseconds: 300 });
    open.push(older);
    const { events, leases } = later.running.store;
    // By then each of the two has its share of the work.
    await until('the older one works as well', async () => new Set((await leases.listLeases()).map(({ owner }) => owner)).size > 1);
    for (let visit = 1; visit <= 12; visit += 1) {
      const event = { id: randomUUID(), type: 'Bank visited', version: 1, data: { accountNumber: ADA, amount: '1.00' }, occurredAt: NOON, metadata: { correlationId: 'visits', causationId: randomUUID(), actor: null, policy: null } };
      await events.append({ streams: [{ stream: `Visit/${visit}`, expected: 'no stream', events: [event] }] });
    }
    expect(await later.verdict()).toEqual([]);
    expect(said.delivered.size).toBe(12);
  }, 60_000);
});

/** The bank after it has begun to thank for visits. */
function withVisits(bank: ApplicationDefinition): ApplicationDefinition {
  const visit = defineExternalSystem<object, never>({ name: 'Door', requests: {}, reports: { 'Bank visited': { version: 1, data: record({ accountNumber: AccountNumber, amount: Money }) } }, deliver: async () => {} });
  return {
    ...bank,
    externalSystems: [...bank.externalSystems, connect(visit, {})],
    policies: bank.policies.map((policy) => (policy.name !== 'Thank the depositor' ? policy : { ...policy, whenever: { ...policy.whenever, 'Bank visited': { react: ({ data }) => [{ place: 'Bank visited/1', message: { type: 'Send thank-you email', data } }] } } })),
  };
}
