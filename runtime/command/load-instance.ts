import type { AggregateDefinition, Lifecycle } from '../aggregate/decider.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import type { Message, Recorded } from '../message/message.ts';
import type { EventStore } from '../store/event-store.ts';
import type { LoadedInstance } from './instance-cache.ts';

const UNBEGUN = 0;

/** The instance brought up to the store: all of its events when nothing is `known` of it, else only those behind. */
export async function loadInstance(
  events: EventStore,
  registry: EventRegistry,
  aggregate: AggregateDefinition,
  stream: string,
  known: LoadedInstance | undefined,
): Promise<LoadedInstance> {
  let loaded = known ?? { revision: UNBEGUN, instance: aggregate.initialState };
  for await (const stored of events.readStream(stream, { from: loaded.revision + 1 })) {
    loaded = evolved(aggregate, loaded, [registry.decode(stored)]);
  }
  return loaded;
}

/** The instance after `events`, which follow it without a gap. */
export function evolved(aggregate: AggregateDefinition, before: LoadedInstance, events: readonly Recorded<Message>[]): LoadedInstance {
  return events.reduce<LoadedInstance>(
    ({ instance }, event) => ({ revision: event.revision, instance: evolve(aggregate, instance, event) }),
    before,
  );
}

function evolve(aggregate: AggregateDefinition, instance: Lifecycle<unknown>, event: Recorded<Message>): Lifecycle<unknown> {
  try {
    return aggregate.evolve(instance, event, event.occurredAt);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Event "${event.type}" (revision ${event.revision} of ${event.stream}) can not be folded: ${reason}`, { cause: error });
  }
}
