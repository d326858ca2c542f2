import { setTimeout as sleep } from 'node:timers/promises';

/** How often per second `work` is done by several at once, each of which begins again when it is done. The first `warmUp` milliseconds do not count. */
export async function rateOf(callers: number, milliseconds: number, begin: (caller: number) => () => Promise<unknown>, warmUp = 300): Promise<number> {
  const counted = { done: 0, over: false };
  const working = Array.from({ length: callers }, async (_, caller) => {
    const work = begin(caller);
    while (!counted.over) {
      await work();
      counted.done += 1;
    }
  });
  const all = Promise.all(working);
  await Promise.race([sleep(warmUp), all]);
  counted.done = 0;
  const start = performance.now();
  await Promise.race([sleep(milliseconds), all]);
  const rate = (counted.done * 1000) / (performance.now() - start);
  counted.over = true;
  await all;
  return rate;
}

/** Several at once take the next number each, until `count` is reached. How many a second. */
export async function rateOfAll(callers: number, count: number, work: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (next < count) await work(next++);
    }),
  );
  return (count * 1000) / (performance.now() - start);
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
