import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Email } from '../../generated/bank/email.ts';
import { createApplication as createBank } from '../../generated/bank/app.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { ADA, BEN, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { freshSchema, testPostgresUrl } from '../postgres/test-store.ts';
import { type BankInProcess, bankAt, type BankOptions, until } from './bank-in-process.ts';
import { nothingSaid } from './workers.ts';

let url: string;
beforeAll(async () => {
  url = await testPostgresUrl();
});

const open: BankInProcess[] = [];
afterAll(() => Promise.all(open.map((bank) => bank.close())));

async function bank(options: BankOptions = {}, place = { url, schema: freshSchema() }): Promise<BankInProcess> {
  const opened = await bankAt(place, options);
  open.push(opened);
  return opened;
}

/** What makes handlers fail, until it is taken away. */
interface Poison {
  active: boolean;
  calls: number;
}

const POISONED = 66_60n;

function throwIfPoisoned(poison: Poison, event: { readonly type: string; readonly data: unknown }): void {
  const poisonous = typeof event.data === 'object' && event.data !== null && 'amount' in event.data && event.data.amount === POISONED;
  if (event.type !== 'Money deposited' || !poison.active || !poisonous) return;
  poison.calls += 1;
  throw new Error('this can not be.');
}

/** The bank, where one read model can not take a deposit of 66.60 in. */
const poisonedReadModel = (poison: Poison) => (same: ApplicationDefinition): ApplicationDefinition => ({
  ...same,
  readModels: same.readModels.map((readModel) =>
    readModel.name !== 'Account overview' ? readModel : { ...readModel, project: (row, event) => (throwIfPoisoned(poison, event), readModel.project(row, event)) },
  ),
});

/** The bank, where the policy that thanks can not react to a deposit of 66.60. */
const poisonedPolicy = (poison: Poison) => (same: ApplicationDefinition): ApplicationDefinition => ({
  ...same,
  policies: same.policies.map((policy) => {
    const reaction = policy.whenever['Money deposited'];
    if (policy.name !== 'Thank the depositor' || reaction === undefined) return policy;
    return { ...policy, whenever: { 'Money deposited': { ...reaction, react: (event, found) => (throwIfPoisoned(poison, event), reaction.react(event, found)) } } };
  }),
});

async function depositsAroundPoison({ send, running }: BankInProcess): Promise<void> {
  await send(openAccount(ADA));
  await send(openAccount(BEN, 'Ben'));
  for (const amount of ['10.00', '66.60', '5.00']) {
    await send(depositMoney(ADA, amount));
    await send(depositMoney(BEN, '1.00'));
  }
  await until('something is parked', async () => (await running.store.parking.parkedKeys()).length > 0);
  expect(await running.waitFor(await running.store.events.head(), 10_000)).toBe(true);
}

describe('A poison event', () => {
  test('in a read model parks the row it is about, and everything else goes on; taken in later, nothing is missing', async () => {
    const poison = { active: true, calls: 0 };
    const poisoned = await bank({ attempts: 2, definition: poisonedReadModel(poison) });
    const { running, verdict } = poisoned;
    await depositsAroundPoison(poisoned);
    // Two attempts; in each, what a batch does may be done again from its start.
    expect(poison.calls).toBeGreaterThanOrEqual(2);
    expect(await running.find('Account overview', { accountNumber: BEN })).toMatchObject({ balance: '3.00', movements: 3 });
    expect(await running.find('Account overview', { accountNumber: ADA })).toMatchObject({ balance: '10.00', movements: 1 });
    // The checker knows what is parked, and does not take it for a fault.
    expect(await verdict()).toEqual([]);
    poison.active = false;
    const [parked] = await running.store.parking.parkedKeys();
    expect(await running.store.parking.retryParked(parked?.subscription ?? '', parked?.key ?? '')).toBe(true);
    await until('nothing is parked', async () => (await running.store.parking.parkedKeys()).length === 0);
    expect(await running.find('Account overview', { accountNumber: ADA })).toMatchObject({ balance: '81.60', movements: 3 });
    expect(await verdict()).toEqual([]);
  }, 60_000);

  test('in a policy parks its stream; skipped with a reason, what is behind it goes on', async () => {
    const poison = { active: true, calls: 0 };
    const poisoned = await bank({ attempts: 2, definition: poisonedPolicy(poison) });
    const { running, said, verdict } = poisoned;
    await depositsAroundPoison(poisoned);
    expect(await verdict()).toEqual([]);
    const [parked] = await running.store.parking.parkedKeys();
    expect(parked).toMatchObject({ subscription: 'Thank the depositor', key: `Bank account/${ADA}` });
    expect(said.delivered.size).toBe(4);
    expect(await running.store.parking.skipParked('Thank the depositor', `Bank account/${ADA}`, 'Nobody is thanked for this.')).toBe(true);
    await until('nothing is parked', async () => (await running.store.parking.parkedKeys()).length === 0);
    expect(await verdict()).toEqual([]);
    expect(said.delivered.size).toBe(5);
  }, 60_000);
});

describe('A slow handler', () => {
  test('an adapter that does not answer is asked again, and keeps nobody else waiting', async () => {
    const said = nothingSaid();
    const asked = new Map<string, number>();
    const email: Email = {
      sendThankYouEmail: (_request, { idempotencyKey }) => {
        asked.set(idempotencyKey, (asked.get(idempotencyKey) ?? 0) + 1);
        if (asked.get(idempotencyKey) === 1) return new Promise(() => {});
        said.delivered.add(idempotencyKey);
        return Promise.resolve();
      },
    };
    const { running, traffic, verdict } = await bank({ said, answerInMilliseconds: 200, definition: () => createBank({ email }) });
    await traffic(60);
    expect(await running.waitFor(await running.store.events.head(), 20_000)).toBe(true);
    expect(await verdict()).toEqual([]);
    expect(Math.min(...asked.values())).toBe(2);
  }, 60_000);

  test('a projection that takes longer than its lease changes nothing after it has lost it', async () => {
    const place = { url, schema: freshSchema() };
    const slow = (same: ApplicationDefinition): ApplicationDefinition => ({
      ...same,
      readModels: same.readModels.map((readModel) => (readModel.name !== 'Statement' ? readModel : { ...readModel, project: (row, event) => (dawdle(event.revision), readModel.project(row, event)) })),
    });
    const said = nothingSaid();
    const [first, second] = [await bank({ leaseInMilliseconds: 300, definition: slow, said }, place), await bank({ leaseInMilliseconds: 300, definition: slow, said, seed: 2 }, place)];
    await Promise.all([first.traffic(40), second.traffic(40)]);
    expect(await first.verdict()).toEqual([]);
  }, 60_000);
});

/** Nobody in this process does anything for longer than a lease. */
function dawdle(revision: number): void {
  if (revision !== 7) return;
  const end = performance.now() + 500;
  while (performance.now() < end);
}

describe('Around the application', () => {
  test('a pool of two connections serves 64 callers', async () => {
    const { traffic, verdict } = await bank({ connections: 2 });
    await traffic(150, 64);
    expect(await verdict()).toEqual([]);
  }, 60_000);

  test('a clock that jumps back and forth moves no event and no row', async () => {
    let hours = 0;
    const clock = (): Temporal.Instant => {
      hours = 7 - hours;
      return Temporal.Now.instant().add({ hours });
    };
    const { traffic, verdict } = await bank({ clock });
    await traffic(80);
    expect(await verdict()).toEqual([]);
  }, 60_000);
});
