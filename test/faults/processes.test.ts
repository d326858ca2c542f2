import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cluster, StopMode } from '../support/cluster.ts';
import { inArena, startFaultyCluster } from './arena.ts';
import { verdict } from './harness.ts';
import { randomFrom } from './random.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startFaultyCluster();
});
afterAll(() => cluster.remove());

describe('Workers on one PostgreSQL lose nothing, skip nothing and double nothing', () => {
  test('when they are killed with -9 in the middle of their batches, again and again', () =>
    inArena(cluster, async (arena) => {
      const random = randomFrom(4);
      await arena.worker();
      for (let death = 1; death <= 3; death += 1) {
        const victim = await arena.worker();
        await arena.acknowledged(10 + random.below(60));
        await sleep(random.below(100));
        victim.signal('SIGKILL');
        expect(await victim.ended).toMatchObject({ signal: 'SIGKILL' });
      }
      await arena.acknowledged(20);
      await arena.endAll();
      expect(arena.said.acknowledged.length).toBeGreaterThan(45);
      expect(await verdict(arena.place, arena.said)).toEqual([]);
    }), 60_000);

  test.each<StopMode>(['fast', 'immediate'])('when PostgreSQL is restarted under load (%s)', (mode) =>
    inArena(cluster, async (arena) => {
      await Promise.all([arena.worker(), arena.worker()]);
      for (let restart = 1; restart <= 2; restart += 1) {
        await arena.acknowledged(50);
        await cluster.stop(mode);
        await sleep(200);
        await cluster.start();
      }
      await arena.acknowledged(50);
      expect(await arena.endAll()).toEqual([0, 0]);
      expect(arena.said.failures.length).toBeGreaterThan(0);
      expect(await verdict(arena.place, arena.said)).toEqual([]);
    }), 60_000);

  test('when every connection is cut, held up, and refused for a while', () =>
    inArena(cluster, async (arena) => {
      await Promise.all([arena.worker(), arena.worker()]);
      for (let round = 1; round <= 3; round += 1) {
        await arena.acknowledged(20);
        expect(arena.proxy.cut()).toBeGreaterThan(0);
        await arena.acknowledged(10);
        arena.proxy.hold();
        await sleep(150);
        // What was held up may have been done; nobody is told.
        if (round % 2 === 0) arena.proxy.cut();
        arena.proxy.flow();
        arena.proxy.refuse(true);
        arena.proxy.cut();
        await sleep(150);
        arena.proxy.refuse(false);
      }
      await arena.acknowledged(20);
      expect(await arena.endAll()).toEqual([0, 0]);
      expect(await verdict(arena.place, arena.said)).toEqual([]);
    }), 60_000);

  test('when those who listen are ended, and when nobody is notified', () =>
    inArena(cluster, async (arena) => {
      await arena.worker();
      const follower = await arena.worker({ callers: 0 });
      for (let round = 1; round <= 3; round += 1) {
        await arena.acknowledged(20);
        await arena.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE '%listen%' AND pid <> pg_backend_pid()`);
      }
      follower.signal('SIGTERM');
      await arena.acknowledged(20);
      await arena.endAll();
      expect(await verdict(arena.place, arena.said)).toEqual([]);
    }), 60_000);

  test('when one sleeps through its lease, and wakes as a zombie', () =>
    inArena(cluster, async (arena) => {
      const [first, second] = [await arena.worker({ leaseInMilliseconds: 500 }), await arena.worker({ leaseInMilliseconds: 500 })];
      for (const sleeper of [first, second]) {
        await arena.acknowledged(30);
        sleeper.signal('SIGSTOP');
        await sleep(1300);
        sleeper.signal('SIGCONT');
      }
      await arena.acknowledged(30);
      expect(await arena.endAll()).toEqual([0, 0]);
      expect(await verdict(arena.place, arena.said)).toEqual([]);
    }), 60_000);

  test('when the clock of one goes wrong by hours, back and forth', () =>
    inArena(cluster, async (arena) => {
      await Promise.all([arena.worker({ clockJumps: 5 * 3_600_000 }), arena.worker()]);
      await arena.acknowledged(150);
      expect(await arena.endAll()).toEqual([0, 0]);
      expect(await verdict(arena.place, arena.said)).toEqual([]);
    }), 60_000);
});
