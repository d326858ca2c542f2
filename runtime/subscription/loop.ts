import { setTimeout as sleep } from 'node:timers/promises';
import type { Signal } from './signal.ts';

/** Something that goes on until it is told to stop. */
export interface Loop {
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

export interface LoopControl {
  readonly stopping: boolean;
  /** Waits for the signal or the time, whichever comes first; ends at once when the loop is stopped. */
  pause(seen: number, milliseconds: number): Promise<void>;
  /** Waits for the time alone; ends at once when the loop is stopped. */
  rest(milliseconds: number): Promise<void>;
}

/** Runs `turn` again and again. `turn` handles its own failures: one that escapes is a bug and ends the process. */
export function startLoop(signal: Signal, turn: (control: LoopControl) => Promise<void>): Loop {
  const stopped = new AbortController();
  const control: LoopControl = {
    get stopping() {
      return stopped.signal.aborted;
    },
    pause: (seen, milliseconds) => (stopped.signal.aborted ? Promise.resolve() : signal.wait(seen, milliseconds)),
    rest: (milliseconds) => sleep(milliseconds, undefined, { signal: stopped.signal }).catch(() => undefined),
  };
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) await turn(control);
  };
  const done = run();
  return {
    stop: () => {
      stopped.abort();
      signal.raise();
      return done;
    },
  };
}
