import type { EventDefinition } from '../aggregate/decider.ts';
import type { Temporal } from 'temporal-polyfill';
import type { Codec } from '../message/codec.ts';
import type { JsonObject } from '../message/json.ts';
import type { Message, Metadata } from '../message/message.ts';

/** Comes with every request to an external system. */
export interface Delivery {
  /** The same for every attempt at one request: delivery is at least once, and this lets the receiver do it once. */
  readonly idempotencyKey: string;
  /** From 1. */
  readonly attempt: number;
  readonly metadata: Metadata;
  readonly requestedAt: Temporal.Instant;
  /** The request in the envelope that other software knows, CloudEvents 1.0: to be sent on as it is. */
  readonly cloudEvent: JsonObject;
}

/** The settings of whoever runs the application, like `process.env`: an adapter takes from it where its system is, and its secrets. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface RequestDefinition<Data> {
  readonly about?: string;
  readonly data: Codec<Data>;
}

/** An external system: the requests we send it. `Port` is what an adapter implements. */
export interface ExternalSystemDefinition<Port = unknown, Request extends Message = Message> {
  readonly name: string;
  readonly about?: string;
  readonly requests: { readonly [R in Request as R['type']]: RequestDefinition<R['data']> };
  /** The events that it tells us of, by type. */
  readonly reports?: { readonly [eventType: string]: EventDefinition<unknown> };
  /** Hands one request to the adapter's method for it. Rejects when the adapter does: the request is then tried again. */
  deliver(port: Port, request: Request, delivery: Delivery): Promise<void>;
}

/** Gives the definition back, and lets TypeScript hold `deliver` to the port and the requests. */
export function defineExternalSystem<Port, Request extends Message>(definition: ExternalSystemDefinition<Port, Request>): ExternalSystemDefinition<Port, Request> {
  return definition;
}

/** An external system together with the adapter that talks to it. */
export interface ConnectedSystem {
  readonly definition: ExternalSystemDefinition;
  readonly port: unknown;
}

/** Type-safe pairing of a system with its adapter. */
export function connect<Port, Request extends Message>(definition: ExternalSystemDefinition<Port, Request>, port: Port): ConnectedSystem {
  return { definition, port };
}
