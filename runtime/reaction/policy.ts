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
  /** The fields of the read model's key; empty for a single row. */
  readonly key: Partial<Row>;
}

/** Rows by the names the policy gives them. */
export type Found = { readonly [name: string]: object };

/** What a policy does about one type of event. Both functions are pure. */
export interface Reaction<Event extends Message = Message, Sent extends Message = Message, Rows extends Found = Found> {
  /** The rows it needs. When one is not there, the policy does not act. */
  looksUp?(event: Recorded<Event>): { readonly [Name in keyof Rows]: LookUp<Rows[Name]> };
  react(event: Recorded<Event>, found: Rows): readonly Sending<Sent>[];
}

export interface PolicyDefinition {
  readonly name: string;
  readonly about?: string;
  /** By type of event. */
  readonly whenever: { readonly [eventType: string]: Reaction };
}

export function definePolicy(definition: PolicyDefinition): PolicyDefinition {
  return definition;
}
