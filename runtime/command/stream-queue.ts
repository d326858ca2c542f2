import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { round } from './round.ts';
import type { Task, Workplace } from './task.ts';

/** Takes a command to where others on the same stream wait. */
export type Enqueue = (task: Task) => void;

/** So many commands are decided on one another at most: when another process is faster, that was in vain. */
const MOST_IN_A_ROUND = 100;

/**
 * Commands of this process on one stream would race each other, and all but one lose every time. So they queue up, and all who wait are
 * answered in one round, in the order they came; streams do not wait for each other.
 */
export function streamQueue(workplace: Workplace): Enqueue {
  const queues = new Map<string, Task[]>();
  const work = async (stream: string, waiting: Task[]): Promise<void> => {
    // What is sent in the same turn goes together.
    await Promise.resolve();
    while (waiting.length > 0) {
      const tasks = waiting.splice(0, MOST_IN_A_ROUND);
      const again = await roundOrFailure(workplace, stream, tasks);
      waiting.unshift(...again);
      const losses = Math.max(0, ...again.map((task) => task.losses));
      // Whoever lost waits a little longer each time, and not all equally long, so that somebody gets through. And whoever was answered
      // may have the next command ready before the next round.
      if (losses > 0) await sleep(Math.random() * 2 * losses);
      else if (waiting.length < MOST_IN_A_ROUND) await nextTurn();
    }
    queues.delete(stream);
  };
  return (task) => {
    const waiting = queues.get(task.stream);
    if (waiting !== undefined) {
      waiting.push(task);
      return;
    }
    const begun = [task];
    queues.set(task.stream, begun);
    void work(task.stream, begun);
  };
}

/** Never rejects: whoever was in the round hears what went wrong. */
async function roundOrFailure(workplace: Workplace, stream: string, tasks: readonly Task[]): Promise<readonly Task[]> {
  try {
    return await round(workplace, stream, tasks);
  } catch (error) {
    for (const task of tasks) task.reject(error);
    return [];
  }
}
