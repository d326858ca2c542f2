import type { Temporal } from 'temporal-polyfill';
import { newId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { EventToStore } from '../store/event-store.ts';
import { momentAfterLast } from './clock.ts';
import type { LoadedInstance } from './instance-cache.ts';
import { judge } from './judge.ts';
import { evolved } from './load-instance.ts';
import type { Task, Workplace } from './task.ts';

/** What a command comes to on an instance as it was `before`. */
export type Verdict =
  /** There is something to store. */
  | (Storing & { readonly kind: 'happens' })
  /** Nothing to store: refused, or accepted and nothing happened (null). Holds only if the instance is as it was taken to be. */
  | { readonly kind: 'answered'; readonly refusal: string | null; readonly now: Temporal.Instant }
  /** The sender saw another revision. Holds only if the instance is as it was taken to be. */
  | { readonly kind: 'other revision'; readonly expected: number; readonly actual: number };

export interface Storing {
  readonly toStore: readonly EventToStore[];
  /** The same events as a reader of the store will see them. */
  readonly read: readonly Message[];
  readonly after: LoadedInstance;
}

export function weigh(workplace: Workplace, task: Task, before: LoadedInstance): Verdict {
  const { expectedRevision: expected } = task.options;
  if (expected !== undefined && expected !== before.revision) return { kind: 'other revision', expected, actual: before.revision };
  const now = momentAfterLast(workplace.clock, before.last?.occurredAt);
  const judgement = judge(task.aggregate, task.command, before.instance, workplace.contextAt(now, task.metadata.actor));
  if (judgement.kind === 'refused') return { kind: 'answered', refusal: judgement.refusal, now };
  if (judgement.events.length === 0) return { kind: 'answered', refusal: null, now };
  return { kind: 'happens', ...storing(workplace, task, before, judgement.events, now) };
}

/** What is remembered is folded from what was encoded and read again, so that it is what a reader of the store would see. */
function storing({ registry }: Workplace, { aggregate, stream, metadata }: Task, before: LoadedInstance, events: readonly Message[], occurredAt: Temporal.Instant): Storing {
  const toStore: EventToStore[] = [];
  const read: Message[] = [];
  let after = before;
  for (const event of events) {
    const { type, version, data } = registry.encode(event);
    const id = newId();
    const again = { type, data: registry.shapeOf(type).data.decode(data) };
    toStore.push({ id, type, version, data, occurredAt, metadata });
    read.push(again);
    after = evolved(aggregate, after, { type, data: again.data, id, stream, revision: after.revision + 1, occurredAt });
  }
  return { toStore, read, after };
}
