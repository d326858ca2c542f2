import { type Variable, variablesOf } from './list-expression.ts';
import type { TypedExpression } from './typed-expression.ts';

/** The same for two expressions that are put together in the same way of the same things. */
export function structureOf(typed: TypedExpression): string {
  return written(typed, new Map());
}

type Bound = ReadonlyMap<number, number>;

function written(typed: TypedExpression, outer: Bound): string {
  if (typed.kind === 'asked') return written(typed.of, outer);
  const bound = variablesOf(typed).reduce<Bound>((sofar, variable) => new Map([...sofar, [variable.id, sofar.size]]), outer);
  const parts = Object.entries(typed).filter(([name]) => !LEFT_OUT.has(name)).map(([name, value]) => `${name}:${part(value, bound)}`);
  return `{${typed.kind === 'time' ? typed.type.kind : ''}${parts.join(',')}}`;
}

const LEFT_OUT = new Set(['span', 'type', 'syntax', 'typing']);

function part(value: unknown, bound: Bound): string {
  if (Array.isArray(value)) return `[${value.map((each) => part(each, bound)).join(',')}]`;
  if (isTyped(value)) return written(value, bound);
  if (isVariable(value)) return bound.has(value.id) ? `bound ${bound.get(value.id) ?? 0}` : `#${value.id}`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  return `(${Object.entries(value).filter(([name]) => !LEFT_OUT.has(name) && name !== 'typeSpan').map(([name, inner]) => `${name}:${part(inner, bound)}`).join(',')})`;
}

function isTyped(value: unknown): value is TypedExpression {
  return typeof value === 'object' && value !== null && 'kind' in value && 'type' in value && 'span' in value && !('typeSpan' in value);
}

function isVariable(value: unknown): value is Variable {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}
