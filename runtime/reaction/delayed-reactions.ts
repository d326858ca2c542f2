import type { KeptEventTimer } from '../store/timer-store.ts';
import { eventAt } from './event-at.ts';
import type { PolicyDefinition, Reaction } from './policy.ts';
import { judge, type PolicyParts } from './policy-runner.ts';
import type { TimedPolicy } from './timed-policy.ts';
import { AT_ONCE, timerDelivery } from './timer-delivery.ts';

/**
 * The delayed reactions of a policy. One that is due is judged only when the policy has followed the log to its end as
 * of then: an event that was appended before, and calls it off, has been seen. Two processes that strike at the same
 * time do the same under the same ids.
 */
export function delayedReactions(policy: PolicyDefinition, parts: PolicyParts): TimedPolicy {
  const { timers, events } = parts.store;
  const delivery = timerDelivery<KeptEventTimer>(parts, {
    judge: async (timer, sight) => {
      const reaction = delayedReaction(policy, timer);
      return reaction === undefined ? undefined : judge(policy, reaction, await eventAt(events, timer), parts, sight);
    },
    failed: ({ eventType, position, dueAt }) => `Policy "${policy.name}" could not react to "${eventType}" at position ${position}, which was due at ${dueAt.toString()}`,
  });
  return {
    id: `${policy.name} (delays)`,
    name: policy.name,
    nextAt: () => timers.nextTimer(policy.name),
    strike: async ({ now, head }) => {
      const due = await timers.dueTimers(policy.name, now, AT_ONCE);
      if (due.length > 0 && (await parts.standings.policy(policy.name)) < head) return { kind: 'held up', by: policy.name };
      return delivery.deliver(due, head);
    },
    trouble: delivery.trouble,
  };
}

/** Nothing where the model has no such reaction any more. */
function delayedReaction({ whenever }: PolicyDefinition, { eventType }: KeptEventTimer): Reaction | undefined {
  const reaction = Object.hasOwn(whenever, eventType) ? whenever[eventType] : undefined;
  return reaction?.afterSeconds === undefined ? undefined : reaction;
}
