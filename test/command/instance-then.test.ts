import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { bankAccount } from '../../generated/bank/bank-account.ts';
import { commandHandler } from '../../runtime/command/command-handler.ts';
import { type InstanceThen, instanceThen, type Moment } from '../../runtime/command/instance-then.ts';
import { foldFingerprint, snapshotsIn } from '../../runtime/command/snapshots.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { eventRegistry } from '../../runtime/message/event-registry.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, closeAccount, depositMoney, openAccount, withdrawMoney } from '../fixtures/bank-messages.ts';
import { createTestStore } from '../postgres/test-store.ts';

const NOON = Temporal.Instant.from('2026-11-23T12:00:00Z');
const STREAM = `Bank account/${ADA}`;
const registry = eventRegistry(new Map(Object.entries(bankAccount.events)));

/** Opened at noon, a euro more every minute until there are twelve, all of it taken out, closed: with a snapshot after every fifth event. */
async function longLife(store: Store): Promise<void> {
  let minutes = 0;
  const handler = commandHandler({ aggregates: [bankAccount], registry, events: store.events, snapshots: store.snapshots, eventsPerSnapshot: 5, clock: () => NOON.add({ minutes }), timeZone: 'UTC' });
  await handler.send(openAccount(ADA));
  for (minutes = 1; minutes <= 12; minutes += 1) await handler.send(depositMoney(ADA, '1.00'));
  await handler.send(withdrawMoney(ADA, '12.00'));
  await handler.send(closeAccount(ADA));
}

/** Its revision, its balance in cents and whether its life was over. */
function told(then: InstanceThen | undefined): unknown {
  return then === undefined ? undefined : [then.revision, Object(then.instance.state).balance, then.instance.stage, then.position, then.occurredAt.since(NOON, { largestUnit: 'minutes' }).minutes];
}

const stores: readonly (readonly [string, () => Promise<Store>])[] = [['in memory', async () => createMemoryStore()], ['on PostgreSQL', () => createTestStore()]];

describe.each(stores)('An instance at some moment, %s', (_, makeStore) => {
  test('is what its events up to then make of it, with and without snapshots', async () => {
    const store = await makeStore();
    await longLife(store);
    expect((await store.snapshots.find(STREAM, foldFingerprint(bankAccount, registry))).snapshot?.revision).toBeGreaterThanOrEqual(5);
    for (const snapshots of [undefined, snapshotsIn(store.snapshots, registry, Infinity)]) {
      const at = async (moment: Moment): Promise<unknown> => told(await instanceThen({ events: store.events, registry, snapshots }, bankAccount, STREAM, moment));
      for (let revision = 1; revision <= 13; revision += 1) {
        const cents = BigInt(revision - 1) * 100n;
        expect(await at({ kind: 'revision', revision })).toEqual([revision, cents, 'begun', BigInt(revision), revision - 1]);
        expect(await at({ kind: 'time', at: NOON.add({ minutes: revision - 1, seconds: 59 }) })).toEqual(revision === 13 ? [13, 1200n, 'begun', 13n, 12] : [revision, cents, 'begun', BigInt(revision), revision - 1]);
      }
      for (const moment of [{ kind: 'now' }, { kind: 'revision', revision: 15 }, { kind: 'time', at: NOON.add({ hours: 9 }) }] as const) expect(await at(moment)).toEqual([15, 0n, 'ended', 15n, 13]);
      expect(await at({ kind: 'revision', revision: 16 })).toBeUndefined();
      expect(await at({ kind: 'time', at: NOON.subtract({ seconds: 1 }) })).toBeUndefined();
    }
    const nobody = { events: store.events, registry, snapshots: snapshotsIn(store.snapshots, registry, Infinity) };
    expect(await instanceThen(nobody, bankAccount, 'Bank account/nobody', { kind: 'now' })).toBeUndefined();
    await store.close();
  });
});
