import type { AggregateDefinition, EventDefinition } from '../aggregate/decider.ts';
import type { Codec } from '../message/codec.ts';
import { type EventRegistry, eventRegistry, type EventShape } from '../message/event-registry.ts';
import type { ApplicationDefinition } from './application.ts';
import type { ConnectedSystem, ExternalSystemDefinition } from './external-system.ts';

/** What an application does with a message of some type: an aggregate decides on it, or an external system is asked. */
export type Destination =
  | { readonly kind: 'command'; readonly aggregate: AggregateDefinition; readonly data: Codec<unknown> }
  | { readonly kind: 'request'; readonly system: ConnectedSystem; readonly data: Codec<unknown> };

/** Whose event it is: an aggregate has decided on it, or an external system has told us of it. */
export type EventOwner =
  | { readonly kind: 'aggregate'; readonly name: string; readonly aggregate: AggregateDefinition }
  | { readonly kind: 'external system'; readonly name: string; readonly system: ExternalSystemDefinition };

/** Every type of message of an application. */
export interface Vocabulary {
  readonly events: EventRegistry;
  ownerOf(eventType: string): EventOwner;
  destinationOf(messageType: string): Destination;
}

export function vocabularyOf(application: ApplicationDefinition): Vocabulary {
  const owners = new Map(ownersOf(application).flatMap((owner) => Object.keys(eventsOf(owner)).map((type) => [type, owner] as const)));
  const destinations = new Map([...commandsOf(application), ...requestsOf(application)]);
  return {
    events: eventRegistry(shapesOf(application)),
    ownerOf: (eventType) => {
      const owner = owners.get(eventType);
      if (owner === undefined) throw new Error(`Neither an aggregate nor an external system of ${application.name} has an event "${eventType}".`);
      return owner;
    },
    destinationOf: (messageType) => {
      const destination = destinations.get(messageType);
      if (destination === undefined) throw new Error(`${application.name} has neither a command nor a request "${messageType}".`);
      return destination;
    },
  };
}

function ownersOf({ aggregates, externalSystems }: ApplicationDefinition): readonly EventOwner[] {
  return [
    ...aggregates.map((aggregate) => ({ kind: 'aggregate', name: aggregate.name, aggregate }) as const),
    ...externalSystems.map(({ definition }) => ({ kind: 'external system', name: definition.name, system: definition }) as const),
  ];
}

function eventsOf(owner: EventOwner): { readonly [eventType: string]: EventDefinition<unknown> } {
  return owner.kind === 'aggregate' ? owner.aggregate.events : (owner.system.reports ?? {});
}

function shapesOf(application: ApplicationDefinition): ReadonlyMap<string, EventShape> {
  return new Map(ownersOf(application).flatMap((owner) => Object.entries(eventsOf(owner))));
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
