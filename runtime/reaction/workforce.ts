import { type KnownTable, tableId } from '../store/read-model-store.ts';
import type { ParkedKey } from '../store/parking-store.ts';
import type { Follower } from '../subscription/follower.ts';
import { keepLeases, type LeaseKeeper } from '../subscription/lease-keeper.ts';
import { type Loop, startLoop } from '../subscription/loop.ts';
import { createSignal, type Signal } from '../subscription/signal.ts';
import { subscribe, type Subscription, type SubscriptionParts } from '../subscription/subscription.ts';
import type { Assembly } from './assembly.ts';

/** Everybody in this process who follows the log, each while this process holds the lease for it. */
export interface Workforce extends Loop {
  readonly leases: LeaseKeeper;
  subscriptions(): readonly Subscription[];
  /** How far this process has got with a subscription, while it holds its lease. */
  position(id: string): bigint | undefined;
  /** The tables of a read model, as of the last look. */
  tables(readModel: string): readonly KnownTable[];
  /** What is parked, as of the last look. */
  parked(): readonly ParkedKey[];
  /** Why the store does not say what there is to do, if it does not. */
  trouble(): string | undefined;
}

export interface WorkforceParts extends Omit<SubscriptionParts, 'lease' | 'giveUp' | 'noteFailure'> {
  readonly assembly: Assembly;
  /** Besides those of its own subscriptions. */
  readonly otherLeases: readonly string[];
  readonly leaseInMilliseconds: number;
  readonly news: Signal;
}

/** How often it looks for tables that have come or gone, and for parked work that is wanted again. */
const LOOK_EVERY_MILLISECONDS = 1000;

export async function startWorkforce(parts: WorkforceParts): Promise<Workforce> {
  const { assembly, otherLeases, leaseInMilliseconds: milliseconds, news } = parts;
  const { store, definition } = assembly;
  const working = new Map<string, Subscription>();
  const tables = new Map<string, readonly KnownTable[]>();
  const leases = keepLeases({ leases: store.leases, names: () => [...working.keys(), ...otherLeases], milliseconds, news });
  const begin = (follower: Follower): void => {
    working.set(follower.id, subscribe(follower, { ...parts, lease: leases.lease, giveUp: leases.giveUp, noteFailure: store.checkpoints.noteFailure }));
  };
  const end = async (id: string): Promise<void> => {
    const gone = working.get(id);
    working.delete(id);
    await gone?.stop();
  };
  /** Takes up the tables that have come, and leaves those that have gone. */
  const lookForTables = async (readModel: string): Promise<void> => {
    const [before, now] = [tables.get(readModel) ?? [], await store.readModels.tables(readModel)];
    tables.set(readModel, now);
    for (const table of now) if (!working.has(tableId(table))) begin(assembly.projectionInto(table));
    for (const table of before) if (!now.some(({ generation }) => generation === table.generation)) await end(tableId(table));
  };
  for (const { name } of definition.readModels) await lookForTables(name);
  for (const policy of assembly.policies) begin(policy);
  leases.hurry();
  const parked = { keys: await store.parking.parkedKeys() };
  const looking = lookAround(async () => {
    const known = await store.readModels.listTables();
    for (const { name } of definition.readModels) if (changed(tables.get(name) ?? [], known.filter((table) => table.name === name))) await lookForTables(name);
    parked.keys = await store.parking.parkedKeys();
    if (wakeWanted([...working.values()], parked.keys)) news.raise();
  });
  return {
    leases,
    subscriptions: () => [...working.values()],
    position: (id) => working.get(id)?.position(),
    tables: (readModel) => tables.get(readModel) ?? [],
    parked: () => parked.keys,
    trouble: () => looking.trouble() ?? leases.trouble(),
    async stop() {
      await looking.stop();
      await Promise.all([...working.values()].map((each) => each.stop()));
      await leases.stop();
    },
  };
}

/** Tells those who work on it what is wanted again, and under which keys nothing waits any more: the last of it was skipped. */
function wakeWanted(working: readonly Subscription[], parked: readonly ParkedKey[]): boolean {
  const idle = new Set(parked.filter(({ wanted }) => !wanted).map(nameOf));
  let some = false;
  for (const { follower, retry } of working) {
    for (const key of follower.parkedKeys()) {
      if (idle.has(nameOf({ subscription: follower.parkedUnder, key }))) continue;
      retry(key);
      some = true;
    }
  }
  return some;
}

const nameOf = ({ subscription, key }: Pick<ParkedKey, 'subscription' | 'key'>): string => JSON.stringify([subscription, key]);

function lookAround(look: () => Promise<void>): Loop & { trouble(): string | undefined } {
  let trouble: string | undefined;
  const loop = startLoop(createSignal(), async (control) => {
    await control.rest(LOOK_EVERY_MILLISECONDS);
    if (control.stopping) return;
    try {
      await look();
      trouble = undefined;
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
  });
  return { trouble: () => trouble, stop: loop.stop };
}

/** Whether a look at the tables of one definition, `own`, is out of date by now. */
function changed(own: readonly KnownTable[], there: readonly KnownTable[]): boolean {
  const fingerprint = own[0]?.fingerprint;
  const now = there.filter((table) => table.fingerprint === fingerprint && table.state !== 'retired');
  return own.length === 0 || now.length !== own.length || now.some((table, index) => table.generation !== own[index]?.generation || table.state !== own[index]?.state) || there.some(({ state }) => state === 'retired');
}
