import type { ParkingStore } from '../store/parking-store.ts';

/** The keys under which something waits for a subscription. Only the holder of its lease adds any. */
export interface ParkedKeys {
  all(): Promise<Set<string>>;
  /** As of the last question. */
  known(): ReadonlySet<string>;
  forget(): void;
}

export function parkedKeys(parking: ParkingStore, subscription: string): ParkedKeys {
  let keys: Set<string> | undefined;
  return {
    all: async () => (keys ??= new Set((await parking.listParked(subscription)).map(({ key }) => key))),
    known: () => keys ?? new Set(),
    forget: () => {
      keys = undefined;
    },
  };
}
