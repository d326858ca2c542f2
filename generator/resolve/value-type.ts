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
