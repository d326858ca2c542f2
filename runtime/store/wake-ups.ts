/** Who wants to be woken when something was appended. */
export interface WakeUps {
  add(wake: () => void): () => void;
  /** Soon, not now: whoever appended is not made to wait, or to fail, for it. */
  wakeAll(): void;
}

export function createWakeUps(): WakeUps {
  const sleepers = new Set<{ readonly wake: () => void }>();
  return {
    add: (wake) => {
      const sleeper = { wake };
      sleepers.add(sleeper);
      return () => void sleepers.delete(sleeper);
    },
    wakeAll: () => {
      for (const { wake } of sleepers) queueMicrotask(wake);
    },
  };
}
