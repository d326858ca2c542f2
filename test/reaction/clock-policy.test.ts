import { definePolicy, type Message, type PolicyDefinition, type Schedule, Temporal, type Tick } from 'stormwright';
import { afterAll, describe, expect, test } from 'vitest';
import { accountOverview, type AccountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { BonusAccount } from '../../generated/bank/bonus-account.ts';
import { bonusAccount } from '../../generated/bank/bonus-account.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble, type Assembly } from '../../runtime/reaction/assembly.ts';
import { passTime, type TestClock } from '../../runtime/reaction/pass-time.ts';
import type { ClockReaction } from '../../runtime/reaction/policy.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, BEN, CEO, nameBonusAccount, openAccount } from '../fixtures/bank-messages.ts';
import { Crash, type Fate, faultyStore, unharmed } from '../fixtures/faulty-store.ts';
import { all } from '../fixtures/log.ts';
import { NOON, testClock } from '../fixtures/test-clock.ts';
import { createTestStore } from '../postgres/test-store.ts';

const hours = (count: number): Temporal.Instant => NOON.add({ hours: count });
const daily: Schedule = { kind: 'daily', at: '02:00' };
const clockOf = <Row extends object>(clock: ClockReaction<Row>): ClockReaction<Row> => clock;

/** One cent of interest for every account, at night. */
const interest: PolicyDefinition = definePolicy({
  name: 'Pay interest',
  whenever: {},
  clock: clockOf<AccountOverview>({
    every: daily,
    forEach: accountOverview,
    react: (_tick, row) => [{ place: 'clock/1', message: { type: 'Deposit money', data: { accountNumber: row.accountNumber, amount: Money.parse('0.01') } } }],
  }),
});

const withPolicies = (...policies: readonly PolicyDefinition[]): ApplicationDefinition => ({ ...bank(), policies, timeZone: 'Europe/Amsterdam' });

const stores: Store[] = [];
const kinds: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore()],
  ['on PostgreSQL', async () => createTestStore()],
];

afterAll(async () => {
  for (const store of stores) await store.close();
});

const paid = async ({ events }: Store): Promise<readonly string[]> =>
  (await all(events)).filter(({ type }) => type === 'Money deposited').map(({ stream, occurredAt }) => `${stream.slice(-1)} ${occurredAt.toString({ smallestUnit: 'minute' })}`);

describe.each(kinds)('A policy of the clock %s', (_kind, createStore) => {
  const storeOf = async (): Promise<Store> => {
    const store = await createStore();
    stores.push(store);
    return store;
  };
  const at = (clock: TestClock, store: Store, application = withPolicies(interest), batchSize = 2): Promise<Assembly> => assemble(application, store, { clock: clock.now, batchSize });

  test('acts for every row at each of its times from when it first runs, and in its own name', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assembly = await at(clock, store);
    for (const account of [ADA, BEN, CEO]) await assembly.handler.send(openAccount(account));
    await passTime(assembly, { clock, until: hours(48), settle });
    expect(await paid(store)).toEqual(['1 2026-11-24T01:00Z', '2 2026-11-24T01:00Z', '7 2026-11-24T01:00Z', '1 2026-11-25T01:00Z', '2 2026-11-25T01:00Z', '7 2026-11-25T01:00Z']);
    const [metadata] = (await all(store.events)).filter(({ type }) => type === 'Money deposited').map((event) => event.metadata);
    expect(metadata).toMatchObject({ actor: { name: 'Pay interest', id: null }, policy: 'Pay interest' });
    expect(metadata?.correlationId).toBe(metadata?.causationId);
  });

  test('makes up one by one for what was missed, each with its own time and date', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const ticks: Tick[] = [];
    const ticking = definePolicy({ name: 'Tick', whenever: {}, clock: { every: daily, react: (tick) => (ticks.push(tick), []) } });
    await passTime(await at(clock, store, withPolicies(ticking)), { clock, until: hours(1), settle });
    clock.moveTo(Temporal.Instant.from('2027-03-30T12:00:00Z'));
    await passTime(await at(clock, store, withPolicies(ticking)), { clock, until: clock.now(), settle });
    expect(ticks).toHaveLength(127);
    expect(ticks.slice(-3).map(({ now, today }) => [now.toString(), today.toString()])).toEqual([
      ['2027-03-28T01:00:00Z', '2027-03-28'],
      ['2027-03-29T00:00:00Z', '2027-03-29'],
      ['2027-03-30T00:00:00Z', '2027-03-30'],
    ]);
  });

  test('looks up rows, and does not act where one is not there', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const seen: BonusAccount[] = [];
    const look: ClockReaction<object, Message, { readonly bonus: BonusAccount }> = {
      every: daily,
      looksUp: () => ({ bonus: { readModel: bonusAccount, key: {} } }),
      react: (_tick, _row, { bonus }) => (seen.push(bonus), []),
    };
    const looking = definePolicy({ name: 'Look', whenever: {}, clock: look });
    const assembly = await at(clock, store, withPolicies(looking));
    await assembly.handler.send(openAccount(ADA));
    await passTime(assembly, { clock, until: hours(24), settle });
    await assembly.handler.send(nameBonusAccount(ADA));
    await passTime(assembly, { clock, until: hours(48), settle });
    expect(seen).toEqual([{ accountNumber: AccountNumber.of(ADA), balance: 0n }]);
  });

  test('waits until its read models have followed the log to its end', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assembly = await at(clock, store);
    const [timed] = assembly.timed;
    await timed?.nextAt(clock.now());
    await assembly.handler.send(openAccount(ADA));
    clock.moveTo(hours(24));
    const moment = { now: clock.now(), head: await store.events.head() };
    expect(await timed?.strike(moment)).toEqual({ kind: 'held up', by: 'Account overview' });
    await settle(assembly);
    expect(await timed?.strike(moment)).toEqual({ kind: 'struck' });
    expect(await timed?.strike(moment)).toEqual({ kind: 'nothing due' });
    expect(await paid(store)).toHaveLength(1);
  });

  test('goes on with all other rows and the next stroke where one row fails, parks it, and acts on it or leaves it when somebody says so', async () => {
    const [clock, real] = [testClock(), await storeOf()];
    // Without the pauses between the attempts.
    const store: Store = { ...real, timers: { ...real.timers, markTimerFailed: (id, error, pause) => real.timers.markTimerFailed(id, error, pause === null ? null : 0) } };
    let broken = true;
    const application = withPolicies(definePolicy({ ...interest, clock: clockOf<AccountOverview>({
      every: daily,
      forEach: accountOverview,
      react: (_tick, row) => {
        if (broken && row.accountNumber === BEN) throw new Error('out of ink');
        return [{ place: 'clock/1', message: { type: 'Deposit money', data: { accountNumber: row.accountNumber, amount: Money.parse('0.01') } } }];
      },
    }) }));
    const assembly = await at(clock, store, application);
    const [timed] = assembly.timed;
    await timed?.nextAt(clock.now());
    for (const account of [ADA, BEN, CEO]) await assembly.handler.send(openAccount(account));
    clock.moveTo(hours(48));
    const strikeAll = async (): Promise<void> => {
      for (let kind = 'struck'; kind === 'struck'; ) {
        await settle(assembly);
        kind = (await timed?.strike({ now: clock.now(), head: await store.events.head() }))?.kind ?? 'nothing due';
      }
    };
    await strikeAll();
    const perStream = async (): Promise<readonly string[]> => (await paid(store)).map((line) => line.slice(0, 1));
    expect(await perStream()).toEqual(['1', '7', '1', '7']);
    expect(timed?.trouble()).toBe('Policy "Pay interest" could not act at 2026-11-24T01:00:00Z for the row ["NL000002"]: out of ink');
    const [first, second, ...more] = await store.timers.listTimers('parked', 9);
    if (first === undefined || second === undefined) throw new Error('Two rows ought to be parked.');
    expect(more).toEqual([]);
    expect([first, second]).toMatchObject([{ kind: 'stroke', attempts: 10, lastError: 'out of ink', row: { accountNumber: BEN } }, { attempts: 10 }]);
    broken = false;
    expect(await store.timers.retryTimer(first.id)).toBe(true);
    expect(await store.timers.skipTimer(second.id, 'Paid by hand')).toBe(true);
    await strikeAll();
    expect(await perStream()).toEqual(['1', '7', '1', '7', '2']);
    expect(await store.timers.listTimers('pending', 9)).toEqual([]);
  });

  test('strikes once where two processes run it, and goes on after a restart', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const start = () => startApplication(withPolicies(interest), store, { clock: clock.now, pollInMilliseconds: 5 });
    const begun = async (): Promise<boolean> => (await store.timers.lastStroke('Pay interest')) !== undefined;
    const struckBy = async (moment: Temporal.Instant): Promise<boolean> => Temporal.Instant.compare((await store.timers.lastStroke('Pay interest')) ?? NOON, moment) >= 0;
    const until = async (condition: () => Promise<boolean>): Promise<void> => {
      while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
    };
    const both = await Promise.all([start(), start()]);
    for (const account of [ADA, BEN]) await both[0]?.send(openAccount(account));
    await until(begun);
    clock.moveTo(hours(24));
    await until(() => struckBy(Temporal.Instant.from('2026-11-24T01:00:00Z')));
    await Promise.all(both.map((each) => each.stop()));
    expect(await paid(store)).toHaveLength(2);
    clock.moveTo(hours(72));
    const again = await start();
    await until(() => struckBy(Temporal.Instant.from('2026-11-26T01:00:00Z')));
    await again.stop();
    expect(await paid(store)).toHaveLength(6);
    expect(again.troubles()).toEqual([]);
  });
});

describe('A process that dies while the clock strikes', () => {
  async function live(store: Store, fate: Fate): Promise<number> {
    const [faulty, clock] = [faultyStore(store, fate), testClock()];
    try {
      const assembly = await assemble(withPolicies(interest), faulty.store, { clock: clock.now, batchSize: 2 });
      for (const account of [ADA, BEN, CEO]) await assembly.handler.send(openAccount(account), { commandId: account });
      await passTime(assembly, { clock, until: hours(48), settle });
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof Error && error.message.includes(' call '))) throw error;
    }
    return faulty.calls();
  }

  test('has acted once for every row of every stroke in the end', async () => {
    const calls = await live(createMemoryStore(), unharmed);
    expect(calls).toBeGreaterThan(15);
    for (let fatal = 1; fatal <= calls; fatal += 1) {
      for (const end of ['before', 'after'] as const) {
        const store = createMemoryStore();
        await live(store, (call) => (call === fatal ? end : 'lives'));
        await live(store, unharmed);
        expect((await paid(store)).map((line) => line.slice(0, 1)).toSorted(), `${end} call ${fatal}`).toEqual(['1', '1', '2', '2', '7', '7']);
      }
    }
  });
});

test('A stroke that fails says which one, and for which row', async () => {
  const clock = testClock();
  const failing = definePolicy({ name: 'Fail', whenever: {}, clock: clockOf<AccountOverview>({ every: daily, forEach: accountOverview, react: () => { throw new Error('oops'); } }) });
  const assembly = await assemble(withPolicies(failing), createMemoryStore(), { clock: clock.now });
  await assembly.handler.send(openAccount(ADA));
  await expect(passTime(assembly, { clock, until: hours(24), settle })).rejects.toThrow('Policy "Fail" could not act at 2026-11-24T01:00:00Z for the row ["NL000001"]: oops');
});
