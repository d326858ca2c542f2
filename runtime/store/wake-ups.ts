import type { Wake } from './event-store.ts';

/** Who wants to be woken when something was appended. */
export interface WakeUps {
  add(wake: Wake): () => void;
  /** Soon, not now: whoever appended is not made to wait, or to fail, for it. `position` when it is known that events up to there can be read. */
  wakeAll(position?: bigint): void;
}

export function createWakeUps(): WakeUps {
  const sleepers = new Set<{ readonly wake: Wake }>();
  return {
    add: (wake) => {
      const sleeper = { wake };
      sleepers.add(sleeper);
      return () => void sleepers.delete(sleeper);
    },
    wakeAll: (position) => {
      for (const { wake } of sleepers) queueMicrotask(() => wake(position));
    },
  };
}
