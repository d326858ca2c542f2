import type { EventStore } from '../store/event-store.ts';
import { headTimes } from './head-times.ts';
import { type Loop, startLoop } from './loop.ts';
import { createSignal, type Signal } from './signal.ts';
import { backOff } from './subscription-state.ts';

/** The end of the log as far as this process knows. One of these asks the store for all followers. */
export interface Head extends Loop {
  position(): bigint;
  /** For how many milliseconds there has been something behind `position`, as far as this process knows; 0 where there is nothing. */
  behindFor(position: bigint): number;
  /** Why the store does not answer, if it does not. */
  trouble(): string | undefined;
}

/**
 * Under load everybody would otherwise be woken for every single event, and make a transaction of its own for it. A
 * moment's rest lets events gather into batches; whoever comes to a quiet log does not wait for it.
 */
const REST_IN_MILLISECONDS = 5;

/** Asks when something was appended, and every `pollInMilliseconds` for what came without a word. Raises `news` when the log has grown; `onFailure` hears of every time the store did not answer, before it is asked again. */
export function watchHead(events: EventStore, pollInMilliseconds: number, news: Signal, onFailure: (error: unknown) => void = () => {}): Head {
  const appended = createSignal();
  let position = 0n;
  // What this process has appended itself it need not ask for.
  let heard = 0n;
  const stopListening = events.onAppend((known = 0n) => {
    heard = known > heard ? known : heard;
    appended.raise();
  });
  const times = headTimes();
  let failures = 0;
  let trouble: string | undefined;
  const loop = startLoop(appended, async (control) => {
    const seen = appended.raised();
    try {
      const found = heard > position ? heard : await events.head();
      [failures, trouble] = [0, undefined];
      if (found > position) {
        position = found;
        times.note(found, performance.now());
        news.raise();
        await control.rest(REST_IN_MILLISECONDS);
      }
    } catch (error) {
      onFailure(error);
      failures += 1;
      trouble = error instanceof Error ? error.message : String(error);
      return control.rest(backOff(failures));
    }
    return control.pause(seen, pollInMilliseconds);
  });
  return {
    position: () => position,
    behindFor: (checkpoint) => {
      const now = performance.now();
      return now - (times.since(checkpoint) ?? now);
    },
    trouble: () => trouble,
    stop: () => {
      stopListening();
      return loop.stop();
    },
  };
}
