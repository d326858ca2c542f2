import type { Code } from '../../diagnostics/catalogue.ts';
import type { Report } from '../../diagnostics/diagnostic.ts';
import type { Flow } from '../flow.ts';
import type { View } from '../view.ts';

/**
 * One thing that is asked of a model as a whole, after each of its parts was read. A rule of the flow needs only names and
 * what leads to what; one of the model needs everything.
 */
export type CheckRule = FlowRule | ModelRule;

export interface FlowRule {
  readonly kind: 'flow';
  readonly finds: readonly Code[];
  readonly check: (flow: Flow, report: Report) => void;
}

export interface ModelRule {
  readonly kind: 'model';
  readonly finds: readonly Code[];
  /** Asked only of a model without errors so far: what was not understood might change the answer. Otherwise all names must be known. */
  readonly whole: boolean;
  readonly check: (view: View, report: Report) => void;
}

export function flowRule(finds: readonly Code[], check: FlowRule['check']): FlowRule {
  return { kind: 'flow', finds, check };
}

/** Of what is not there: a part that was not understood might have it. */
export function ruleOfWholeModel(finds: readonly Code[], check: ModelRule['check']): ModelRule {
  return { kind: 'model', finds, whole: true, check };
}

/** Of what is there: an expression that was not understood does not matter. */
export function ruleOfParts(finds: readonly Code[], check: ModelRule['check']): ModelRule {
  return { kind: 'model', finds, whole: false, check };
}
