import { createHash } from 'node:crypto';
import type { AggregateDefinition, Lifecycle } from '../aggregate/decider.ts';
import { DecodeError } from '../message/codec.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import { isJsonObject, type Json } from '../message/json.ts';
import type { FoldableEvent, Snapshot, SnapshotStore } from '../store/snapshot-store.ts';
import { MOST_IN_TAIL } from '../store/snapshot-store.ts';
import type { LoadedInstance } from './instance-cache.ts';

/** An instance as far as it was found. */
export interface FoundInstance {
  readonly loaded: LoadedInstance | undefined;
  /** The events behind it. */
  readonly tail: readonly FoldableEvent[];
  /** Whether there are no more than these. */
  readonly complete: boolean;
}

/** Shortcuts into long histories: with them and without them an instance is the same. */
export interface Snapshots {
  find(aggregate: AggregateDefinition, stream: string): Promise<FoundInstance>;
  /** Keeps a snapshot of what was read or stored, behind everybody's back, where the last one is long past. Gives the instance, which knows of it then. */
  keepWhenDue(aggregate: AggregateDefinition, stream: string, loaded: LoadedInstance): LoadedInstance;
}

export function snapshotsIn(store: SnapshotStore, registry: EventRegistry, eventsPerSnapshot: number): Snapshots {
  const folds = new Map<AggregateDefinition, string>();
  const foldOf = (aggregate: AggregateDefinition): string => {
    const fold = folds.get(aggregate) ?? foldFingerprint(aggregate, registry);
    folds.set(aggregate, fold);
    return fold;
  };
  return {
    async find(aggregate, stream) {
      const { snapshot, tail } = await store.find(stream, foldOf(aggregate));
      if (snapshot === undefined) return { loaded: undefined, tail, complete: tail.length < MOST_IN_TAIL };
      const instance = instanceFrom(aggregate, snapshot.state);
      // What cannot be read is as good as not there: the whole history is read, and another snapshot takes its place.
      if (instance === undefined) return { loaded: undefined, tail: [], complete: false };
      const { revision, lastEventId: id, occurredAt } = snapshot;
      return { loaded: { revision, instance, last: { id, occurredAt }, snapshotAt: revision }, tail, complete: tail.length < MOST_IN_TAIL };
    },
    keepWhenDue(aggregate, stream, loaded) {
      if (loaded.revision - loaded.snapshotAt < eventsPerSnapshot) return loaded;
      const snapshot = snapshotOf(aggregate, stream, foldOf(aggregate), loaded);
      // Nobody waits for it, and nobody misses it: the next one comes so many events later.
      if (snapshot !== undefined) store.keep(snapshot).catch(() => {});
      return { ...loaded, snapshotAt: loaded.revision };
    },
  };
}

/**
 * Changes with what decides what an instance is: the text of the fold, the shape of the state and of the events. What the fold calls elsewhere
 * is not seen: generated folds keep their logic in themselves. The text is that of the JavaScript, so another build may make snapshots
 * void without need; never too seldom for it.
 */
export function foldFingerprint(aggregate: AggregateDefinition, registry: EventRegistry): string {
  const shapes = Object.keys(aggregate.events).map((type): Json => {
    const { version, data, earlier = {} } = registry.shapeOf(type);
    return [type, version, data.schema, ...Object.values(earlier).map((each) => [each.data.schema, each.upcaster])];
  });
  const parts = [aggregate.name, aggregate.evolve.toString(), aggregate.state.schema, shapes, lifecycleJson(aggregate, aggregate.initialState)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function snapshotOf(aggregate: AggregateDefinition, stream: string, fold: string, { revision, instance, last }: LoadedInstance): Snapshot | undefined {
  return last === undefined ? undefined : { stream, fold, revision, lastEventId: last.id, occurredAt: last.occurredAt, state: lifecycleJson(aggregate, instance) };
}

function lifecycleJson(aggregate: AggregateDefinition, instance: Lifecycle<unknown>): Json {
  return instance.stage === 'not begun' ? { stage: instance.stage } : { stage: instance.stage, state: aggregate.state.encode(instance.state) };
}

/** Nothing when it is no instance of this aggregate. */
function instanceFrom(aggregate: AggregateDefinition, json: Json): Lifecycle<unknown> | undefined {
  if (!isJsonObject(json)) return undefined;
  const { stage } = json;
  if (stage === 'not begun') return { stage };
  if (stage !== 'begun' && stage !== 'ended') return undefined;
  try {
    return { stage, state: aggregate.state.decode(json['state']) };
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
