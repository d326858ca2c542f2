import type { NamedType } from './model.ts';

/** The type of a field, its names resolved. */
export type ValueType =
  | { readonly kind: 'text' }
  | { readonly kind: 'yes or no' }
  | { readonly kind: 'whole number' }
  /** Without `digits`: any number of digits after the point. */
  | { readonly kind: 'decimal'; readonly digits?: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'date and time' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'identifier' }
  | { readonly kind: 'optional'; readonly of: ValueType }
  | { readonly kind: 'list'; readonly of: ValueType }
  | { readonly kind: 'named'; readonly type: NamedType };

/** Limits as written in the model: numbers keep every digit. */
export interface Limits {
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly above?: string;
  readonly below?: string;
  readonly digits?: number;
  readonly matches?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly example?: string;
}

/** A type as the model would write it: `optional list of Order line`. */
export function typeInWords(type: ValueType): string {
  switch (type.kind) {
    case 'optional':
      return `optional ${typeInWords(type.of)}`;
    case 'list':
      return `list of ${typeInWords(type.of)}`;
    case 'named':
      return type.type.name;
    case 'decimal':
      return type.digits === undefined ? 'decimal' : `decimal with ${type.digits} digits`;
    default:
      return type.kind;
  }
}
