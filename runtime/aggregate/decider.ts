import type { Temporal } from 'temporal-polyfill';
import type { Codec } from '../message/codec.ts';
import type { EarlierVersion } from '../message/event-registry.ts';
import type { Message } from '../message/message.ts';

/** Where an instance of an aggregate stands in its life. `State` is what its rules can see. */
export type Lifecycle<State> =
  | { readonly stage: 'not begun' }
  | { readonly stage: 'begun'; readonly state: State }
  | { readonly stage: 'ended'; readonly state: State };

/** The answer to a command. A refusal is a value, never an exception. */
export type Decision<Event extends Message, Refusal extends string> =
  | { readonly kind: 'accepted'; readonly events: readonly Event[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What a rule may ask besides the command and the state. Recorded with the event, so that a replay agrees. */
export interface CommandContext {
  readonly now: Temporal.Instant;
  /** The date of `now` in the model's time zone. */
  readonly today: Temporal.PlainDate;
  /** Which kind of actor is behind the command, in the model's words: `Bank clerk`. Of a policy's command it is whoever set the chain off; empty where there is none. */
  readonly actor: string;
  /** Who exactly is behind the command: the actor's id, or the actor's own name where nobody in particular is known; of a policy's command, of whoever set the chain off. */
  readonly actorId: string;
}

/** What a command carries, and who may send it. */
export interface CommandDefinition<Data, Refusal extends string = string> {
  /** The actors who may send it; empty when only policies do. */
  readonly by: readonly string[];
  /** True when it makes the instance: the identity may then be left out if it is an identifier. */
  readonly begins?: boolean;
  readonly about?: string;
  /** By which its own rules may refuse it. */
  readonly refusals?: readonly Refusal[];
  readonly data: Codec<Data>;
}

/** The refusals that no command has for itself: of an instance that has ended, is not there, or is there already, and of invariants. */
export interface SharedRefusals<Refusal extends string = string> {
  readonly ended?: Refusal;
  readonly missing: Refusal;
  readonly exists?: Refusal;
  readonly always?: readonly Refusal[];
}

/** What an event carries, in the version it is written in now. */
export interface EventDefinition<Data> {
  readonly about?: string;
  /** Of the event's shape, from 1. Stored with each event. */
  readonly version: number;
  readonly data: Codec<Data>;
  /** Shapes it had before, by version: each becomes the next one when it is read. */
  readonly earlier?: { readonly [version: number]: EarlierVersion };
}

/**
 * An aggregate: `decide` turns a command and the state into events or a refusal, `evolve` folds an event
 * into the state. Both are pure. Members are methods, so that definitions of any aggregate fit one list.
 *
 * Source: the Decider pattern, Jérémie Chassaing, 2021.
 */
export interface AggregateDefinition<
  Command extends Message = Message,
  Event extends Message = Message,
  State = unknown,
  Refusal extends string = string,
> {
  readonly name: string;
  readonly about?: string;
  /** The field that tells instances apart; every command and event carries it. */
  readonly identity: { readonly field: string; readonly type: Codec<unknown> };
  readonly commands: { readonly [C in Command as C['type']]: CommandDefinition<C['data'], Refusal> };
  readonly events: { readonly [E in Event as E['type']]: EventDefinition<E['data']> };
  /** For whoever has to be told beforehand what may be refused. */
  readonly refusals?: SharedRefusals<Refusal>;
  readonly state: Codec<State>;
  readonly initialState: Lifecycle<State>;
  decide(command: Command, instance: Lifecycle<State>, context: CommandContext): Decision<Event, Refusal>;
  evolve(instance: Lifecycle<State>, event: Event, occurredAt: Temporal.Instant): Lifecycle<State>;
  /** The first invariant that `state` breaks. */
  invariants?(state: State): Refusal | undefined;
}

/** The command is accepted, and these events happen, in this order; none where nothing has to. */
export function accepted<Event extends Message>(...events: readonly Event[]): Decision<Event, never> {
  return { kind: 'accepted', events };
}

/** The command is refused by this rule, and nothing happens. */
export function refused<Refusal extends string>(refusal: Refusal): Decision<never, Refusal> {
  return { kind: 'refused', refusal };
}

/** An instance whose rules can see `state`. */
export function begun<State>(state: State): Lifecycle<State> {
  return { stage: 'begun', state };
}

/** An instance whose life is over; `state` is what it was. */
export function ended<State>(state: State): Lifecycle<State> {
  return { stage: 'ended', state };
}

/** The same instance with another state: an event after the end does not bring it back to life. */
export function changed<State>(instance: Lifecycle<State>, state: State): Lifecycle<State> {
  return { stage: instance.stage === 'ended' ? 'ended' : 'begun', state };
}

/** The state that an event is folded into. Throws when the stream does not start with a beginning. */
export function stateOf<State>(instance: Lifecycle<State>, event: Message): State {
  if (instance.stage === 'not begun') {
    throw new Error(`The stream has "${event.type}" before the event it begins with. It was not written by this model.`);
  }
  return instance.state;
}

/** Gives the definition back: it is here to have TypeScript check that codecs, fold and decisions fit together. */
export function defineAggregate<Command extends Message, Event extends Message, State, Refusal extends string>(
  definition: AggregateDefinition<Command, Event, State, Refusal>,
): AggregateDefinition<Command, Event, State, Refusal> {
  return definition;
}
