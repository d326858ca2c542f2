import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../resolve/model.ts';
import type { ValueType } from '../resolve/value-type.ts';
import { type Facts, noFacts } from './facts.ts';
import type { Scope } from './scope.ts';
import type { TypedExpression } from './typed-expression.ts';

export { type Facts, knownPresent, noFacts } from './facts.ts';
export { fieldsRead } from './typed-expression.ts';

/** What an expression is for: a condition, or the value of something of `type`, called `what` in messages. */
export type Wanted = { readonly kind: 'condition' } | { readonly kind: 'value'; readonly type: ValueType; readonly what: string };

export interface TypingResult {
  /** Nothing when there is an error among the diagnostics. */
  readonly typed: TypedExpression | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What is known where the condition holds: what was known before included. */
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

export function typeExpression(expression: Expression, scope: Scope, wanted: Wanted, known: Facts = noFacts): TypingResult {
  throw new Error(`Not yet: ${expression.text}${scope.owners.length}${wanted.kind}${known.size}`);
}
