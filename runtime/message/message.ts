import type { Temporal } from 'temporal-polyfill';

/** A command, an event or a request: what it is called in the model, and its fields. */
export interface Message<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** Who set a chain of messages off. `id` is who exactly, where the door knows. */
export interface Actor {
  readonly name: string;
  readonly id: string | null;
}

/** What a model calls `actor.id`: the actor's own name where nobody in particular is known, and nothing where there is no actor. */
export function idOfActor(actor: Actor | null): string {
  return actor?.id ?? actor?.name ?? '';
}

/** Written down with every event: why it happened and in whose name. */
export interface Metadata {
  /** The same for everything that follows from one message at the door. */
  readonly correlationId: string;
  /** The command that led to the event, or the event that led to the command. */
  readonly causationId: string;
  readonly actor: Actor | null;
  /** The policy that sent the command, if one did. */
  readonly policy: string | null;
  /**
   * Where it was traced: the span that led to it, as W3C Trace Context writes it (`00-<trace>-<span>-<flags>`). Whoever reacts to it, in whatever
   * process and however much later, goes on with that trace. Only where somebody traces.
   */
  readonly traceparent?: string;
}

/** What the store knows of an event besides the event itself. */
export interface Envelope {
  /** UUID. */
  readonly id: string;
  /** Of the aggregate's instance, see `streamName`. */
  readonly stream: string;
  /** Of this event in its stream, from 1. */
  readonly revision: number;
  /** In the whole store, from 1, ascending. */
  readonly position: bigint;
  readonly occurredAt: Temporal.Instant;
  readonly metadata: Metadata;
}

/** An event as the store gives it back. */
export type Recorded<Event extends Message> = Event & Envelope;

/** What a model calls `actor` where it reacts to an event: which kind of actor set off the chain that the event belongs to; nothing where there was none. */
export function actorOf(event: Envelope): string {
  return event.metadata.actor?.name ?? '';
}

/** What a model calls `actor.id` where it reacts to an event: who set off the chain that the event belongs to. */
export function actorIdOf(event: Envelope): string {
  return idOfActor(event.metadata.actor);
}
