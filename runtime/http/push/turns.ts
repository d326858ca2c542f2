/** Runs work when there is room for it. */
export type Turns = (work: () => Promise<void>) => Promise<void>;

/** At most so many at once, in the order in which they came. */
export function takeTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
