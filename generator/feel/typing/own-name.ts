import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Variable } from '../list-expression.ts';
import { type Comparison, partsOf, type TypedExpression } from '../typed-expression.ts';
import type { Typing } from './typing.ts';

/**
 * `lines[item.product = product]`, where a command has a "product" as well: between these brackets the item's own comes
 * first, so that it is compared with itself, and nobody means that.
 */
export function reportOwnNames(condition: TypedExpression, item: Variable, typing: Typing): void {
  for (const comparison of comparisonsIn(condition)) {
    const [left, right] = [ownNames(comparison.left, item), ownNames(comparison.right, item)];
    if (left.size === 0 || left.size !== right.size || ![...left].every((name) => right.has(name))) continue;
    const outside = typing.scope.owners.flatMap((owner) => (owner.bare ? owner.fields.filter(({ name }) => left.has(name)).map(({ name }) => ({ owner: owner.name, name })) : []));
    const [hidden] = outside;
    if (hidden !== undefined) typing.report(diagnose('compared-with-itself', comparison.span, hidden));
  }
}

function comparisonsIn(expression: TypedExpression): readonly Comparison[] {
  return expression.kind === 'comparison' ? [expression] : partsOf(expression).flatMap(comparisonsIn);
}

/** The fields of the item that are read. */
function ownNames(expression: TypedExpression, item: Variable): ReadonlySet<string> {
  if (expression.kind === 'property' && expression.of.kind === 'variable' && expression.of.variable.id === item.id) return new Set([expression.name]);
  return new Set(partsOf(expression).flatMap((part) => [...ownNames(part, item)]));
}
