import type { Feed } from '../subscription/feed.ts';
import { type Loop, startLoop } from '../subscription/loop.ts';
import { createSignal } from '../subscription/signal.ts';
import type { ReadModelDefinition } from './read-model.ts';
import type { RunningApplication } from './running-application.ts';

/** So long an answer is waited for, and so long stopping takes at most. */
const PATIENCE_IN_MILLISECONDS = 250;

/** What was parked and is taken in later changes rows without anything new in the log. */
const ANYWAY_IN_MILLISECONDS = 15_000;

/** Whoever is behind by more need not ask what it was. */
const FAR_BEHIND = 1000n;

/**
 * Calls `changed` at first, and whenever rows of the read model may be others than before: it has passed an event that it takes in, in
 * whatever process, or nobody has looked for a while.
 */
export function watchChanges(running: RunningApplication, { name, events }: ReadModelDefinition, feed: Feed, changed: () => void): Loop {
  const reader = feed.reader({ types: events, batchSize: 1 });
  let at: bigint | undefined;
  let lookedAt = performance.now();
  const tell = (): void => {
    lookedAt = performance.now();
    changed();
  };
  const somethingIn = async (after: bigint, head: bigint): Promise<boolean> => head - after > FAR_BEHIND || (await reader.next(after, head)).events.length > 0;
  return startLoop(createSignal(), async (control) => {
    try {
      if (at !== undefined) await running.waitFor(at + 1n, PATIENCE_IN_MILLISECONDS, [name]);
      const passed = await running.caughtUpTo([name]);
      const isNew = at === undefined || (passed > at && (await somethingIn(at, passed)));
      if (at === undefined || passed > at) at = passed;
      if (isNew || performance.now() - lookedAt > ANYWAY_IN_MILLISECONDS) tell();
    } catch {
      // The store does not answer, which others tell of. What happens meanwhile is not passed by.
      await control.rest(PATIENCE_IN_MILLISECONDS);
    }
  });
}
