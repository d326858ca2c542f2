import { afterEach, describe, expect, test } from 'vitest';
import { earlierVersion } from 'stormwright';
import type { EventDefinition } from '../../runtime/aggregate/decider.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
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
});
