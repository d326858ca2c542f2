import type { OwnerRole } from '../feel/scope.ts';
import type { TypedExpression } from '../feel/typed-expression.ts';
import type {
  Aggregate, AnyEvent, ClockReaction, Command, EarlierVersion, Event, ExternalSystem, Field, Model, Policy, PolicyLookUp, PolicyReaction, ReadModel, ReadModelEntry, Request, Rule, Scenario, Send,
} from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';

declare const checked: unique symbol;

/**
 * A model without errors: every expression is typed, every field knows where its value comes from, every example has
 * typed values. Only `check` makes one, and only one of these can be planned.
 */
export interface CheckedModel {
  readonly [checked]: true;
  readonly model: Model;
  readonly aggregates: readonly CheckedAggregate[];
  readonly policies: readonly CheckedPolicy[];
  readonly readModels: readonly CheckedReadModel[];
  readonly externalSystems: readonly ExternalSystem[];
  readonly scenarios: readonly CheckedScenario[];
}

/** What is to be marked: the same, before the last look for errors. */
export type UnmarkedModel = Omit<CheckedModel, typeof checked>;

/** Only for `check.ts`, when nothing is wrong with the model. */
export function marked(model: UnmarkedModel): CheckedModel {
  return model as CheckedModel;
}

export interface CheckedAggregate {
  readonly aggregate: Aggregate;
  readonly invariants: readonly CheckedRule[];
  readonly commands: readonly CheckedCommand[];
  readonly events: readonly CheckedEvent[];
  readonly scenarios: readonly CheckedScenario[];
}

export interface CheckedRule {
  readonly rule: Rule;
  readonly condition: TypedExpression;
}

export interface CheckedCommand {
  readonly command: Command;
  /** True when it makes the instance; its rules then see no state. */
  readonly begins: boolean;
  readonly rules: readonly CheckedRule[];
  readonly emissions: readonly CheckedEmission[];
}

export interface CheckedEmission {
  readonly event: Event;
  readonly condition?: TypedExpression;
  readonly values: readonly FieldValue[];
}

/** A field, and where its value comes from. */
export interface FieldValue {
  readonly field: Field;
  readonly source: ValueSource;
}

export type ValueSource =
  | { readonly kind: 'expression'; readonly expression: TypedExpression }
  /** Taken over from a field of the same name and type. */
  | { readonly kind: 'taken over'; readonly owner: OwnerRole; readonly field: Field }
  /** The value it had before; nothing when there was no row before (the field is then optional). */
  | { readonly kind: 'kept'; readonly owner: OwnerRole; readonly field: Field }
  /** Optional, and nobody says anything. */
  | { readonly kind: 'nothing' }
  /** An identity made from what caused it. */
  | { readonly kind: 'new identity' };

export interface CheckedEvent {
  readonly event: Event;
  readonly begins: boolean;
  readonly ends: boolean;
  /** Every field of the state after it. */
  readonly state: readonly FieldValue[];
  /** In the order of the event's `earlier`. */
  readonly earlier: readonly CheckedVersion[];
}

export interface CheckedVersion {
  readonly version: EarlierVersion;
  /** Every field of the next version, from fields of this one. */
  readonly becomes: readonly FieldValue[];
}

export interface CheckedPolicy {
  readonly policy: Policy;
  readonly reactions: readonly CheckedReaction[];
  readonly clock?: CheckedClock;
  readonly scenarios: readonly CheckedScenario[];
}

export interface CheckedBody {
  readonly lookUps: readonly CheckedLookUp[];
  readonly condition?: TypedExpression;
  readonly sends: readonly CheckedSend[];
  readonly ifRefused: readonly CheckedSend[];
}

export interface CheckedReaction extends CheckedBody {
  readonly reaction: PolicyReaction;
  readonly events: readonly AnyEvent[];
}

export interface CheckedClock extends CheckedBody {
  readonly reaction: ClockReaction;
}

export interface CheckedLookUp {
  readonly lookUp: PolicyLookUp;
  readonly key: readonly FieldValue[];
}

export interface CheckedSend {
  readonly send: Send;
  readonly target: Command | Request;
  readonly condition?: TypedExpression;
  readonly values: readonly FieldValue[];
}

export interface CheckedReadModel {
  readonly readModel: ReadModel;
  readonly startsAs: readonly FieldValue[];
  readonly visibleIf?: TypedExpression;
  readonly entries: readonly CheckedEntry[];
  readonly scenarios: readonly CheckedScenario[];
}

export interface CheckedEntry {
  readonly entry: ReadModelEntry;
  readonly key: readonly FieldValue[];
  /** Whether only an event that keeps the condition has a key: it asks for an optional field that the key is made of. */
  readonly keyAsks: boolean;
  readonly condition?: TypedExpression;
  /** It is about every row for which this holds; `key` is empty then. */
  readonly where?: TypedExpression;
  /** Whether it does nothing when there is no row: it reads the row, or cannot fill a new one. */
  readonly needsRow: boolean;
  /** Every field of the row after it; empty when it removes the row. */
  readonly row: readonly FieldValue[];
}

export interface CheckedScenario {
  readonly scenario: Scenario;
  readonly given: readonly (TypedExample | TypedPassing)[];
  readonly when?: TypedExample | TypedPassing;
  readonly by?: { readonly actor: string; readonly id: string };
  /** An instant, ISO 8601 in UTC. */
  readonly at?: string;
  readonly then: TypedOutcome;
}

export interface TypedPassing {
  readonly kind: 'time passes';
  readonly seconds: number;
}

export interface TypedExample {
  readonly kind: 'example';
  readonly message: Command | AnyEvent | Request;
  readonly values: readonly TypedValue[];
}

export interface TypedValue {
  readonly field: Field;
  readonly value: Literal;
}

/** An example value in its type. `text` is as written in the model: `50.10`, `NL000001`. */
export type Literal =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'literal'; readonly type: ValueType; readonly text: string; /** An example of what is refused. */ readonly breaksLimit: boolean }
  | { readonly kind: 'list'; readonly type: ValueType; readonly items: readonly Literal[] }
  | { readonly kind: 'record'; readonly type: ValueType; readonly values: readonly TypedValue[] };

export type TypedOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly refusal: string }
  | { readonly kind: 'happens'; readonly messages: readonly TypedExample[]; readonly rows: readonly TypedRows[] };

export interface TypedRows {
  readonly readModel: ReadModel;
  readonly rows: readonly (readonly TypedValue[])[];
}
