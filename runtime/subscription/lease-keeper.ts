import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../message/ids.ts';
import type { Lease, LeaseStore } from '../store/lease-store.ts';
import { type Loop, startLoop } from './loop.ts';
import { createSignal, type Signal } from './signal.ts';

/** What this worker may work on, as far as it knows. */
export interface LeaseKeeper extends Loop {
  /** The lease of this name, while it is held. */
  lease(name: string): Lease | undefined;
  /** Gives it back, and leaves it to others for a while. */
  giveUp(name: string): void;
  /** Takes into account at once that there are other names. */
  hurry(): void;
  /** Why the store does not answer, if it does not. */
  trouble(): string | undefined;
}

export interface LeaseKeeperParts {
  readonly leases: LeaseStore;
  /** All that this worker could work on. */
  names(): readonly string[];
  readonly milliseconds: number;
  /** Raised when leases have come or gone. */
  readonly news: Signal;
}

/** A lease is renewed three times before it would run out. */
const HEARTBEATS_IN_A_LEASE = 3;
/** How many leases' time another worker has to take what this one gave up. */
const GIVEN_UP_FOR = 3;

/**
 * Keeps the leases of one worker. What it holds ends for it when the store's answer is older than a lease, counted from before
 * it was asked: the worker stops by itself, at the latest when the store lets others begin.
 */
export function keepLeases({ leases, names, milliseconds, news }: LeaseKeeperParts): LeaseKeeper {
  const owner = newId();
  const heartbeat = createSignal();
  const givenUp = new Map<string, number>();
  let held: { readonly leases: ReadonlyMap<string, Lease>; readonly until: number } = { leases: new Map(), until: 0 };
  let trouble: string | undefined;
  const wanted = (): readonly string[] => names().filter((name) => (givenUp.get(name) ?? 0) <= performance.now());
  const beat = async (): Promise<void> => {
    const asked = performance.now();
    try {
      const found = await leases.holdLeases({ owner, names: wanted(), milliseconds });
      const before = held.leases;
      held = { leases: new Map(found.map((lease) => [lease.name, lease])), until: asked + milliseconds };
      trouble = undefined;
      if (found.length !== before.size || found.some(({ name, token }) => before.get(name)?.token !== token)) news.raise();
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
  };
  const loop = startLoop(heartbeat, async (control) => {
    const seen = heartbeat.raised();
    await beat();
    await control.pause(seen, milliseconds / HEARTBEATS_IN_A_LEASE);
  });
  return {
    lease: (name) => (performance.now() < held.until && (givenUp.get(name) ?? 0) <= performance.now() ? held.leases.get(name) : undefined),
    giveUp: (name) => {
      givenUp.set(name, performance.now() + milliseconds * GIVEN_UP_FOR);
      // What is not given back in time runs out.
      leases.releaseLeases(owner, [name]).catch(() => undefined);
    },
    hurry: () => heartbeat.raise(),
    trouble: () => trouble,
    async stop() {
      await loop.stop();
      held = { leases: new Map(), until: 0 };
      await Promise.race([leases.releaseLeases(owner).catch(() => undefined), sleep(milliseconds, undefined, { ref: false })]);
    },
  };
}
