import { fieldKey } from '../../feel/facts.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';

/** The same for two expressions at one place that say the same in the same way, and so have the same value. */
export function fingerprint(expression: TypedExpression): string {
  return printOf(expression);
}

/** Where it stands, and what follows from the rest. */
const LEFT_OUT = new Set(['span', 'type', 'typeSpan', 'about']);

function printOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printOf).join(' ')}]`;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (isFieldReference(value)) return fieldKey(value.role, value.field);
  return `(${Object.entries(value).filter(([key]) => !LEFT_OUT.has(key)).map(([key, part]) => `${key}:${printOf(part)}`).join(' ')})`;
}

function isFieldReference(value: object): value is Extract<TypedExpression, { kind: 'field' }> {
  return 'kind' in value && value.kind === 'field' && 'role' in value && 'field' in value;
}
