import { partitionOf } from '../../runtime/store/partition.ts';
import type { Failure, NamedCheckpoint } from '../../runtime/store/checkpoint-store.ts';
import type { HeldLease } from '../../runtime/store/lease-store.ts';
import type { ParkedEvent } from '../../runtime/store/parking-store.ts';
import { type KnownTable, tableId, type TableState } from '../../runtime/store/read-model-store.ts';
import { followsTheLog } from '../../runtime/reaction/assembly.ts';
import type { ChosenStore } from './with-store.ts';

/** One who follows the log, and how that goes. */
export interface Follows {
  readonly kind: 'read model' | 'policy';
  /** The read model's or the policy's. */
  readonly name: string;
  /** Of this table, or this share: `Account overview #1`, `CEO bonus 2/4`. */
  readonly subscription: string;
  /** Of a table; null for a share of a policy. */
  readonly state: TableState | null;
  /** No longer followed by the model as it is now, or the table of a version before the one that is read. */
  readonly former: boolean;
  readonly position: bigint;
  /** How many positions the end of the log is ahead. */
  readonly lag: bigint;
  readonly lease: Pick<HeldLease, 'owner' | 'remainingMilliseconds'> | null;
  readonly failure: Failure | null;
  /** How many events are parked. */
  readonly parked: number;
}

export interface Following {
  readonly head: bigint;
  readonly subscriptions: readonly Follows[];
}

/** The end of the log is asked for last, so that nobody is ahead of it. */
export async function followingIn({ store, definition }: ChosenStore): Promise<Following> {
  const tables = await store.readModels.listTables();
  const [leases, parked] = [await store.leases.listLeases(), await store.parking.listParked()];
  const checkpoints = await store.checkpoints.listCheckpoints();
  const head = await store.events.head();
  const seen = { head, checkpoints: new Map(checkpoints.map((each) => [each.subscription, each])), leases, parked };
  const ids = new Set(tables.map(tableId));
  const names = new Set([...definition.readModels, ...definition.policies.filter(followsTheLog)].map(({ name }) => name));
  const shares = checkpoints.filter(({ subscription }) => !ids.has(subscription)).map(({ subscription }) => shareOf(subscription));
  return {
    head,
    subscriptions: [
      ...tables.map((table) => ({ ...tableFollows(table, seen), former: !names.has(table.name) || isBefore(table, tables) })),
      ...shares.map((share) => ({ ...shareFollows(share, seen), former: !names.has(share.name) })),
    ],
  };
}

/** Another one is read by now: two versions of an application may be running side by side. */
function isBefore({ name, generation }: KnownTable, all: readonly KnownTable[]): boolean {
  return all.some((table) => table.name === name && table.generation > generation && table.state === 'serving');
}

interface Seen {
  readonly head: bigint;
  readonly checkpoints: ReadonlyMap<string, NamedCheckpoint>;
  readonly leases: readonly HeldLease[];
  readonly parked: readonly ParkedEvent[];
}

function tableFollows(table: KnownTable, seen: Seen): Omit<Follows, 'former'> {
  const subscription = tableId(table);
  return { kind: 'read model', name: table.name, subscription, state: table.state, ...placeOf(subscription, seen), parked: seen.parked.filter((each) => each.subscription === subscription).length };
}

/** A policy parks by streams, which are the share's if they are in its partition. */
function shareFollows({ id, name, number, of }: Share, seen: Seen): Omit<Follows, 'former'> {
  const parked = seen.parked.filter((each) => each.subscription === name && partitionOf(each.stream, of) === number);
  return { kind: 'policy', name, subscription: id, state: null, ...placeOf(id, seen), parked: parked.length };
}

function placeOf(id: string, { head, checkpoints, leases }: Seen): Pick<Follows, 'position' | 'lag' | 'lease' | 'failure'> {
  const { position, failure } = checkpoints.get(id) ?? { position: 0n, failure: null };
  const held = leases.find(({ name, owner, remainingMilliseconds }) => name === id && owner !== null && remainingMilliseconds > 0);
  return { position, lag: head > position ? head - position : 0n, lease: held === undefined ? null : { owner: held.owner, remainingMilliseconds: held.remainingMilliseconds }, failure };
}

interface Share {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly of: number;
}

/** `CEO bonus 2/4`: see `shareId`. */
function shareOf(id: string): Share {
  const found = /^(.*) ([0-9]+)\/([0-9]+)$/.exec(id);
  const [number, of] = [Number(found?.[2] ?? 1) - 1, Number(found?.[3] ?? 1)];
  return { id, name: found?.[1] ?? id, number, of };
}
