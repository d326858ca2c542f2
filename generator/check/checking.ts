import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { Scope } from '../feel/scope.ts';
import { type Facts, noFacts, typeExpression } from '../feel/typing/type-expression.ts';
import type { TypedExpression } from '../feel/typed-expression.ts';
import type { Expression, Field, Rule } from '../resolve/model.ts';
import type { CheckedRule } from './checked-model.ts';

/** A typed condition, and what is known wherever it holds. */
export interface CheckedCondition {
  readonly condition?: TypedExpression;
  readonly facts: Facts;
}

/** Types the condition of an `if`, where there is one. */
export function checkCondition(expression: Expression | undefined, scope: Scope, known: Facts, report: Report): CheckedCondition {
  if (expression === undefined) return { facts: known };
  const { typed, diagnostics, whenTrue } = typeExpression(expression, scope, { kind: 'condition' }, known);
  reportAll(diagnostics, report);
  return typed === undefined ? { facts: whenTrue } : { condition: typed, facts: whenTrue };
}

/** Types rules from top to bottom: each may rely on the ones above it. */
export function checkRules(rules: readonly Rule[], scope: Scope, report: Report): { readonly rules: readonly CheckedRule[]; readonly facts: Facts } {
  let facts = noFacts;
  const checked: CheckedRule[] = [];
  for (const rule of rules) {
    const { condition, facts: after } = checkCondition(rule.require, scope, facts, report);
    facts = after;
    if (condition !== undefined) checked.push({ rule, condition });
  }
  return { rules: checked, facts };
}

/** Types the value that a field is given. */
export function checkValue(expression: Expression, field: Field, target: string, scope: Scope, known: Facts, report: Report): TypedExpression | undefined {
  const { typed, diagnostics } = typeExpression(expression, scope, { kind: 'value', type: field.type, what: `"${field.name}" of "${target}"` }, known);
  reportAll(diagnostics, report);
  return typed;
}

export function reportAll(diagnostics: readonly Diagnostic[], report: Report): void {
  for (const diagnostic of diagnostics) report(diagnostic);
}
