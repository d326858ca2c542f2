import { setTimeout as sleep } from 'node:timers/promises';
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
    const again = await roundOrFailure(workplace, stream, waiting.splice(0, MOST_IN_A_ROUND));
    waiting.unshift(...again);
    const losses = Math.max(0, ...again.map((task) => task.losses));
    // Whoever lost waits a little longer each time, and not all equally long, so that somebody gets through.
    if (losses > 0) await sleep(Math.random() * 2 * losses);
    if (waiting.length === 0) queues.delete(stream);
    else nextTurn(stream, waiting);
  };
  const nextTurn = turns((stream, waiting: Task[]) => void work(stream, waiting));
  return (task) => {
    const waiting = queues.get(task.stream);
    if (waiting !== undefined) {
      waiting.push(task);
      return;
    }
    const begun = [task];
    queues.set(task.stream, begun);
    nextTurn(task.stream, begun);
  };
}

/**
 * Has `begin` called for all that was asked for in one turn of the event loop at its end: what is sent in the same turn goes together, and whoever was
 * just answered may have the next command ready.
 */
function turns<Of>(begin: (stream: string, of: Of) => void): (stream: string, of: Of) => void {
  let asked: (readonly [string, Of])[] = [];
  const turn = (): void => {
    const now = asked;
    asked = [];
    for (const [stream, of] of now) begin(stream, of);
  };
  return (stream, of) => {
    if (asked.length === 0) setImmediate(turn);
    asked.push([stream, of]);
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
