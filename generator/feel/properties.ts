import type { FeelType, TypedExpression } from './typed-expression.ts';
import { baseOf, optionalOf, presentType } from './types.ts';

/** An entry of a context, or a field of a record. */
export interface PropertyType {
  readonly name: string;
  readonly identifier: string;
  readonly type: FeelType;
}

/** What values of `type` consist of; nothing of what has no parts by name. */
export function propertiesOf(type: FeelType): readonly PropertyType[] {
  const base = baseOf(presentType(type));
  if (base.kind === 'context') return base.entries;
  return base.kind === 'named' && base.type.kind === 'record type' ? base.type.fields : [];
}

/** Of a context that is written out, it is the entry itself. */
export function propertyOf(of: TypedExpression, { name, identifier, type }: PropertyType, span: TypedExpression['span']): TypedExpression {
  const entry = of.kind === 'context' ? of.entries.find((each) => each.name === name) : undefined;
  if (entry !== undefined) return entry.value;
  return { kind: 'property', of, name, identifier, type: of.type.kind === 'optional' ? optionalOf(type) : type, span };
}
