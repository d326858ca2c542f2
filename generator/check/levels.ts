import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Level } from '../resolve/sketch.ts';
import type { CheckRule } from './rules/rule.ts';

/** What becomes of what a rule finds: it is left unsaid, said as a warning, or said as its code has it. */
type Weight = 'unsaid' | 'a warning' | 'as its code has it';

/** Strict late, loose early: how much is asked of a model at each level. */
export const WEIGHTS: { readonly [level in Level]: { readonly [kind in CheckRule['kind']]: Weight } } = {
  // Loose events and open questions: names are resolved, nothing more is asked.
  'big picture': { flow: 'unsaid', model: 'unsaid' },
  // What leads to what is there to be looked at; what is still missing does not hold anybody up.
  process: { flow: 'a warning', model: 'unsaid' },
  design: { flow: 'as its code has it', model: 'as its code has it' },
};

/** What is said at this level of what a rule of this kind found. */
export function weighed(diagnostic: Diagnostic, kind: CheckRule['kind'], level: Level): readonly Diagnostic[] {
  switch (WEIGHTS[level][kind]) {
    case 'unsaid':
      return [];
    case 'a warning':
      return [{ ...diagnostic, severity: 'warning' }];
    case 'as its code has it':
      return [diagnostic];
  }
}
