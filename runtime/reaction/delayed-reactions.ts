import { WrittenByNewer } from '../message/written-by-newer.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { KeptTimer } from '../store/timer-store.ts';
import { printable } from '../subscription/printable.ts';
import { backOff } from '../subscription/subscription-state.ts';
import { eventAt } from './event-at.ts';
import type { Sight } from './looking-up.ts';
import type { PolicyDefinition, Reaction } from './policy.ts';
import { judge, type PolicyParts } from './policy-runner.ts';
import { sendAll } from './sending.ts';
import { sightId } from './sight-id.ts';
import type { TimedPolicy } from './timed-policy.ts';

const AT_ONCE = 100;

/** Then it is parked until somebody says what to do. */
const MOST_ATTEMPTS = 10;

/**
 * The delayed reactions of a policy. One that is due is judged only when the policy has followed the log to its end as
 * of then: an event that was appended before, and calls it off, has been seen. Two processes that strike at the same
 * time do the same under the same ids. One that fails is tried again, later each time, then parked, and holds up no other.
 */
export function delayedReactions(policy: PolicyDefinition, parts: PolicyParts): TimedPolicy {
  const { timers } = parts.store;
  const troubles = new Map<string, string>();
  const strikeOne = async (timer: KeptTimer, head: bigint): Promise<string | undefined> => {
    try {
      const behind = await strike(policy, timer, parts, { id: sightId(policy.name, timer.id), standings: parts.standings, position: head });
      if (behind === undefined) troubles.delete(timer.id);
      return behind;
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof WrittenByNewer) throw error;
      // An attempt that failed before it was claimed counts as well.
      await timers.claimTimer(timer.id, timer.attempts);
      const reason = error instanceof Error ? error.message : String(error);
      troubles.set(timer.id, `Policy "${policy.name}" could not react to "${timer.eventType}" at position ${timer.position}, which was due at ${timer.dueAt.toString()}: ${reason}`);
      await timers.markTimerFailed(timer.id, printable(reason), timer.attempts + 1 >= MOST_ATTEMPTS ? null : backOff(timer.attempts + 1));
      return undefined;
    }
  };
  return {
    id: `${policy.name} (delays)`,
    name: policy.name,
    nextAt: () => timers.nextTimer(policy.name),
    strike: async ({ now, head }) => {
      const due = await timers.dueTimers(policy.name, now, AT_ONCE);
      if (due.length === 0) return { kind: 'nothing due' };
      if ((await parts.standings.policy(policy.name)) < head) return { kind: 'held up', by: policy.name };
      for (const timer of due) {
        const behind = await strikeOne(timer, head);
        if (behind !== undefined) return { kind: 'held up', by: behind };
      }
      return { kind: 'struck' };
    },
    trouble: () => troubles.values().next().value,
  };
}

/** Reacts to what the timer was set for, or names the read model that has to get further first. */
async function strike(policy: PolicyDefinition, timer: KeptTimer, parts: PolicyParts, sight: Sight): Promise<string | undefined> {
  const { timers } = parts.store;
  const reaction = delayedReaction(policy, timer);
  if (reaction !== undefined) {
    const judged = await judge(policy, reaction, await eventAt(parts.store.events, timer), parts, sight);
    if (judged.kind === 'held up') return judged.by;
    if (!(await timers.claimTimer(timer.id, timer.attempts))) return undefined;
    await sendAll(judged.cause, parts, judged.sendings);
  }
  await timers.markTimerDone(timer.id);
  if (reaction?.looksUp !== undefined) await parts.store.sights.forgetSights([sight.id]);
  return undefined;
}

/** Nothing where the model has no such reaction any more. */
function delayedReaction({ whenever }: PolicyDefinition, { eventType }: KeptTimer): Reaction | undefined {
  const reaction = Object.hasOwn(whenever, eventType) ? whenever[eventType] : undefined;
  return reaction?.afterSeconds === undefined ? undefined : reaction;
}
