import type { Span } from '../diagnostics/span.ts';

/** A warning that is accepted with a written reason. */
export interface Acceptance {
  /** Of the warning. */
  readonly code: string;
  readonly codeSpan: Span;
  /** What the warning is about, by its name: a sticky, a refusal, a field. */
  readonly on: string;
  readonly onSpan: Span;
  readonly because: string;
  readonly span: Span;
}
