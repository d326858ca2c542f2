import { WrittenByNewer } from '../message/written-by-newer.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { KeptTimer } from '../store/timer-store.ts';
import { printable } from '../subscription/printable.ts';
import { backOff } from '../subscription/subscription-state.ts';
import type { Sight } from './looking-up.ts';
import type { Judged, PolicyParts } from './policy-runner.ts';
import { sendAll } from './sending.ts';
import { sightId } from './sight-id.ts';
import type { Strike } from './timed-policy.ts';

/** Most timers that are delivered before the time is looked at again. */
export const AT_ONCE = 100;

/** Then a timer is parked until somebody says what to do. */
const MOST_ATTEMPTS = 10;

export interface Judging<T extends KeptTimer> {
  /** What the timer comes to, or nothing where the model has no such reaction any more. */
  judge(timer: T, sight: Sight): Promise<Judged | undefined>;
  /** The beginning of a sentence: what did not work. */
  failed(timer: T): string;
}

export interface TimerDelivery<T extends KeptTimer> {
  deliver(due: readonly T[], head: bigint): Promise<Strike>;
  trouble(): string | undefined;
}

/**
 * Delivers timers, each on its own: one that fails is tried again, later each time, then parked, and holds up no other. It is claimed
 * before anything is sent, so one who lost the lease in the middle stops at the first that another one has; and what both have sent has the same ids.
 */
export function timerDelivery<T extends KeptTimer>(parts: PolicyParts, judging: Judging<T>): TimerDelivery<T> {
  const { timers } = parts.store;
  const troubles = new Map<string, string>();
  const deliverOne = async (timer: T, head: bigint): Promise<string | undefined> => {
    try {
      const behind = await attempt(timer, head, parts, judging);
      if (behind === undefined) troubles.delete(timer.id);
      return behind;
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof WrittenByNewer) throw error;
      // An attempt that failed before it was claimed counts as well.
      await timers.claimTimer(timer.id, timer.attempts);
      const reason = error instanceof Error ? error.message : String(error);
      troubles.set(timer.id, `${judging.failed(timer)}: ${reason}`);
      await timers.markTimerFailed(timer.id, printable(reason), timer.attempts + 1 >= MOST_ATTEMPTS ? null : backOff(timer.attempts + 1));
      return undefined;
    }
  };
  return {
    deliver: async (due, head) => {
      for (const timer of due) {
        const by = await deliverOne(timer, head);
        if (by !== undefined) return { kind: 'held up', by };
      }
      return { kind: due.length === 0 ? 'nothing due' : 'struck' };
    },
    trouble: () => troubles.values().next().value,
  };
}

/** Acts on the timer, or names the read model that has to get further first. */
async function attempt<T extends KeptTimer>(timer: T, head: bigint, parts: PolicyParts, judging: Judging<T>): Promise<string | undefined> {
  const { timers, sights } = parts.store;
  const sight = { id: sightId(timer.policy, timer.id), standings: parts.standings, position: head };
  const judged = await judging.judge(timer, sight);
  if (judged?.kind === 'held up') return judged.by;
  if (judged !== undefined) {
    if (!(await timers.claimTimer(timer.id, timer.attempts))) return undefined;
    await sendAll(judged.cause, parts, judged.sendings);
  }
  await timers.markTimerDone(timer.id);
  if (judged?.looked === true) await sights.forgetSights([sight.id]);
  return undefined;
}
