import { diagnose, type RelatedPlace, type Report } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import type { CheckedAggregate, CheckedCommand, CheckedRule } from '../checked-model.ts';
import { type Given, type Reasons, reasonsAgainst } from '../solver/reasons.ts';
import type { View } from '../view.ts';
import { ruleOfParts } from './rule.ts';

/** Rules that leave nothing between them, rules that can never refuse, and invariants that nothing can keep. */
export const contradictionRule = ruleOfParts(['rules-refuse-everything', 'rule-never-refuses', 'invariants-exclude-each-other'], (view, report) => {
  for (const aggregate of view.content.aggregates) {
    const kept = askInvariants(aggregate, report);
    for (const command of aggregate.commands) askRules(command, kept, view, report);
  }
});

export type Origin = CheckedRule;

export function givenBy(rules: readonly CheckedRule[]): readonly Given<Origin>[] {
  return rules.map((rule) => ({ origin: rule, expression: rule.condition }));
}

/** The invariants that can be kept: each is asked with those before it. */
function askInvariants({ aggregate, invariants }: CheckedAggregate, report: Report): readonly CheckedRule[] {
  const kept: CheckedRule[] = [];
  for (const invariant of invariants) {
    const reasons = reasonsAgainst(invariant.condition, true, givenBy(kept));
    if (reasons === undefined) kept.push(invariant);
    else report(diagnose('invariants-exclude-each-other', invariant.rule.require.span, { aggregate: aggregate.name, ...inWords(invariant.rule.require, reasons) }, placesOf(reasons), [invariant.rule.otherwise.name, aggregate.name]));
  }
  return kept;
}

/** From top to bottom: each is judged only where those before it hold. What begins sees no state, and so no invariants. */
function askRules({ command, begins, rules }: CheckedCommand, invariants: readonly CheckedRule[], view: View, report: Report): void {
  const before: CheckedRule[] = begins ? [] : [...invariants];
  for (const rule of rules) {
    const { require, otherwise } = rule.rule;
    const about = [otherwise.name, command.name, command.aggregate.name];
    // Where a part of it was found to decide nothing, that is the mistake.
    if (view.saidWithin(require.span)) continue;
    const never = reasonsAgainst(rule.condition, true, givenBy(before));
    if (never !== undefined) {
      report(diagnose('rules-refuse-everything', require.span, { command: command.name, ...inWords(require, never) }, placesOf(never), about));
      return;
    }
    const always = reasonsAgainst(rule.condition, false, givenBy(before));
    if (always !== undefined) report(diagnose('rule-never-refuses', require.span, { refusal: otherwise.name, ...inWords(require, always) }, placesOf(always), about));
    before.push(rule);
  }
}

/** For a sentence: what is asked, and why the answer is known. */
export function inWords({ text }: Expression, { origins, limits }: Reasons<Origin>): { readonly condition: string; readonly others: readonly string[]; readonly limits: readonly string[] } {
  return { condition: oneLine(text), others: origins.map(({ rule }) => oneLine(rule.require.text)), limits };
}

export function placesOf({ origins }: Reasons<Origin>): readonly RelatedPlace[] {
  return origins.map(({ rule }) => ({ span: rule.require.span, sentence: 'This holds by then' }));
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}
