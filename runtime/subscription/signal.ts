/** The longest time a timer can be set to; a longer one would ring at once. */
const LONGEST_TIMER_IN_MILLISECONDS = 2 ** 31 - 1;

/** Wakes everybody who waits for something to have happened. */
export interface Signal {
  /** Counts the times it was raised: whoever saw a number and finds another has missed something. */
  raised(): number;
  raise(): void;
  /** Resolves when it is raised after `seen`, or after `milliseconds`. */
  wait(seen: number, milliseconds: number): Promise<void>;
}

export function createSignal(): Signal {
  const waiting = new Set<() => void>();
  let count = 0;
  return {
    raised: () => count,
    raise: () => {
      count += 1;
      for (const wake of [...waiting]) wake();
    },
    wait: (seen, milliseconds) => {
      if (seen !== count) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(milliseconds, LONGEST_TIMER_IN_MILLISECONDS));
        waiting.add(wake);
      });
    },
  };
}
