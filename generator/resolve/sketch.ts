import type { Span } from '../diagnostics/span.ts';
import type { Acceptance } from './acceptance.ts';
import type { HotSpot } from './model.ts';

/**
 * What any model is drawn from, whatever its level, and all there is of a model below `design`: stickies and what leads
 * to what. Loose ones belong to no aggregate.
 */
export interface Sketch {
  readonly name: string;
  readonly about?: string;
  readonly level: Level;
  readonly stickies: readonly SketchSticky[];
  readonly arrows: readonly SketchArrow[];
  readonly hotSpots: readonly HotSpot[];
  readonly accepted: readonly Acceptance[];
}

export type Level = 'big picture' | 'process' | 'design';

export interface SketchSticky {
  readonly kind: 'actor' | 'command' | 'aggregate' | 'event' | 'policy' | 'read model' | 'external system' | 'request';
  readonly name: string;
  readonly about?: string;
  /** The aggregate, or the external system, that it belongs to. */
  readonly of?: string;
  readonly span: Span;
}

/** By the names of stickies: who sends a command, what a command leads to, what a policy reacts to and sends, … */
export interface SketchArrow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'sends' | 'leads to' | 'sets off' | 'when refused' | 'feeds' | 'is viewed by' | 'is looked up by';
  readonly guarded: boolean;
  /** Of what a policy sends: the event that it reacts to with it. Absent for a policy of the clock. */
  readonly on?: string;
  readonly span: Span;
}
