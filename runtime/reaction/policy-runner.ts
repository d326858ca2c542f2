import type { Message, Recorded } from '../message/message.ts';
import type { StoredEvent } from '../store/event-store.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';
import { nextBatch } from '../subscription/feed.ts';
import type { Follower, Progress } from '../subscription/follower.ts';
import type { Outbox } from './outbox.ts';
import type { Found, LookUp, PolicyDefinition, Reaction } from './policy.ts';
import type { ReactionParts } from './projection.ts';
import { sendAll } from './sending.ts';
import { encodedKey } from './table.ts';

export interface PolicyParts extends ReactionParts {
  readonly outbox: Outbox;
}

/**
 * Reacts to events, in order. It never sees a row that is behind the event it reacts to. The checkpoint moves behind
 * what was sent: whoever dies in between sends again, under the same ids, and that does nothing.
 */
export function policyFollower(policy: PolicyDefinition, parts: PolicyParts): Follower {
  const { events, checkpoints } = parts.store;
  const reactions = new Map(Object.entries(policy.whenever));
  return {
    name: policy.name,
    checkpoint: () => checkpoints.checkpoint(policy.name),
    step: async (checkpoint, head) => {
      const batch = await nextBatch(events, { after: checkpoint, head, types: [...reactions.keys()], batchSize: parts.batchSize });
      const stepParts = { ...parts, passed: new Map<string, bigint>() };
      let handled = checkpoint;
      try {
        for (const stored of batch.events) {
          const behind = await handle(policy, reactions.get(stored.type), stored, stepParts);
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

interface StepParts extends PolicyParts {
  /** How far read models were when this step last asked: they only get further, so most events need not ask again. */
  readonly passed: Map<string, bigint>;
}

async function hasPassed({ store, passed }: StepParts, readModel: string, position: bigint): Promise<boolean> {
  if ((passed.get(readModel) ?? -1n) >= position) return true;
  const checkpoint = await store.readModels.checkpoint(readModel);
  passed.set(readModel, checkpoint);
  return checkpoint >= position;
}

/** As `react`, and says of every failure whose it is and where. */
async function handle(policy: PolicyDefinition, reaction: Reaction | undefined, stored: StoredEvent, parts: StepParts): Promise<string | undefined> {
  try {
    return reaction === undefined ? undefined : await react(policy, reaction, parts.vocabulary.events.decode(stored), parts);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Policy "${policy.name}" could not react to "${stored.type}" at position ${stored.position}: ${reason}`, { cause: error });
  }
}

/** Reacts to one event, or names the read model that has to take it in first. */
async function react(policy: PolicyDefinition, reaction: Reaction, event: Recorded<Message>, parts: StepParts): Promise<string | undefined> {
  const lookUps = Object.entries(reaction.looksUp?.(event) ?? {});
  const { readModels } = parts.store;
  for (const [, { readModel }] of lookUps) {
    if (!(await hasPassed(parts, readModel.name, event.position))) return readModel.name;
  }
  const found = await lookUp(readModels, lookUps);
  if (found !== undefined) await sendAll({ policy: policy.name, event, vocabulary: parts.vocabulary, outbox: parts.outbox }, reaction.react(event, found));
  return undefined;
}

/** All rows by the names the policy gives them; nothing when one of them is not there. */
async function lookUp(readModels: ReadModelStore, lookUps: readonly (readonly [string, LookUp])[]): Promise<Found | undefined> {
  const found: [string, object][] = [];
  for (const [name, { readModel, key }] of lookUps) {
    const row = await readModels.find(readModel.name, encodedKey(readModel, key));
    if (row === undefined) return undefined;
    found.push([name, readModel.row.decode(row)]);
  }
  return Object.fromEntries(found);
}
