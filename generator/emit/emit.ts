import type { FilePlan } from '../plan/file-plan.ts';
import { templateFor } from './templates.ts';

/** A generated file's text. `path` is below `generated/<model>/`. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Places the plan's finished strings in templates. Nothing is decided here: a template has `each`, `if` on a ready
 * value and partials, and what it prints needs no formatter.
 */
export function emit(plans: readonly FilePlan[]): readonly EmittedFile[] {
  return plans.map((plan) => ({ path: plan.path, text: templateFor(plan.template)(plan.view) }));
}
