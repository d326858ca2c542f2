import fc from 'fast-check';
import { type Message, Temporal } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { bankAccount } from '../../generated/bank/bank-account.ts';
import { type CommandHandler, type CommandHandlerParts, commandHandler } from '../../runtime/command/command-handler.ts';
import { foldFingerprint } from '../../runtime/command/snapshots.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { eventRegistry } from '../../runtime/message/event-registry.ts';
import type { Snapshot, SnapshotStore } from '../../runtime/store/snapshot-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, closeAccount, depositMoney, openAccount, withdrawMoney } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';

const NOON = Temporal.Instant.from('2026-11-23T12:00:00Z');
const STREAM = `Bank account/${ADA}`;
const registry = eventRegistry(new Map(Object.entries(bankAccount.events)));
const fold = foldFingerprint(bankAccount, registry);

/** A process that remembers nothing yet. */
function handling(store: Pick<Store, 'events' | 'snapshots'>, options: Partial<CommandHandlerParts> = {}): CommandHandler {
  return commandHandler({ aggregates: [bankAccount], registry, events: store.events, snapshots: store.snapshots, eventsPerSnapshot: 5, clock: () => NOON, timeZone: 'UTC', ...options });
}

/** An account with as many events, by a process that is gone. */
async function accountOf(store: Store, length: number, eventsPerSnapshot = 5): Promise<void> {
  const handler = handling(store, { eventsPerSnapshot });
  await handler.send(openAccount(ADA));
  for (let each = 1; each < length; each += 1) await handler.send(depositMoney(ADA, '1.00'));
}

/** `store`, with what was kept and from which revisions events came. */
function watched(store: Store): { readonly store: Store; readonly kept: Snapshot[]; readonly tails: number[] } {
  const [kept, tails]: [Snapshot[], number[]] = [[], []];
  const snapshots: SnapshotStore = {
    keep: (snapshot) => (kept.push(snapshot), store.snapshots.keep(snapshot)),
    find: async (stream, wanted) => {
      const found = await store.snapshots.find(stream, wanted);
      tails.push(found.tail.length);
      return found;
    },
  };
  return { store: { ...store, snapshots }, kept, tails };
}

describe('A snapshot', () => {
  test('is kept when enough has happened since the last one, and saves reading what lies before it', async () => {
    const { store, kept, tails } = watched(createMemoryStore());
    await accountOf(store, 12);
    expect(kept.map(({ revision }) => revision)).toEqual([5, 10]);
    expect(kept[0]).toMatchObject({ stream: STREAM, fold, state: { stage: 'begun', state: { accountNumber: ADA, balance: '4.00' } } });
    expect(await handling(store).send(depositMoney(ADA, '1.00'))).toMatchObject({ kind: 'accepted', revision: 13, events: [{ data: { balance: 12_00n } }] });
    expect(tails).toEqual([0, 2]);
  });

  test('is also kept of a long history that was only read', async () => {
    const { store, kept } = watched(createMemoryStore());
    await accountOf(store, 12, 1000);
    expect(await handling(store).send(withdrawMoney(ADA, '99.00'))).toMatchObject({ kind: 'refused' });
    expect(kept.map(({ revision }) => revision)).toEqual([12]);
  });

  test('tells an instance that has ended from one that goes on', async () => {
    const { store, kept } = watched(createMemoryStore());
    await accountOf(store, 3);
    await handling(store, { eventsPerSnapshot: 1000 }).send(withdrawMoney(ADA, '2.00'));
    await handling(store).send(closeAccount(ADA));
    expect(kept.map(({ state }) => state)).toMatchObject([{ stage: 'ended' }]);
    expect(await handling(store).send(depositMoney(ADA, '1.00'))).toEqual({ kind: 'refused', refusal: 'Bank account has ended' });
  });

  test('remembers when its last event happened: time does not run backward behind it', async () => {
    const store = createMemoryStore();
    await accountOf(store, 5);
    await handling(store, { clock: () => NOON.subtract({ hours: 1 }) }).send(depositMoney(ADA, '1.00'));
    expect((await all(store.events)).at(-1)?.occurredAt.toString()).toBe(NOON.toString());
  });

  test('is nobody to wait for, and nobody to fail', async () => {
    const store = createMemoryStore();
    for (const keep of [() => new Promise<never>(() => {}), () => Promise.reject(new Error('disk full'))]) {
      const handler = handling({ ...store, snapshots: { ...store.snapshots, keep } }, { eventsPerSnapshot: 1 });
      await handler.send(openAccount(ADA));
      expect(await handler.send(depositMoney(ADA, '1.00'))).toMatchObject({ kind: 'accepted' });
    }
  });
});

describe('A snapshot that is not what its history gives is ignored, and replaced:', () => {
  const garbage: readonly Snapshot['state'][] = [null, 7, 'begun', [], {}, { stage: 'asleep' }, { stage: 'begun' }, { stage: 'ended', state: { accountNumber: ADA, owner: 'Ada' } }, { stage: 'begun', state: { accountNumber: ADA, owner: 'Ada', balance: 'lots' } }];

  test.each(garbage.map((state) => [JSON.stringify(state), state] as const))('one that reads %s', async (_, state) => {
    const store = createMemoryStore();
    await accountOf(store, 7);
    const { snapshot } = await store.snapshots.find(STREAM, fold);
    if (snapshot === undefined) throw new Error('There is a snapshot.');
    await store.snapshots.keep({ ...snapshot, state });
    expect(await handling(store).send(depositMoney(ADA, '1.00'))).toMatchObject({ kind: 'accepted', revision: 8, events: [{ data: { balance: 7_00n } }] });
    expect((await store.snapshots.find(STREAM, fold)).snapshot).toMatchObject({ revision: 7, state: { stage: 'begun', state: { balance: '6.00' } } });
  });

  test('one of another fold, which is not even looked at', async () => {
    const store = createMemoryStore();
    await accountOf(store, 7);
    const other: typeof bankAccount = { ...bankAccount, evolve: (instance, event, occurredAt) => ({ ...bankAccount.evolve(instance, event, occurredAt) }), state: { ...bankAccount.state, decode: bankAccount.state.decode } };
    expect(foldFingerprint(other, registry)).not.toBe(fold);
    const { store: seen, tails, kept } = watched(store);
    await handling(seen, { aggregates: [other] }).send(depositMoney(ADA, '1.00'));
    expect(tails).toEqual([7]);
    expect(kept.map((each) => each.fold)).toEqual([foldFingerprint(other, registry)]);
  });

  test('the fingerprint of a fold changes with the shape of the state and of the events, and with upcasters', () => {
    const shape = registry.shapeOf('Account closed');
    const withShape = (changed: object) => foldFingerprint(bankAccount, { ...registry, shapeOf: (type) => (type === 'Account closed' ? { ...shape, ...changed } : registry.shapeOf(type)) });
    const read = () => ({});
    const all = [
      fold,
      foldFingerprint({ ...bankAccount, state: { ...bankAccount.state, schema: {} } }, registry),
      withShape({ version: 2 }),
      withShape({ data: { ...shape.data, schema: {} } }),
      withShape({ earlier: { 1: { data: shape.data, read, upcaster: 'a' } } }),
      withShape({ earlier: { 1: { data: shape.data, read, upcaster: 'b' } } }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(foldFingerprint({ ...bankAccount }, registry)).toBe(fold);
  });

  test('one beyond the end of a log that was restored as it was earlier', async () => {
    const [later, restored] = [createMemoryStore(), createMemoryStore()];
    await accountOf(later, 10);
    await accountOf(restored, 3);
    const { snapshot } = await later.snapshots.find(STREAM, fold);
    if (snapshot === undefined) throw new Error('There is a snapshot.');
    await restored.snapshots.keep(snapshot);
    const handler = handling(restored);
    expect(await handler.send(depositMoney(ADA, '1.00'))).toMatchObject({ revision: 4, events: [{ data: { balance: 3_00n } }] });
    // And when the log has grown past that revision in another way.
    for (let each = 0; each < 4; each += 1) await handling(restored, { eventsPerSnapshot: 1000 }).send(depositMoney(ADA, '7.00'));
    await restored.snapshots.keep({ ...snapshot, revision: 5 });
    expect(await handling(restored).send(depositMoney(ADA, '1.00'))).toMatchObject({ revision: 9, events: [{ data: { balance: 32_00n } }] });
  });
});

describe('With snapshots and without them', () => {
  const cents = fc.integer({ min: 0, max: 300 }).map((amount) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`);
  const commands: fc.Arbitrary<Message> = fc.oneof(
    { weight: 1, arbitrary: fc.constant(openAccount(ADA)) },
    { weight: 6, arbitrary: cents.map((amount) => depositMoney(ADA, amount)) },
    { weight: 6, arbitrary: cents.map((amount) => withdrawMoney(ADA, amount)) },
    { weight: 1, arbitrary: fc.constant(closeAccount(ADA)) },
  );

  test('every command comes to the same, by however many processes that remember or forget', async () => {
    const history = fc.array(fc.tuple(commands, fc.boolean()), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), async (steps, eventsPerSnapshot) => {
        const [withThem, without] = [createMemoryStore(), createMemoryStore()];
        let handler = handling(withThem, { eventsPerSnapshot });
        const plain = commandHandler({ aggregates: [bankAccount], registry, events: without.events, clock: () => NOON, timeZone: 'UTC', cacheSize: 0 });
        for (const [command, forgets] of [[openAccount(ADA), false] as const, ...steps]) {
          if (forgets) handler = handling(withThem, { eventsPerSnapshot });
          expect(essence(await handler.send(command))).toEqual(essence(await plain.send(command)));
        }
      }),
      { numRuns: 100 },
    );
  });
});

function essence(result: Awaited<ReturnType<CommandHandler['send']>>): unknown {
  return result.kind === 'accepted' ? { kind: result.kind, revision: result.revision, events: result.events.map(({ type, data }) => ({ type, data })) } : result;
}
