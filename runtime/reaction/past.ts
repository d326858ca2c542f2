import type { Temporal } from 'temporal-polyfill';
import type { AggregateDefinition } from '../aggregate/decider.ts';
import { instanceThen, type Moment } from '../command/instance-then.ts';
import { snapshotsIn } from '../command/snapshots.ts';
import type { Json } from '../message/json.ts';
import type { Message, Recorded } from '../message/message.ts';
import { streamName } from '../store/stream-name.ts';
import type { RunningApplication } from './running-application.ts';
import { vocabularyOf } from './vocabulary.ts';

/** What an instance was, in JSON form, and the event that had made it so. */
export interface StateThen {
  readonly revision: number;
  readonly position: bigint;
  readonly occurredAt: Temporal.Instant;
  readonly ended: boolean;
  readonly state: Json;
}

/** Part of the events of an instance: behind, or where `newestFirst` before, a revision. */
export interface EventRange {
  readonly newestFirst: boolean;
  readonly after?: number;
  readonly limit: number;
}

/** What the log tells of one instance. It is read from there, and so never behind; nobody is asked who may know. */
export interface Past {
  /** Nothing where it was not there then. */
  stateThen(aggregate: AggregateDefinition, id: string, moment: Moment): Promise<StateThen | undefined>;
  /** In order of their revision, in the shapes they have in the model now. */
  events(aggregate: AggregateDefinition, id: string, range: EventRange): Promise<readonly Recorded<Message>[]>;
}

export function pastIn({ definition, store }: Pick<RunningApplication, 'definition' | 'store'>): Past {
  const registry = vocabularyOf(definition).events;
  // They are read here and never kept.
  const parts = { events: store.events, registry, snapshots: snapshotsIn(store.snapshots, registry, Infinity) };
  return {
    stateThen: async (aggregate, id, moment) => {
      const then = await instanceThen(parts, aggregate, streamName(aggregate.name, id), moment);
      if (then === undefined) return undefined;
      const { instance, revision, position, occurredAt } = then;
      return { revision, position, occurredAt, ended: instance.stage === 'ended', state: aggregate.state.encode(instance.state) };
    },
    events: async (aggregate, id, { newestFirst, after, limit }) => {
      const range = newestFirst ? { direction: 'backward' as const, ...(after === undefined ? {} : { from: after - 1 }) } : { from: (after ?? 0) + 1, to: (after ?? 0) + limit };
      const found: Recorded<Message>[] = [];
      if (limit === 0 || (newestFirst && after === 1)) return found;
      for await (const stored of store.events.readStream(streamName(aggregate.name, id), range)) {
        found.push(registry.decode(stored));
        if (found.length === limit) break;
      }
      return found;
    },
  };
}
