import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { Codec } from '../message/codec.ts';
import { type EventRegistry, eventRegistry, type EventShape } from '../message/event-registry.ts';
import type { ApplicationDefinition } from './application.ts';
import type { ConnectedSystem } from './external-system.ts';

/** What an application does with a message of some type: an aggregate decides on it, or an external system is asked. */
export type Destination =
  | { readonly kind: 'command'; readonly aggregate: AggregateDefinition; readonly data: Codec<unknown> }
  | { readonly kind: 'request'; readonly system: ConnectedSystem; readonly data: Codec<unknown> };

/** Every type of message of an application. */
export interface Vocabulary {
  readonly events: EventRegistry;
  /** The aggregate whose event this is. */
  ownerOf(eventType: string): AggregateDefinition;
  destinationOf(messageType: string): Destination;
}

export function vocabularyOf(application: ApplicationDefinition): Vocabulary {
  const owners = new Map(application.aggregates.flatMap((aggregate) => Object.keys(aggregate.events).map((type) => [type, aggregate] as const)));
  const destinations = new Map([...commandsOf(application), ...requestsOf(application)]);
  return {
    events: eventRegistry(shapesOf(application)),
    ownerOf: (eventType) => {
      const owner = owners.get(eventType);
      if (owner === undefined) throw new Error(`No aggregate of ${application.name} has an event "${eventType}".`);
      return owner;
    },
    destinationOf: (messageType) => {
      const destination = destinations.get(messageType);
      if (destination === undefined) throw new Error(`${application.name} has neither a command nor a request "${messageType}".`);
      return destination;
    },
  };
}

function shapesOf(application: ApplicationDefinition): ReadonlyMap<string, EventShape> {
  return new Map(application.aggregates.flatMap((aggregate) => Object.entries(aggregate.events)));
}

function commandsOf(application: ApplicationDefinition): readonly (readonly [string, Destination])[] {
  return application.aggregates.flatMap((aggregate) =>
    Object.entries(aggregate.commands).map(([type, { data }]) => [type, { kind: 'command', aggregate, data }] as const),
  );
}

function requestsOf(application: ApplicationDefinition): readonly (readonly [string, Destination])[] {
  return application.externalSystems.flatMap((system) =>
    Object.entries(system.definition.requests).map(([type, { data }]) => [type, { kind: 'request', system, data }] as const),
  );
}
