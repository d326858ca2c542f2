import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import type { DeclaredFunction } from '../../resolve/model.ts';
import type { UnmarkedModel } from '../checked-model.ts';
import { allValues, bodiesOfPolicy, expressionsOf, expressionsOfCommand, present, visitParts } from '../view.ts';
import { ruleOfWholeModel } from './rule.ts';

/** What a developer is asked to write, and nobody needs. */
export const uncalledFunctionRule = ruleOfWholeModel(['function-never-called'], ({ content }, report) => {
  const called = new Set<DeclaredFunction>();
  for (const expression of expressionsThatCall(content)) visitParts(expression, (part) => (part.kind === 'declared call' ? called.add(part.function) : undefined));
  for (const each of content.model.functions) {
    if (!called.has(each)) report(diagnose('function-never-called', each.span, { function: each.name }, [], [each.name]));
  }
});

function expressionsThatCall(content: UnmarkedModel): readonly TypedExpression[] {
  return [
    ...expressionsOf(allValues(content)),
    ...content.aggregates.flatMap(({ commands }) => commands.flatMap(expressionsOfCommand)),
    ...content.policies.flatMap((policy) => bodiesOfPolicy(policy).flatMap(({ condition, sends, ifRefused }) => present([condition, ...[...sends, ...ifRefused].map((send) => send.condition)]))),
  ];
}
