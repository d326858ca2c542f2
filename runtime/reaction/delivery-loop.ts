import { type Loop, startLoop } from '../subscription/loop.ts';
import type { Signal } from '../subscription/signal.ts';
import { backOff } from '../subscription/subscription-state.ts';
import type { RequestDispatcher } from './request-dispatcher.ts';

export interface DeliveryLoop extends Loop {
  /** Why requests can not be read, if they can not. What adapters fail with is the dispatcher's. */
  trouble(): string | undefined;
}

/** How long an adapter that is under way has when the application stops; what it does not end is delivered again. */
const LAST_CALL_IN_MILLISECONDS = 5_000;

/** Delivers requests as they fall due. `kept` is raised when there is a new one; polling finds the rest. */
export function deliverRequests(dispatcher: RequestDispatcher, kept: Signal, pollInMilliseconds: number, onFailure: (error: unknown) => void): DeliveryLoop {
  let failures = 0;
  let trouble: string | undefined;
  const loop = startLoop(kept, async (control) => {
    const seen = kept.raised();
    try {
      const begun = await dispatcher.beginDue();
      [failures, trouble] = [0, undefined];
      if (begun === 0) return await control.pause(seen, pollInMilliseconds);
      // Room is given as they end; those that take long are not waited for.
      return await Promise.race([dispatcher.untilOneEnds(), control.pause(seen, pollInMilliseconds)]);
    } catch (error) {
      onFailure(error);
      failures += 1;
      trouble = error instanceof Error ? error.message : String(error);
      return control.rest(backOff(failures));
    }
  });
  const stop = async (): Promise<void> => {
    await loop.stop();
    const lastCall = new Promise<void>((resolve) => void setTimeout(resolve, LAST_CALL_IN_MILLISECONDS).unref());
    await Promise.race([dispatcher.untilAllEnd(), lastCall]);
  };
  return { trouble: () => trouble, stop };
}
