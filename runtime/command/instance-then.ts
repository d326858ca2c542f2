import type { Temporal } from 'temporal-polyfill';
import type { AggregateDefinition, Lifecycle } from '../aggregate/decider.ts';
import type { ReadStreamOptions } from '../store/event-store.ts';
import type { LoadedInstance } from './instance-cache.ts';
import { loadInstance, type LoadParts, recalled, unbegun } from './load-instance.ts';

/** A moment in the life of an instance: by how many events it had, or by the clock. */
export type Moment =
  | { readonly kind: 'now' }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'time'; readonly at: Temporal.Instant };

/** An instance as it was, and the event that had made it so. */
export interface InstanceThen {
  readonly instance: Exclude<Lifecycle<unknown>, { readonly stage: 'not begun' }>;
  readonly revision: number;
  readonly position: bigint;
  readonly occurredAt: Temporal.Instant;
}

/** Nothing where it had not begun by then, or has not come to that revision yet. */
export async function instanceThen(parts: LoadParts, aggregate: AggregateDefinition, stream: string, moment: Moment): Promise<InstanceThen | undefined> {
  const { revision, instance } = await loadedAt(parts, aggregate, stream, moment);
  if (instance.stage === 'not begun' || (moment.kind === 'revision' && revision < moment.revision)) return undefined;
  for await (const { position, occurredAt } of parts.events.readStream(stream, { from: revision, to: revision })) return { instance, revision, position, occurredAt };
  return undefined;
}

async function loadedAt(parts: LoadParts, aggregate: AggregateDefinition, stream: string, moment: Moment): Promise<LoadedInstance> {
  switch (moment.kind) {
    case 'now':
      return loadInstance(parts, aggregate, stream, undefined);
    case 'revision': {
      const known = (await parts.snapshots?.find(aggregate, stream))?.loaded;
      const before = known === undefined || known.revision > moment.revision ? unbegun(aggregate) : known;
      return folded(parts, aggregate, stream, before, { from: before.revision + 1, to: moment.revision });
    }
    // A snapshot may be of a later moment, and nobody knows the revision of this one yet.
    case 'time':
      return folded(parts, aggregate, stream, unbegun(aggregate), { asOf: moment.at });
  }
}

async function folded({ events, registry }: LoadParts, aggregate: AggregateDefinition, stream: string, before: LoadedInstance, range: ReadStreamOptions): Promise<LoadedInstance> {
  let loaded = before;
  for await (const stored of events.readStream(stream, range)) loaded = recalled(registry, aggregate, loaded, stored);
  return loaded;
}
