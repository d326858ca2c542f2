import { diagnose, type RelatedPlace, type Report } from '../../diagnostics/diagnostic.ts';
import { noFacts, presenceOnly } from '../../feel/facts.ts';
import { typeExpression } from '../../feel/typing/type-expression.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import type { Command, Expression } from '../../resolve/model.ts';
import type { CheckedAggregate, CheckedCommand, CheckedRule } from '../checked-model.ts';
import { commandScope, surroundingsIn } from '../scopes.ts';
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

/** Of a command with more rules than anybody has read at once, each is judged beside so many before it. */
const MOST_RULES = 40;

/** From top to bottom: each is judged only where those before it hold. What begins sees no state, and so no invariants. */
function askRules({ command, begins, rules }: CheckedCommand, invariants: readonly CheckedRule[], view: View, report: Report): void {
  const known = begins ? [] : invariants;
  const before: CheckedRule[] = [];
  for (const rule of rules) {
    const { require, otherwise } = rule.rule;
    const about = [otherwise.name, command.name, command.aggregate.name];
    const whole = view.saidWithin(require.span) || rule.condition.kind === 'truth' ? asWritten(rule, before, command, begins, view) : rule.condition;
    const near = before.slice(-MOST_RULES);
    const given = givenBy([...known, ...near]);
    const never = decidedAlone(whole, false, require, view) ?? reasonsAgainst(whole, true, given);
    if (never !== undefined) {
      reportNever({ command, require, about }, never, decidedAlone(whole, false, require, view) ?? reasonsAgainst(whole, true, givenBy(near), 'not by what was stored'), report);
      return;
    }
    const always = decidedAlone(whole, true, require, view) ?? reasonsAgainst(whole, false, given);
    if (always !== undefined) report(diagnose('rule-never-refuses', require.span, { refusal: otherwise.name, ...inWords(require, always) }, placesOf(always), about));
    before.push({ ...rule, condition: whole });
  }
}

/** What was stored may be older than limits and invariants, and a command may be there to mend it: that is not certain. */
function reportNever({ command, require, about }: { readonly command: Command; readonly require: Expression; readonly about: readonly string[] }, never: Reasons<Origin>, certain: Reasons<Origin> | undefined, report: Report): void {
  const reasons = certain ?? never;
  const found = diagnose('rules-refuse-everything', require.span, { command: command.name, ...inWords(require, reasons), certain: certain !== undefined }, placesOf(reasons), about);
  report(certain === undefined ? { ...found, severity: 'warning' } : found);
}

/** One whose parts answered each other while it was read. Somebody who writes `false` or `1 = 2` means it. */
function decidedAlone(condition: TypedExpression, holds: boolean, { span }: Expression, view: View): Reasons<Origin> | undefined {
  const decided = condition.kind === 'truth' && condition.value === holds && view.saidWithin(span, 'answered-before') && !view.saidWithin(span, 'never-missing');
  return decided ? { origins: [], limits: [] } : undefined;
}

/** A rule as it reads without those before it, which may have answered a part of it already; that a value is there they may say. */
function asWritten({ rule, condition }: CheckedRule, before: readonly CheckedRule[], command: Command, begins: boolean, view: View): TypedExpression {
  const scope = commandScope(command, begins, surroundingsIn(view.content.model));
  const facts = before.reduce((known, each) => typeExpression(each.rule.require, scope, { kind: 'condition' }, known).whenTrue, noFacts);
  return typeExpression(rule.require, scope, { kind: 'condition' }, presenceOnly(facts)).typed ?? condition;
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
