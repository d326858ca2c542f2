import type { Span } from '../diagnostics/span.ts';
import type { Acceptance } from './acceptance.ts';
import type { Delay, Schedule } from './time-words.ts';
import type { Limits, ValueType } from './value-type.ts';

/** The resolved model: every name is a link. Expressions are still text, scenario values still plain data. */
export interface Model extends Named {
  readonly kind: 'model';
  /** IANA name. */
  readonly timeZone: string;
  readonly types: readonly NamedType[];
  readonly functions: readonly DeclaredFunction[];
  readonly actors: readonly Actor[];
  readonly aggregates: readonly Aggregate[];
  readonly policies: readonly Policy[];
  readonly readModels: readonly ReadModel[];
  readonly externalSystems: readonly ExternalSystem[];
  /** Those at the top: the whole system. */
  readonly scenarios: readonly Scenario[];
  readonly hotSpots: readonly HotSpot[];
  /** Warnings that the experts live with, and why. */
  readonly accepted: readonly Acceptance[];
}

/** Whatever has a name on the wall, in the model's words. */
export interface Named {
  readonly name: string;
  /** Derived: `DepositMoney` for a sticky or a type, `accountNumber` for a field. */
  readonly identifier: string;
  readonly about?: string;
  /** Of the name. */
  readonly span: Span;
  /** Something in it was not understood and has been reported: what seems to be missing in it is no mistake of its own. */
  readonly incomplete?: boolean;
}

/** FEEL text with the way back to the model file. */
export interface Expression {
  readonly text: string;
  /** Of the whole value in the file, quotes and folds included. */
  readonly span: Span;
  /** Where characters `from` to `to` of `text` stand in the file, whatever style the scalar has. */
  spanOf(from: number, to: number): Span;
}

export type NamedType = LimitedType | ChoiceType | RecordType;

/** `is:` a type with limits. */
export interface LimitedType extends Named {
  readonly kind: 'limited type';
  /** Not optional, list or named again after resolving: a basic type, with `digits` of the limits taken in. */
  readonly base: ValueType;
  readonly limits: Limits;
  /** The named type whose limits it takes over and narrows. */
  readonly narrows?: LimitedType;
}

/** `one of:` members. */
export interface ChoiceType extends Named {
  readonly kind: 'choice type';
  readonly members: readonly { readonly name: string; readonly span: Span }[];
}

/** `with:` fields. */
export interface RecordType extends Named {
  readonly kind: 'record type';
  readonly fields: readonly Field[];
}

export interface Field extends Named {
  readonly kind: 'field';
  readonly type: ValueType;
  /** True for the identity that commands and events carry without saying so; its span is that of the identity in `state`. */
  readonly implicit: boolean;
  /** Of the type as written. */
  readonly typeSpan: Span;
}

/** What a developer writes in TypeScript: it is given `fields`. */
export interface DeclaredFunction extends Named {
  readonly kind: 'function';
  readonly fields: readonly Field[];
  readonly gives: ValueType;
}

export interface Actor extends Named {
  readonly kind: 'actor';
  readonly views: readonly ReadModel[];
}

export interface Aggregate extends Named {
  readonly kind: 'aggregate';
  /** One of `state`. */
  readonly identity: Field;
  readonly identitySpan: Span;
  readonly begins: readonly Link<Event>[];
  readonly ends: readonly Link<Event>[];
  readonly state: readonly Field[];
  readonly invariants: readonly Rule[];
  readonly commands: readonly Command[];
  readonly events: readonly Event[];
  readonly scenarios: readonly Scenario[];
}

/** A name that was written, and what it means. */
export interface Link<T> {
  readonly to: T;
  readonly span: Span;
}

/** A FEEL condition and the name of the refusal when it does not hold. */
export interface Rule {
  readonly require: Expression;
  /** An invariant written as a bare condition has its own text for a name. */
  readonly otherwise: { readonly name: string; readonly span: Span };
  readonly span: Span;
}

export interface Command extends Named {
  readonly kind: 'command';
  readonly aggregate: Aggregate;
  readonly by: readonly Link<Actor>[];
  /** The identity first. */
  readonly fields: readonly Field[];
  readonly rules: readonly Rule[];
  readonly then: readonly Emission[];
  /** Of `then`, or of the command's name when there is none. */
  readonly thenSpan: Span;
}

/** An entry of a command's `then`. */
export interface Emission {
  readonly event: Event;
  readonly if?: Expression;
  readonly values: readonly Assignment[];
  /** Of the event's name. */
  readonly span: Span;
}

/** `field: expression` */
export interface Assignment {
  readonly field: Field;
  readonly value: Expression;
  /** Of the field's name. */
  readonly span: Span;
}

export interface Event extends Named {
  readonly kind: 'event';
  readonly aggregate: Aggregate;
  readonly version: number;
  /** The identity first. */
  readonly fields: readonly Field[];
  /** Fields of the aggregate's state. */
  readonly sets: readonly Assignment[];
  /** By version, ascending: each but the last becomes the next one, the last the event as it is now. */
  readonly earlier: readonly EarlierVersion[];
}

/** A shape that an event had once, and what is to be made of it. */
export interface EarlierVersion {
  readonly version: number;
  /** The identity first, as in the event. */
  readonly fields: readonly Field[];
  /** Fields of the next version that are not of the same name and type. */
  readonly becomes: readonly Assignment[];
  /** Of the version's number. */
  readonly span: Span;
}

/** What comes in from outside: it has fields, and belongs to no aggregate. */
export interface ReportedEvent extends Named {
  readonly kind: 'reported event';
  readonly system: ExternalSystem;
  readonly fields: readonly Field[];
}

export type AnyEvent = Event | ReportedEvent;

export interface Policy extends Named {
  readonly kind: 'policy';
  /** In the order written; none for a policy of the clock. */
  readonly reactions: readonly PolicyReaction[];
  /** Instead of `whenever`: what it does at fixed times. */
  readonly clock?: ClockReaction;
  readonly scenarios: readonly Scenario[];
}

/** What a policy does, whatever sets it off. */
export interface ReactionBody {
  readonly lookUps: readonly PolicyLookUp[];
  readonly if?: Expression;
  readonly then: readonly Send[];
  readonly ifRefused: readonly Send[];
  /** Of what sets it off: the event's name under `whenever`, or the value of `every`. */
  readonly span: Span;
}

export interface PolicyReaction extends ReactionBody {
  /** One, or several when `whenever` is a list. */
  readonly events: readonly Link<AnyEvent>[];
  /** `after: 30 days` */
  readonly after?: Delay;
  /** Events of the same instance that call a delayed reaction off; empty without `after`. */
  readonly unless: readonly Link<Event>[];
}

export interface ClockReaction extends ReactionBody {
  readonly every: Schedule;
  /** Acts once for each row, which goes by the read model's name, its fields also bare. */
  readonly forEach?: Link<ReadModel>;
}

export interface PolicyLookUp {
  /** The name the policy gives the row, in words, and as an identifier. */
  readonly name: string;
  readonly identifier: string;
  readonly span: Span;
  readonly readModel: ReadModel;
  /** Empty when the read model is `single`. */
  readonly key: readonly Assignment[];
}

/** An entry of a policy's `then` or `if refused`. */
export interface Send {
  readonly target: Command | Request;
  readonly if?: Expression;
  readonly values: readonly Assignment[];
  /** Of the target's name. */
  readonly span: Span;
}

export interface ReadModel extends Named {
  readonly kind: 'read model';
  readonly question?: string;
  readonly single: boolean;
  /** Empty when `single`. */
  readonly key: readonly Link<Field>[];
  readonly fields: readonly Field[];
  /** What fields of a new row are, unless the event that makes it says otherwise. Constants: nothing is in scope. */
  readonly startsAs: readonly Assignment[];
  readonly entries: readonly ReadModelEntry[];
  readonly findBy: readonly Link<Field>[];
  /** A row is there only for the readers for whom this holds. */
  readonly visibleIf?: Expression;
  readonly scenarios: readonly Scenario[];
}

export interface ReadModelEntry {
  readonly event: AnyEvent;
  readonly if?: Expression;
  /** The event is about every row for which this holds, and has no `key` then. */
  readonly where?: Expression;
  readonly key: readonly Assignment[];
  readonly sets: readonly Assignment[];
  readonly removes: boolean;
  /** Of the event's name. */
  readonly span: Span;
}

export interface ExternalSystem extends Named {
  readonly kind: 'external system';
  readonly does: readonly Request[];
  readonly reports: readonly ReportedEvent[];
}

export interface Request extends Named {
  readonly kind: 'request';
  readonly system: ExternalSystem;
  readonly fields: readonly Field[];
}

export interface Scenario {
  readonly name: string;
  readonly span: Span;
  /** In order. */
  readonly given: readonly (Example | TimePasses)[];
  /** Absent only in a read model's scenario, where `given` may say it all. */
  readonly when?: Example | TimePasses;
  /** In whose name `when` is done. */
  readonly by?: ScenarioActor;
  /** When it begins, as written: ISO 8601, a date or a date and time. */
  readonly at?: { readonly text: string; readonly span: Span };
  readonly then: ScenarioOutcome;
}

/** `time passes: 30 days`: clocks and delays strike on the way. */
export interface TimePasses {
  readonly kind: 'time passes';
  readonly delay: Delay;
  readonly span: Span;
}

/** `by: { Account owner: some-id }`; `id` is the actor's own name when nobody in particular is named. */
export interface ScenarioActor {
  readonly actor: Link<Actor>;
  readonly id: string;
}

/** A message with example values. */
export interface Example {
  readonly kind: 'example';
  readonly message: Command | AnyEvent | Request;
  readonly values: readonly ExampleValue[];
  /** A value of it was not understood and has been reported: what seems to be missing is no mistake of its own. */
  readonly incomplete?: boolean;
  /** Of the message's name. */
  readonly span: Span;
}

export interface ExampleValue {
  readonly field: Field;
  readonly data: Data;
  /** Of the field's name. */
  readonly span: Span;
}

/** Plain data as written; `text` is from the source, so that `50.10` and `0123` keep every digit. */
export type Data =
  | { readonly kind: 'scalar'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Data[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly { readonly name: string; readonly span: Span; readonly data: Data }[]; readonly span: Span };

export type ScenarioOutcome =
  | { readonly kind: 'nothing'; readonly span: Span }
  | { readonly kind: 'refused'; readonly refusal: string; readonly span: Span }
  /** `messages` in order; `rows` by read model (inside a read model's scenario: its own). */
  | { readonly kind: 'happens'; readonly messages: readonly Example[]; readonly rows: readonly ExampleRows[]; readonly span: Span };

export interface ExampleRows {
  readonly readModel: ReadModel;
  readonly rows: readonly ExampleRow[];
  readonly span: Span;
}

export interface ExampleRow {
  readonly values: readonly ExampleValue[];
  /** As in an example of a message. */
  readonly incomplete?: boolean;
  readonly span: Span;
}

export interface HotSpot {
  readonly question: string;
  readonly about?: string;
  /** The sticky it hangs on, by name. */
  readonly on?: string;
  readonly span: Span;
}
