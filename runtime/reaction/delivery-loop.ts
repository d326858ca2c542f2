import { type Loop, startLoop } from '../subscription/loop.ts';
import type { Signal } from '../subscription/signal.ts';
import { backOff } from '../subscription/subscription-state.ts';
import type { RequestDispatcher } from './request-dispatcher.ts';

export interface DeliveryLoop extends Loop {
  /** Why requests can not be read or marked, if they can not. What adapters fail with is the dispatcher's. */
  trouble(): string | undefined;
}

/** Delivers requests as they fall due. `kept` is raised when there is a new one; polling finds the rest. */
export function deliverRequests(dispatcher: RequestDispatcher, kept: Signal, pollInMilliseconds: number, onFailure: (error: unknown) => void): DeliveryLoop {
  let failures = 0;
  let trouble: string | undefined;
  const loop = startLoop(kept, async (control) => {
    const seen = kept.raised();
    try {
      const delivered = await dispatcher.deliverDue();
      [failures, trouble] = [0, undefined];
      return delivered === 0 ? await control.pause(seen, pollInMilliseconds) : undefined;
    } catch (error) {
      onFailure(error);
      failures += 1;
      trouble = error instanceof Error ? error.message : String(error);
      return control.rest(backOff(failures));
    }
  });
  return { trouble: () => trouble, stop: loop.stop };
}
