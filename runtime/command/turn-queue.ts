/**
 * Lets those who ask for the same key take turns, in the order they came; different keys do not wait for each other.
 * Commands of one process on one stream would otherwise race each other, and all but one lose every round.
 */
export interface TurnQueue {
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function turnQueue(): TurnQueue {
  const last = new Map<string, Promise<unknown>>();
  return {
    run: async (key, work) => {
      const before = last.get(key);
      const mine = before === undefined ? work() : before.then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
