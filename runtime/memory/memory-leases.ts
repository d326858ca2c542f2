import { checkedHeartbeat } from '../store/checked-heartbeat.ts';
import type { Heartbeat, Lease, LeaseStore } from '../store/lease-store.ts';

interface Kept {
  readonly owner: string | null;
  readonly token: bigint;
  readonly until: number;
}

interface Worker {
  readonly wants: string;
  readonly until: number;
}

export interface MemoryLeases extends LeaseStore {
  /** Whether nobody has taken it since. */
  isNewest(lease: Lease): boolean;
}

export function createMemoryLeases(now: () => number = Date.now): MemoryLeases {
  const leases = new Map<string, Kept>();
  const workers = new Map<string, Worker>();
  const at = (name: string): Kept => leases.get(name) ?? { owner: null, token: 0n, until: 0 };
  const heldBy = (owner: string, names: readonly string[]): readonly string[] => names.filter((name) => at(name).owner === owner);
  const giveBack = (names: readonly string[]): void => {
    for (const name of names) leases.set(name, { ...at(name), owner: null, until: now() });
  };
  const take = (heartbeat: Heartbeat, share: number): void => {
    for (const name of heartbeat.names) {
      const { owner, token, until } = at(name);
      if (owner === heartbeat.owner || until > now()) continue;
      const forgotten = token > 0n && until + heartbeat.milliseconds < now();
      if (heldBy(heartbeat.owner, heartbeat.names).length < share || forgotten) leases.set(name, { owner: heartbeat.owner, token: token + 1n, until: now() + heartbeat.milliseconds });
    }
  };
  return {
    isNewest: ({ name, token }) => at(name).token === token,
    async holdLeases(given) {
      const heartbeat = checkedHeartbeat(given);
      const { owner, names, milliseconds } = heartbeat;
      const wants = JSON.stringify(names.toSorted());
      workers.set(owner, { wants, until: now() + milliseconds });
      for (const name of heldBy(owner, names)) leases.set(name, { ...at(name), until: now() + milliseconds });
      const living = [...workers.values()].filter((worker) => worker.wants === wants && worker.until > now()).length;
      const share = Math.ceil(names.length / living);
      giveBack(heldBy(owner, names).slice(share));
      take(heartbeat, share);
      return heldBy(owner, names).map((name) => ({ name, token: at(name).token }));
    },
    async releaseLeases(owner, names) {
      giveBack([...leases].filter(([name, kept]) => kept.owner === owner && (names === undefined || names.includes(name))).map(([name]) => name));
      if (names === undefined) workers.delete(owner);
    },
    listLeases: async () => [...leases].map(([name, { owner, token, until }]) => ({ name, owner, token, remainingMilliseconds: Math.max(0, until - now()) })),
  };
}
