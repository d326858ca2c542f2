import type { Fix } from './fix.ts';
import type { Span } from './span.ts';

export type Severity = 'error' | 'warning';

/** What would be right, where the sentence does not say it already. */
type Help<Params> = (params: Params) => string | undefined;

/** The change that puts it right, where there is exactly one. `span` is the place of the mistake. */
type Mend<Params> = (params: Params, span: Span) => Fix | undefined;

/** One kind of mistake: how bad it is, and the sentence for it, made from named parameters. */
export interface CodeDefinition<Params> {
  readonly severity: Severity;
  readonly sentence: (params: Params) => string;
  readonly help?: Help<Params>;
  readonly fix?: Mend<Params>;
}

export function error<Params = Record<never, never>>(sentence: (params: Params) => string, help?: Help<Params>, fix?: Mend<Params>): CodeDefinition<Params> {
  return { severity: 'error', sentence, ...(help === undefined ? {} : { help }), ...(fix === undefined ? {} : { fix }) };
}

export function warning<Params = Record<never, never>>(sentence: (params: Params) => string, help?: Help<Params>, fix?: Mend<Params>): CodeDefinition<Params> {
  return { severity: 'warning', sentence, ...(help === undefined ? {} : { help }), ...(fix === undefined ? {} : { fix }) };
}

/** "X", or "X"; did you mean "Y"? */
export function orNearest(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
