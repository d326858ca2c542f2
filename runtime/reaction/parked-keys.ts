import type { ParkingStore } from '../store/parking-store.ts';

/** The keys under which something waits for a subscription. Only the holder of its lease adds any, and takes any away. */
export interface ParkedKeys {
  all(): Promise<Set<string>>;
  /** As of the last question. */
  known(): ReadonlySet<string>;
  /** Asks anew: somebody else may have worked in the meantime. */
  refresh(): Promise<void>;
}

/** Of the keys of a policy that is shared, only those that are `ours`: another share keeps the order of its own. */
export function parkedKeys(parking: ParkingStore, subscription: string, ours: (key: string) => boolean = () => true): ParkedKeys {
  let keys: Set<string> | undefined;
  const ask = async (): Promise<Set<string>> => new Set((await parking.listParked(subscription)).map(({ key }) => key).filter(ours));
  return {
    all: async () => (keys ??= await ask()),
    known: () => keys ?? new Set(),
    refresh: async () => {
      keys = await ask();
    },
  };
}
