import { definePolicy, type PolicyDefinition, type Reaction, type Temporal } from 'stormwright';
import { afterAll, describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountOpened, BankAccountCommand } from '../../generated/bank/bank-account.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { derivedId } from '../../runtime/message/ids.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble, type Assembly } from '../../runtime/reaction/assembly.ts';
import type { Outbox } from '../../runtime/reaction/outbox.ts';
import { passTime, type TestClock } from '../../runtime/reaction/pass-time.ts';
import { follow, settle } from '../../runtime/reaction/settle.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, BEN, CEO, closeAccount, depositMoney, openAccount, TRANSFER } from '../fixtures/bank-messages.ts';
import { Crash, type Fate, faultyStore, unharmed } from '../fixtures/faulty-store.ts';
import { all } from '../fixtures/log.ts';
import { NOON, testClock } from '../fixtures/test-clock.ts';
import { createTestStore } from '../postgres/test-store.ts';

const DAY = 86_400;

/** An account into which nobody has paid after three days is closed again. */
const whenOpened: Reaction<AccountOpened, BankAccountCommand> = {
  afterSeconds: 3 * DAY,
  unless: ['Money deposited'],
  react: (event) => [{ place: 'Account opened/1', message: closeAccount(event.data.accountNumber) }],
};
const closing = definePolicy({ name: 'Close what is not used', whenever: { 'Account opened': whenOpened } });

const withPolicies = (...policies: readonly PolicyDefinition[]): ApplicationDefinition => ({ ...bank(), policies });
const days = (count: number): Temporal.Instant => NOON.add({ seconds: count * DAY });

const stores: Store[] = [];
const kinds: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore()],
  ['on PostgreSQL', async () => createTestStore()],
];

afterAll(async () => {
  for (const store of stores) await store.close();
});

const closed = async ({ events }: Store): Promise<readonly string[]> => (await all(events)).filter(({ type }) => type === 'Account closed').map(({ stream }) => stream.slice(-1));

describe.each(kinds)('A delayed reaction %s', (_kind, createStore) => {
  const storeOf = async (): Promise<Store> => {
    const store = await createStore();
    stores.push(store);
    return store;
  };
  const at = async (clock: TestClock, store: Store, application = withPolicies(closing)): Promise<Assembly> => assemble(application, store, { clock: clock.now, batchSize: 3 });

  test('comes when its time has come, not before, and once', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assembly = await at(clock, store);
    await assembly.handler.send(openAccount(ADA), { actor: { name: 'Account owner', id: 'Ada' }, correlationId: 'chain' });
    await passTime(assembly, { clock, until: days(3).subtract({ seconds: 1 }), settle });
    expect(await closed(store)).toEqual([]);
    await passTime(assembly, { clock, until: days(3), settle });
    expect(await closed(store)).toEqual(['1']);
    const [opened, last] = await all(store.events);
    expect(last?.metadata).toEqual({ correlationId: 'chain', causationId: opened?.id, actor: { name: 'Account owner', id: 'Ada' }, policy: 'Close what is not used' });
    expect(last?.occurredAt.toString()).toBe(days(3).toString());
    await passTime(assembly, { clock, until: days(30), settle });
    expect(await closed(store)).toEqual(['1']);
  });

  test('is called off by an event of the same instance, and by no other', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assembly = await at(clock, store);
    for (const command of [openAccount(ADA), openAccount(BEN)]) await assembly.handler.send(command);
    await passTime(assembly, { clock, until: days(2), settle });
    await assembly.handler.send(depositMoney(ADA, '1.00'));
    await passTime(assembly, { clock, until: days(9), settle });
    expect(await closed(store)).toEqual([BEN.slice(-1)]);
  });

  test('is called off by an event that the policy has not even seen when the time comes', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assembly = await at(clock, store);
    await assembly.handler.send(openAccount(ADA));
    await settle(assembly);
    await assembly.handler.send(depositMoney(ADA, '1.00'));
    clock.moveTo(days(3));
    const [timed, policy] = [assembly.timed[0], assembly.policies[0]];
    if (timed === undefined || policy === undefined) throw new Error('Nothing to test.');
    const moment = { now: clock.now(), head: await store.events.head() };
    expect(await timed.strike(moment)).toEqual({ kind: 'held up', by: 'Close what is not used' });
    await follow(policy, moment.head);
    expect(await timed.strike(moment)).toEqual({ kind: 'nothing due' });
    expect(await closed(store)).toEqual([]);
  });

  test('is begun anew by an event that both sets it and calls it off', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const silent = definePolicy({ name: 'Silence', whenever: { 'Money deposited': { afterSeconds: DAY, unless: ['Money deposited'], react: () => [{ place: '1', message: openAccount(BEN) }] } } });
    const assembly = await at(clock, store, withPolicies(silent));
    await assembly.handler.send(openAccount(ADA));
    for (const half of [0, 0.5, 1]) {
      await passTime(assembly, { clock, until: days(half), settle });
      await assembly.handler.send(depositMoney(ADA, '1.00'));
    }
    await passTime(assembly, { clock, until: days(9), settle });
    const log = await all(store.events);
    expect(log.map(({ type, occurredAt }) => [type, occurredAt.toString()]).at(-1)).toEqual(['Account opened', days(2).toString()]);
    expect(log).toHaveLength(5);
  });

  test('is set once, and struck once, however often the policy meets the event', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assembly = await at(clock, store);
    const redeliver = async () => store.checkpoints.moveCheckpoint({ subscription: closing.name, from: (await store.checkpoints.checkpoint(closing.name)).position, to: 0n });
    for (const command of [openAccount(ADA), openAccount(BEN), depositMoney(BEN, '1.00')]) await assembly.handler.send(command);
    for (const until of [1, 2, 3, 4, 5]) {
      await passTime(assembly, { clock, until: days(until), settle });
      await redeliver();
    }
    expect(await closed(store)).toEqual([ADA.slice(-1)]);
    expect(await store.timers.nextTimer(closing.name)).toBeUndefined();
  });

  test('that two processes strike at the same time happens once', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    const assemblies = await Promise.all([at(clock, store), at(clock, store), at(clock, store)]);
    for (const account of [ADA, BEN, CEO]) await assemblies[0]?.handler.send(openAccount(account));
    for (const policy of assemblies[0]?.policies ?? []) await follow(policy, 3n);
    clock.moveTo(days(3));
    const moment = { now: clock.now(), head: 3n };
    await Promise.all(assemblies.map((assembly) => assembly.timed[0]?.strike(moment)));
    expect((await closed(store)).toSorted()).toEqual([ADA, BEN, CEO].map((account) => account.slice(-1)).toSorted());
    expect(await store.timers.nextTimer(closing.name)).toBeUndefined();
  });

  test('goes on after a restart, and one that fails is shown, comes again, and holds up no other', async () => {
    const [clock, store] = [testClock(), await storeOf()];
    let broken = true;
    const failing: Reaction<AccountOpened, BankAccountCommand> = {
      ...whenOpened,
      react: (event) => {
        if (broken && event.data.accountNumber === ADA) throw new Error('no room');
        return whenOpened.react(event, {});
      },
    };
    const start = () => startApplication(withPolicies(definePolicy({ name: 'Close', whenever: { 'Account opened': failing } })), store, { clock: clock.now, pollInMilliseconds: 5 });
    const until = async (condition: () => Promise<boolean> | boolean): Promise<void> => {
      while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
    };
    const first = await start();
    for (const account of [ADA, BEN]) await first.send(openAccount(account));
    await until(async () => (await store.timers.dueTimers('Close', days(3), 9)).length === 2);
    await first.stop();
    const second = await start();
    clock.moveTo(days(3));
    await until(async () => (await closed(store)).length === 1 && second.troubles().length === 1);
    expect(second.troubles()).toEqual([{ subscription: 'Close', error: 'Policy "Close" could not react to "Account opened" at position 1, which was due at 2026-11-26T12:00:00Z: no room' }]);
    expect(await store.timers.dueTimers('Close', days(3).subtract({ seconds: 1 }), 9)).toEqual([]);
    // Put back, the clock strikes nothing twice and forgets nothing.
    clock.moveTo(NOON);
    broken = false;
    clock.moveTo(days(4));
    await until(async () => (await closed(store)).length === 2 && second.troubles().length === 0);
    await second.stop();
  });
});

describe('A process that dies with delays pending', () => {
  const application = withPolicies(closing, ...bank().policies);

  async function live(store: Store, fate: Fate): Promise<number> {
    const [faulty, clock] = [faultyStore(store, fate), testClock()];
    try {
      const assembly = await assemble(application, faulty.store, { clock: clock.now, batchSize: 2 });
      const send = async (...commands: readonly ReturnType<typeof openAccount | typeof depositMoney>[]) => {
        for (const command of commands) await assembly.handler.send(command, { commandId: derivedId(TRANSFER, JSON.stringify([command.type, command.data.accountNumber])) });
      };
      await send(openAccount(ADA), openAccount(BEN), openAccount(CEO));
      await passTime(assembly, { clock, until: days(1), settle });
      await send(depositMoney(BEN, '1.00'));
      await passTime(assembly, { clock, until: days(5), settle });
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof Error && error.message.includes(' call '))) throw error;
    }
    return faulty.calls();
  }

  async function dieAtEvery(each: number, createStore: () => Promise<Store>): Promise<void> {
    const undisturbed = await createStore();
    const calls = await live(undisturbed, unharmed);
    expect(await closed(undisturbed)).toEqual([ADA, CEO].map((account) => account.slice(-1)));
    for (let fatal = each; fatal <= calls; fatal += each) {
      for (const end of ['before', 'after'] as const) {
        const store = await createStore();
        await live(store, (call) => (call === fatal ? end : 'lives'));
        await live(store, unharmed);
        expect((await closed(store)).toSorted(), `${end} call ${fatal}`).toEqual([ADA, CEO].map((account) => account.slice(-1)).toSorted());
        expect(await store.timers.nextTimer(closing.name)).toBeUndefined();
      }
    }
  }

  test('at any one call to the store strikes each once', () => dieAtEvery(1, async () => createMemoryStore()));

  test('at calls to PostgreSQL as well', async () => {
    let last: Store | undefined;
    const createStore = async (): Promise<Store> => {
      await last?.close();
      return (last = await createTestStore());
    };
    await dieAtEvery(11, createStore).finally(() => last?.close());
  });
});

test('A delayed reaction whose command meets a conflict is tried again, under the same id', async () => {
  const [clock, ids] = [testClock(), new Set<string | undefined>()];
  const failing = (real: Outbox): Outbox => ({ ...real, sendCommand: async (command, options) => (ids.add(options.commandId), ids.size > 1 ? real.sendCommand(command, options) : { kind: 'retries exhausted', attempts: 10 }) });
  const assembly = await assemble(withPolicies(closing), createMemoryStore(), { clock: clock.now, outbox: failing });
  await assembly.handler.send(openAccount(ADA));
  await expect(passTime(assembly, { clock, until: days(3), settle })).rejects.toThrow('others changed the Bank account each time that "Close account" was tried. It is tried again.');
  expect(await assembly.store.timers.nextTimer(closing.name)).toBeDefined();
});
