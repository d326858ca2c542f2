import type { StoredEvent } from '../store/event-store.ts';
import { nextBatch } from '../subscription/feed.ts';
import type { Follower, Progress } from '../subscription/follower.ts';
import { lookUp, type Reach, reachOf } from './looking-up.ts';
import type { Outbox } from './outbox.ts';
import type { PolicyDefinition, Reaction, Sending } from './policy.ts';
import type { ReactionParts } from './projection.ts';
import { followedTypes, putOff } from './put-off.ts';
import { becauseOf, type Cause, sendAll } from './sending.ts';

export interface PolicyParts extends ReactionParts {
  readonly outbox: Outbox;
}

/**
 * Reacts to events, in order. It never sees a row that is behind the event it reacts to. The checkpoint moves behind
 * what was sent or put off: whoever dies in between does it again, under the same ids, and that does nothing.
 */
export function policyFollower(policy: PolicyDefinition, parts: PolicyParts): Follower {
  const { events, checkpoints } = parts.store;
  const types = followedTypes(policy);
  return {
    name: policy.name,
    checkpoint: () => checkpoints.checkpoint(policy.name),
    step: async (checkpoint, head) => {
      const batch = await nextBatch(events, { after: checkpoint, head, types, batchSize: parts.batchSize });
      const reach = reachOf(parts.store);
      let handled = checkpoint;
      try {
        for (const stored of batch.events) {
          const behind = await handle(policy, stored, parts, reach);
          if (behind !== undefined) return await moveTo(policy, parts, checkpoint, handled, behind);
          handled = stored.position;
        }
      } catch (error) {
        await moveTo(policy, parts, checkpoint, handled);
        throw error;
      }
      return moveTo(policy, parts, checkpoint, batch.upTo);
    },
  };
}

async function moveTo({ name }: PolicyDefinition, { store: { checkpoints } }: PolicyParts, from: bigint, to: bigint, heldUpBy?: string): Promise<Progress> {
  if (to !== from && !(await checkpoints.moveCheckpoint(name, from, to))) return { kind: 'overtaken', checkpoint: await checkpoints.checkpoint(name) };
  return heldUpBy === undefined ? { kind: 'advanced', checkpoint: to } : { kind: 'held up', checkpoint: to, by: heldUpBy };
}

/** Puts off what is to happen later and does what is to happen now, or names the read model that has to take the event in first. */
async function handle(policy: PolicyDefinition, stored: StoredEvent, parts: PolicyParts, reach: Reach): Promise<string | undefined> {
  try {
    await putOff(policy, stored, parts.store.timers);
    const reaction = Object.hasOwn(policy.whenever, stored.type) ? policy.whenever[stored.type] : undefined;
    if (reaction === undefined || reaction.afterSeconds !== undefined) return undefined;
    const judged = await judge(policy, reaction, stored, parts, { reach, position: stored.position });
    if (judged.kind === 'held up') return judged.by;
    await sendAll(judged.cause, parts, judged.sendings);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Policy "${policy.name}" could not react to "${stored.type}" at position ${stored.position}: ${reason}`, { cause: error });
  }
}

/** What looked-up read models must have passed. */
export interface Sight {
  readonly reach: Reach;
  readonly position: bigint;
}

/** What a reaction comes to, before anything of it is sent. */
export type Judged =
  | { readonly kind: 'judged'; readonly cause: Cause; readonly sendings: readonly Sending[] }
  /** The read model has to get further first. */
  | { readonly kind: 'held up'; readonly by: string };

export async function judge(policy: PolicyDefinition, reaction: Reaction, stored: StoredEvent, { store, vocabulary }: PolicyParts, { reach, position }: Sight): Promise<Judged> {
  const event = vocabulary.events.decode(stored);
  const looked = await lookUp(store, reach, Object.entries(reaction.looksUp?.(event) ?? {}), position);
  if (looked.kind === 'held up') return looked;
  return { kind: 'judged', cause: becauseOf(policy.name, event), sendings: looked.found === undefined ? [] : reaction.react(event, looked.found) };
}
