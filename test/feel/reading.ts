import type { Scope } from '../../generator/feel/scope.ts';
import { fieldsRead as read } from '../../generator/feel/typing/type-expression.ts';
import type { FeelType, TypedExpression } from '../../generator/feel/typed-expression.ts';
import { conditionOf as written } from '../../generator/plan/expression/expression.ts';
import { named } from '../../generator/plan/expression/written.ts';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { brief, condition, typed, valueOf } from './places.ts';

function sound(text: string, scope: Scope, wanted = condition): TypedExpression {
  const { typed: expression, diagnostics } = typed(text, wanted, scope);
  if (expression === undefined) throw new Error(diagnostics.map((each) => `${brief(each)} ${each.sentence}`).join('\n'));
  return expression;
}

export function conditionOf(text: string, scope: Scope): string {
  return written(sound(text, scope), { owner: ({ kind }) => kind, value: (name) => name, declared: ({ function: { identifier } }) => named(identifier) }).text;
}

export function fieldsRead(text: string, scope: Scope): readonly string[] {
  return read(sound(text, scope)).map(({ role, field }) => `${role.kind}.${field.identifier}`);
}

export function typeOf(text: string, type: ValueType, scope: Scope): FeelType {
  return sound(text, scope, valueOf(type)).type;
}
