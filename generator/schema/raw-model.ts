import type { Span } from '../diagnostics/span.ts';

/**
 * A model of the right shape, its names still strings. What did not have the right shape was reported and is missing
 * here; the thing it is missing from says so with `incomplete`, so that later phases do not complain a second time.
 */
export interface RawModel {
  /** `undefined` where it is missing, which was reported. */
  readonly name: RawName | undefined;
  readonly about?: string;
  readonly timeZone?: RawName;
  readonly level: 'big picture' | 'process' | 'design';
  /** Paths of further files, from the folder of this one. */
  readonly includes: readonly RawName[];
  /** Without an aggregate: only below the level `design`. */
  readonly looseEvents: readonly RawSticky[];
  readonly looseCommands: readonly RawCommand[];
  readonly accepted: readonly RawAcceptance[];
  readonly types: readonly RawType[];
  readonly functions: readonly RawFunction[];
  readonly actors: readonly RawActor[];
  readonly aggregates: readonly RawAggregate[];
  readonly policies: readonly RawPolicy[];
  readonly readModels: readonly RawReadModel[];
  readonly externalSystems: readonly RawExternalSystem[];
  readonly scenarios: readonly RawScenario[];
  readonly hotSpots: readonly RawHotSpot[];
  /** Of the whole file. */
  readonly span: Span;
  /** Text that could not be read: a name that stands in it is not unknown. */
  readonly lost: readonly string[];
  readonly incomplete: boolean;
}

export interface RawAcceptance {
  readonly code: RawName;
  readonly on: RawName;
  readonly because: string;
  readonly span: Span;
}

/** Blanks at its ends are gone, and several between words are one. */
export interface RawName {
  readonly text: string;
  readonly span: Span;
}

export interface RawSticky {
  readonly name: RawName;
  readonly about?: string;
  readonly incomplete: boolean;
}

export interface RawExpression {
  readonly text: string;
  readonly span: Span;
  spanOf(from: number, to: number): Span;
}

export interface RawType extends RawSticky {
  readonly is?: RawName;
  readonly oneOf?: readonly RawName[];
  readonly with?: RawFields;
  readonly limits: readonly RawLimit[];
}

export interface RawLimit {
  readonly key: LimitKey;
  readonly text: string;
  readonly keySpan: Span;
  readonly span: Span;
}

export const limitKeys = ['at least', 'at most', 'above', 'below', 'digits', 'matches', 'min length', 'max length', 'example'] as const;
export type LimitKey = (typeof limitKeys)[number];

export interface RawField {
  readonly name: RawName;
  readonly type: RawName;
}

export interface RawFields {
  readonly fields: readonly RawField[];
  /** Names of fields whose type was not understood. */
  readonly broken: readonly RawName[];
  /** Text that could not be read: a field whose name stands in it is not unknown. */
  readonly lost: readonly string[];
}

export interface RawFunction extends RawSticky {
  readonly with: RawFields;
  readonly gives?: RawName;
}

export interface RawActor extends RawSticky {
  readonly views: readonly RawName[];
}

export interface RawAggregate extends RawSticky {
  readonly identifiedBy?: RawName;
  readonly begins: readonly RawName[];
  readonly ends: readonly RawName[];
  readonly state: RawFields;
  readonly always: readonly RawRule[];
  readonly commands: readonly RawCommand[];
  readonly events: readonly RawEvent[];
  readonly scenarios: readonly RawScenario[];
}

export interface RawRule {
  readonly require: RawExpression;
  readonly otherwise?: RawName;
  readonly span: Span;
}

export interface RawCommand extends RawSticky {
  readonly by: readonly RawName[];
  readonly with: RawFields;
  readonly rules: readonly RawRule[];
  readonly then: readonly RawEntry[];
  readonly thenSpan: Span;
}

/** What is to happen or to be sent, with values. */
export interface RawEntry {
  readonly name: RawName;
  readonly if?: RawExpression;
  readonly values: readonly RawAssignment[];
}

export interface RawAssignment {
  readonly name: RawName;
  readonly value: RawExpression;
}

export interface RawEvent extends RawSticky {
  readonly with: RawFields;
  readonly sets: readonly RawAssignment[];
  readonly version?: RawName;
  readonly earlier: readonly RawEarlierVersion[];
}

export interface RawEarlierVersion {
  readonly version: RawName;
  readonly with: RawFields;
  readonly becomes: readonly RawAssignment[];
}

export interface RawPolicy extends RawSticky {
  readonly reactions: readonly RawReaction[];
  readonly clock?: RawClock;
  readonly scenarios: readonly RawScenario[];
}

/** What a policy does, whatever sets it off. */
export interface RawBody {
  readonly lookUps: readonly RawLookUp[];
  readonly if?: RawExpression;
  readonly then: readonly RawEntry[];
  readonly ifRefused: readonly RawEntry[];
  readonly span: Span;
}

export interface RawReaction extends RawBody {
  readonly events: readonly RawName[];
  readonly after?: RawName;
  readonly unless: readonly RawName[];
}

export interface RawClock extends RawBody {
  readonly every: RawName;
  readonly forEach?: RawName;
}

export interface RawLookUp {
  readonly name: RawName;
  readonly readModel: RawName;
  readonly key: readonly RawAssignment[];
}

export interface RawReadModel extends RawSticky {
  readonly question?: string;
  readonly single: boolean;
  readonly key: readonly RawName[];
  readonly with: RawFields;
  readonly startsAs: readonly RawAssignment[];
  readonly visibleIf?: RawExpression;
  readonly from: readonly RawReadModelEntry[];
  readonly findBy: readonly RawName[];
  readonly scenarios: readonly RawScenario[];
}

export interface RawReadModelEntry {
  readonly event: RawName;
  readonly if?: RawExpression;
  readonly where?: RawExpression;
  readonly key: readonly RawAssignment[];
  readonly sets: readonly RawAssignment[];
  readonly removes: boolean;
}

export interface RawExternalSystem extends RawSticky {
  readonly does: readonly RawRequest[];
  readonly reports: readonly RawRequest[];
}

export interface RawRequest extends RawSticky {
  readonly with: RawFields;
}

export interface RawScenario {
  readonly name: RawName;
  readonly given: readonly (RawExample | RawTimePasses)[];
  readonly when?: RawExample | RawTimePasses;
  readonly by?: { readonly actor: RawName; readonly id?: string };
  readonly at?: RawName;
  /** `undefined` where it was not understood. */
  readonly then: RawOutcome | undefined;
}

/** `time passes: 30 days` */
export interface RawTimePasses {
  readonly kind: 'time passes';
  readonly delay: RawName;
  readonly span: Span;
}

export interface RawExample {
  readonly kind: 'example';
  readonly name: RawName;
  readonly data: RawData;
}

export type RawData =
  | { readonly kind: 'scalar'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly RawData[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly { readonly name: string; readonly span: Span; readonly data: RawData }[]; readonly span: Span }
  /** Nothing behind the colon. */
  | { readonly kind: 'empty'; readonly span: Span }
  /** Was reported. */
  | { readonly kind: 'broken'; readonly span: Span };

export type RawOutcome =
  | { readonly kind: 'nothing'; readonly span: Span }
  | { readonly kind: 'refused'; readonly refusal: RawName; readonly span: Span }
  | { readonly kind: 'messages'; readonly examples: readonly RawExample[]; readonly span: Span }
  /** Inside a read model: its rows. */
  | { readonly kind: 'rows'; readonly rows: readonly RawData[]; readonly span: Span };

export interface RawHotSpot {
  readonly question: string;
  readonly about?: string;
  readonly on?: RawName;
  readonly span: Span;
}
