import { WrittenByNewer } from '../message/written-by-newer.ts';
import type { StoredEvent } from '../store/event-store.ts';
import { type CheckpointMove, shareId } from '../store/checkpoint-store.ts';
import type { ParkedEvent } from '../store/parking-store.ts';
import { partitionOf } from '../store/partition.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { FeedBatch } from '../subscription/feed.ts';
import type { Follower, Progress, Span } from '../subscription/follower.ts';
import { HandlerFailure } from '../subscription/handler-failure.ts';
import { printable } from '../subscription/printable.ts';
import { judging } from '../telemetry/consumers.ts';
import { eventAt } from './event-at.ts';
import { lookUp, type Sight } from './looking-up.ts';
import type { Outbox } from './outbox.ts';
import { parkedKeys } from './parked-keys.ts';
import type { PolicyDefinition, Reaction, Sending } from './policy.ts';
import type { ReactionParts } from './projection.ts';
import { followedTypes, putOff } from './put-off.ts';
import { becauseOf, type Cause, sendAll } from './sending.ts';
import { sightId } from './sight-id.ts';
import type { Standings } from './standings.ts';

export interface PolicyParts extends ReactionParts {
  readonly outbox: Outbox;
  readonly standings: Standings;
}

/** One of the parts in which a policy reacts, each to its own streams: from 0, of so many. */
export interface Share {
  readonly number: number;
  readonly of: number;
}

/**
 * Reacts to events, in the order of each stream. It never sees a row that is behind the event it reacts to. The checkpoint
 * moves behind what was sent or put off: whoever dies in between does it again, under the same ids and with the same rows, and
 * that does nothing. An event that it can not react to is parked with everything behind it in its stream.
 */
export function policyFollower(policy: PolicyDefinition, share: Share, parts: PolicyParts): Follower {
  const { checkpoints, parking, sights } = parts.store;
  const id = shareId(policy.name, share.number, share.of);
  const reader = parts.feed.reader({ types: followedTypes(policy), known: parts.vocabulary.events.types, batchSize: parts.batchSize, ...(share.of === 1 ? {} : { partition: share }) });
  const parked = parkedKeys(parking, policy.name, (stream) => partitionOf(stream, share.of) === share.number);
  const move: Move = async ({ after, stored: from = after, lease }, to, more = {}) => {
    const moved = await checkpoints.moveCheckpoint({ subscription: id, from, to, ...(lease === undefined ? {} : { lease }), ...more });
    return moved ? { kind: 'advanced', checkpoint: to } : { kind: 'overtaken' };
  };
  return {
    id,
    name: policy.name,
    parkedUnder: policy.name,
    parkedKeys: parked.known,
    resume: async () => {
      await parked.refresh();
      return checkpoints.checkpoint(id);
    },
    step: async (span) => {
      const { after, head, lazily = false } = span;
      const batch = await reader.next(after, head);
      if (batch.events.length === 0 && lazily) return { kind: 'passed', checkpoint: batch.upTo };
      const handled = await handleAll(policy, batch, after, await parked.all(), parts);
      // A checkpoint that does not move keeps what is known of the failure before it.
      const stays = handled.upTo === (span.stored ?? after);
      const progress: Progress = stays ? { kind: 'advanced', checkpoint: handled.upTo } : await move(span, handled.upTo, { park: handled.behind.map(({ position, stream, type }) => ({ subscription: policy.name, key: stream, position, stream, type, error: null })) });
      if (progress.kind === 'advanced') await sights.forgetSights(handled.sights);
      if (handled.failure !== undefined) throw handled.failure;
      return handled.heldUpBy === undefined || progress.kind !== 'advanced' ? progress : { kind: 'held up', checkpoint: handled.upTo, by: handled.heldUpBy };
    },
    park: async ({ event, message, waitsFor }, span) => {
      const entry = { ...event, subscription: policy.name, error: printable(message), ...(waitsFor === undefined ? {} : { waitsFor }) };
      const progress = await move(span, span.after, { park: [entry] });
      if (progress.kind === 'advanced') (await parked.all()).add(event.key);
      return progress;
    },
    retryParked: async (key, span) => {
      let from = span.stored ?? span.after;
      for (const waiting of (await parking.listParked(policy.name)).filter((each) => each.key === key)) {
        if (waiting.state === 'parked' || !(await retry(policy, waiting, parts))) return { kind: 'advanced', checkpoint: from };
        const progress = await move({ ...span, stored: from }, span.after, { settle: [waiting] });
        if (progress.kind !== 'advanced') return progress;
        from = span.after;
      }
      (await parked.all()).delete(key);
      return { kind: 'advanced', checkpoint: from };
    },
  };
}

type Move = (span: Span, to: bigint, more?: Pick<CheckpointMove, 'park' | 'settle'>) => Promise<Progress>;

/** What the events of a batch have come to, up to the first that has to wait. */
interface Handled {
  readonly upTo: bigint;
  /** What was seen for them, which nobody needs any more. */
  readonly sights: readonly string[];
  /** Those that wait behind a parked one. */
  readonly behind: readonly StoredEvent[];
  readonly heldUpBy?: string;
  readonly failure?: unknown;
}

async function handleAll(policy: PolicyDefinition, { events, upTo }: FeedBatch, after: bigint, waiting: ReadonlySet<string>, parts: PolicyParts): Promise<Handled> {
  const looks = Object.values(policy.whenever).some(({ looksUp }) => looksUp !== undefined);
  const [sights, behind]: [string[], StoredEvent[]] = [[], []];
  let handled = after;
  for (const event of events) {
    if (waiting.has(event.stream)) behind.push(event);
    else {
      try {
        const by = await handle(policy, event, parts);
        if (by !== undefined) return { upTo: handled, sights, behind, heldUpBy: by };
      } catch (failure) {
        return { upTo: handled, sights, behind, failure };
      }
      if (looks) sights.push(sightId(policy.name, event.id));
    }
    handled = event.position;
  }
  return { upTo, sights, behind };
}

/** Whether a parked event could be handled now. */
async function retry(policy: PolicyDefinition, waiting: ParkedEvent, parts: PolicyParts): Promise<boolean> {
  const { events, parking, sights } = parts.store;
  try {
    const event = await eventAt(events, waiting);
    const by = await handle(policy, event, parts);
    if (by !== undefined) throw new Error(`it waits for "${by}", which is not as far.`);
    await sights.forgetSights([sightId(policy.name, event.id)]);
    return true;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    await parking.parkAgain(waiting, printable(error instanceof Error ? error.message : String(error)));
    return false;
  }
}

/** Puts off what is to happen later and does what is to happen now, or names the read model that has to take the event in first. */
async function handle(policy: PolicyDefinition, stored: StoredEvent, parts: PolicyParts): Promise<string | undefined> {
  try {
    // Another version of this policy may react to it.
    if (!parts.vocabulary.events.types.includes(stored.type)) throw new WrittenByNewer('this application has no such event. A newer version of it wrote this one: start that.');
    await putOff(policy, stored, parts.store.timers);
    const reaction = Object.hasOwn(policy.whenever, stored.type) ? policy.whenever[stored.type] : undefined;
    if (reaction === undefined || reaction.afterSeconds !== undefined) return undefined;
    const judged = await judge(policy, reaction, stored, parts, { id: sightId(policy.name, stored.id), standings: parts.standings, position: stored.position });
    if (judged.kind === 'held up') return judged.by;
    await sendAll(judged.cause, parts, judged.sendings);
    return undefined;
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : couldNotReact(policy.name, stored, error);
  }
}

function couldNotReact(policy: string, { position, stream, type }: StoredEvent, cause: unknown): HandlerFailure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const waits = cause instanceof BehindParked ? { cause, waitsFor: cause.behind } : { cause };
  return new HandlerFailure(`Policy "${policy}" could not react to "${type}" at position ${position}: ${reason}`, { position, stream, type, key: stream }, waits);
}

/** What a reaction comes to, before anything of it is sent. */
export type Judged =
  | { readonly kind: 'judged'; readonly cause: Cause; readonly sendings: readonly Sending[]; readonly looked: boolean }
  /** The read model has to get further first. */
  | { readonly kind: 'held up'; readonly by: string };

/** Throws `BehindParked` when something is parked that would have changed what it looks up. */
export async function judge(policy: PolicyDefinition, reaction: Reaction, stored: StoredEvent, { store, vocabulary }: PolicyParts, sight: Sight): Promise<Judged> {
  return judging({ consumer: policy.name, id: stored.id, traceparent: stored.metadata.traceparent }, async () => {
    const event = vocabulary.events.decode(stored);
    const looked = await lookUp(store, sight, Object.entries(reaction.looksUp?.(event) ?? {}));
    if (looked.kind === 'held up') return looked;
    if (looked.kind === 'parked') throw new BehindParked(looked.behind);
    return { kind: 'judged', cause: becauseOf(policy.name, event), sendings: looked.found === undefined ? [] : reaction.react(event, looked.found), looked: reaction.looksUp !== undefined };
  });
}

/** A row is looked up that something parked would have changed. */
export class BehindParked extends Error {
  override readonly name = 'BehindParked';
  readonly behind: NonNullable<HandlerFailure['waitsFor']>;

  constructor(behind: NonNullable<HandlerFailure['waitsFor']>) {
    super(`it looks up a row of ${behind.subscription} for which something is parked (${behind.key}). It goes on by itself when that is settled.`);
    this.behind = behind;
  }
}
