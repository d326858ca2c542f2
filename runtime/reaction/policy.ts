import type { Temporal } from 'temporal-polyfill';
import type { Message, Recorded } from '../message/message.ts';
import type { ReadModelDefinition } from './read-model.ts';

/** Something a policy sends: a command, or a request to an external system. */
export interface Sending<Sent extends Message = Message> {
  /** Where it stands in the policy, unique within it. Part of the id that keeps it from being sent twice. */
  readonly place: string;
  readonly message: Sent;
  /** What to send when the command is refused, and by what name it was. */
  ifRefused?(refusal: string): readonly Sending<Sent>[];
}

/** The row that a policy wants to see: of a keyed read model, or the only one. */
export interface LookUp<Row extends object = object> {
  readonly readModel: ReadModelDefinition<Row>;
  /** The fields of the read model's key; empty for a single row. By a field that is missing no row is found. */
  readonly key: { readonly [Field in keyof Row]?: Row[Field] | null };
}

/** Rows by the names the policy gives them. */
export type Found = { readonly [name: string]: object };

/** What a policy does about one type of event. Both functions are pure. */
export interface Reaction<Event extends Message = Message, Sent extends Message = Message, Rows extends Found = Found> {
  /** The rows it needs. When one is not there, the policy does not act. */
  looksUp?(event: Recorded<Event>): { readonly [Name in keyof Rows]: LookUp<Rows[Name]> };
  react(event: Recorded<Event>, found: Rows): readonly Sending<Sent>[];
  /** Reacts that many seconds after the event occurred, and is judged then. */
  readonly afterSeconds?: number;
  /** Types of event of the same instance that call a delayed reaction off. */
  readonly unless?: readonly string[];
}

/** When a clock policy acts: see the model's `every`. In the model's time zone, but for intervals, which count from midnight UTC. */
export type Schedule =
  | { readonly kind: 'interval'; readonly minutes: number }
  | { readonly kind: 'daily'; readonly at: string }
  /** 1 is Monday. */
  | { readonly kind: 'weekly'; readonly weekday: number; readonly at: string }
  /** From 1 to 28. */
  | { readonly kind: 'monthly'; readonly day: number; readonly at: string };

/** The moment at which the clock struck. */
export interface Tick {
  /** UUID: the same for the same stroke and the same row, whenever it is made up for. */
  readonly id: string;
  readonly now: Temporal.Instant;
  readonly today: Temporal.PlainDate;
}

/** What a policy does at fixed times, once, or once for each row of a read model. Its functions are pure. */
export interface ClockReaction<Row extends object = object, Sent extends Message = Message, Rows extends Found = Found> {
  readonly every: Schedule;
  readonly forEach?: ReadModelDefinition<Row>;
  /** `row` is an empty object without `forEach`. */
  looksUp?(tick: Tick, row: Row): { readonly [Name in keyof Rows]: LookUp<Rows[Name]> };
  react(tick: Tick, row: Row, found: Rows): readonly Sending<Sent>[];
}

/** What is sent because something has happened, or because it is time. */
export interface PolicyDefinition {
  readonly name: string;
  readonly about?: string;
  /** By type of event; empty for a policy of the clock. */
  readonly whenever: { readonly [eventType: string]: Reaction };
  readonly clock?: ClockReaction;
}

/** Gives the definition back, as one that fits a list of any policies. */
export function definePolicy(definition: PolicyDefinition): PolicyDefinition {
  return definition;
}
