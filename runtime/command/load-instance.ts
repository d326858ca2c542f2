import type { AggregateDefinition, Lifecycle } from '../aggregate/decider.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import type { Message, Recorded } from '../message/message.ts';
import type { EventStore } from '../store/event-store.ts';
import type { FoldableEvent } from '../store/snapshot-store.ts';
import type { LoadedInstance } from './instance-cache.ts';
import type { Snapshots } from './snapshots.ts';

export interface LoadParts {
  readonly events: EventStore;
  readonly registry: EventRegistry;
  /** Where a long history need not be read from its beginning. */
  readonly snapshots?: Snapshots | undefined;
}

/** The instance brought up to the store: all of its events when nothing is `known` of it, else only those behind. */
export async function loadInstance(parts: LoadParts, aggregate: AggregateDefinition, stream: string, known: LoadedInstance | undefined): Promise<LoadedInstance> {
  const { events, registry, snapshots } = parts;
  const found = known === undefined ? await snapshots?.find(aggregate, stream) : undefined;
  let loaded = known ?? found?.loaded ?? unbegun(aggregate);
  for (const stored of found?.tail ?? []) loaded = recalled(registry, aggregate, loaded, stored);
  if (found?.complete === true) return loaded;
  for await (const stored of events.readStream(stream, { from: loaded.revision + 1 })) loaded = recalled(registry, aggregate, loaded, stored);
  return loaded;
}

export function unbegun(aggregate: AggregateDefinition): LoadedInstance {
  return { revision: 0, instance: aggregate.initialState, last: undefined, snapshotAt: 0 };
}

/** The instance after the event that was stored behind it. */
export function recalled(registry: EventRegistry, aggregate: AggregateDefinition, before: LoadedInstance, stored: FoldableEvent): LoadedInstance {
  const { type, id, stream, revision, occurredAt } = stored;
  return evolved(aggregate, before, { type, data: registry.dataOf(stored), id, stream, revision, occurredAt });
}

/** The instance after the event that follows it. */
export function evolved(aggregate: AggregateDefinition, before: LoadedInstance, event: Pick<Recorded<Message>, 'type' | 'data' | 'id' | 'stream' | 'revision' | 'occurredAt'>): LoadedInstance {
  const { id, occurredAt, revision } = event;
  return { revision, instance: evolve(aggregate, before.instance, event), last: { id, occurredAt }, snapshotAt: before.snapshotAt };
}

function evolve(aggregate: AggregateDefinition, instance: Lifecycle<unknown>, event: Pick<Recorded<Message>, 'type' | 'data' | 'stream' | 'revision' | 'occurredAt'>): Lifecycle<unknown> {
  try {
    return aggregate.evolve(instance, event, event.occurredAt);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Event "${event.type}" (revision ${event.revision} of ${event.stream}) can not be folded: ${reason}`, { cause: error });
  }
}
