import { shareId } from '../store/checkpoint-store.ts';
import { type KnownTable, tableId } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import type { Signal } from '../subscription/signal.ts';
import type { Assembly } from './assembly.ts';
import { followsTheLog } from './assembly.ts';
import type { Standings } from './standings.ts';
import type { Workforce } from './workforce.ts';

/** Whoever's position is asked for: in this process, or in another one that holds the lease. */
export interface Positions {
  /** That these read models and policies have passed; all unless given. */
  caughtUpTo(names?: readonly string[]): Promise<bigint>;
  waitFor(position: bigint, timeoutInMilliseconds: number, names?: readonly string[]): Promise<boolean>;
}

export interface PositionsParts {
  readonly assembly: Assembly;
  readonly workforce: Workforce;
  readonly head: () => bigint;
  readonly news: Signal;
  readonly policyShares: number;
}

/** What other processes do is asked for this often, while somebody waits for it. */
const FIRST_PAUSE_IN_MILLISECONDS = 5;
const LONGEST_PAUSE_IN_MILLISECONDS = 50;

export function positionsOf(parts: PositionsParts): Positions {
  const { news } = parts;
  const caughtUpTo = async (names?: readonly string[]): Promise<bigint> => {
    const ids = idsOf(parts, names);
    const own = ids.map((id) => parts.workforce.position(id));
    if (own.every((each) => each !== undefined)) return least(own, parts.head());
    const stored = new Map((await parts.assembly.store.checkpoints.listCheckpoints()).map(({ subscription, position }) => [subscription, position]));
    return least(ids.map((id, index) => own[index] ?? stored.get(id) ?? 0n), parts.head());
  };
  return {
    caughtUpTo,
    waitFor: async (position, timeoutInMilliseconds, names) => {
      const deadline = performance.now() + timeoutInMilliseconds;
      for (let pause = FIRST_PAUSE_IN_MILLISECONDS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_IN_MILLISECONDS)) {
        const seen = news.raised();
        if ((await caughtUpTo(names)) >= position) return true;
        const left = deadline - performance.now();
        if (left <= 0) return false;
        const allOwn = idsOf(parts, names).every((id) => parts.workforce.position(id) !== undefined);
        await news.wait(seen, allOwn ? left : Math.min(left, pause));
      }
    },
  };
}

const least = (positions: readonly bigint[], none: bigint): bigint => positions.reduce((lowest, each) => (each < lowest ? each : lowest), positions[0] ?? none);

function idsOf({ assembly: { definition }, workforce, policyShares }: PositionsParts, names: readonly string[] | undefined): readonly string[] {
  const wanted = (name: string): boolean => names === undefined || names.includes(name);
  const readModels = definition.readModels.filter(({ name }) => wanted(name)).flatMap(({ name }) => readTable(workforce.tables(name)) ?? []);
  const policies = definition.policies.filter((policy) => followsTheLog(policy) && wanted(policy.name));
  return [...readModels.map(tableId), ...policies.flatMap(({ name }) => Array.from({ length: policyShares }, (_, number) => shareId(name, number, policyShares)))];
}

/** The one that is read, or that will be. */
function readTable(tables: readonly KnownTable[]): KnownTable | undefined {
  return tables.findLast(({ state }) => state === 'serving') ?? tables.at(-1);
}

/** What this process knows itself it does not ask the store for. */
export function ownFirst(stored: Standings, workforce: () => Workforce | undefined): Standings {
  return {
    readModel: async (name, wanted) => {
      const table = workforce()?.tables(name).findLast(({ state }) => state === 'serving');
      const own = table === undefined ? undefined : workforce()?.subscriptions().find(({ follower }) => follower.id === tableId(table));
      const position = own?.position();
      if (own === undefined || position === undefined || position < wanted) return stored.readModel(name, wanted);
      return { id: own.follower.id, position, parked: own.follower.parkedKeys() };
    },
    policy: async (name) => {
      const shares = (workforce()?.subscriptions() ?? []).filter(({ follower }) => follower.name === name && follower.parkedUnder === name);
      const own = shares.map((share) => share.position());
      return own.length > 0 && own.every((each) => each !== undefined) ? least(own, 0n) : stored.policy(name);
    },
  };
}

/** A policy that is new to the store begins at its end: what happened before it was thought of does not concern it. */
export async function beginPolicies({ definition }: Assembly, { checkpoints, events }: Store, policyShares: number): Promise<void> {
  const head = await events.head();
  for (const { name } of definition.policies.filter(followsTheLog)) await checkpoints.beginShares(name, policyShares, head);
}
