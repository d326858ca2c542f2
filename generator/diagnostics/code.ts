export type Severity = 'error' | 'warning';

/** One kind of mistake: how bad it is, and the sentence for it, made from named parameters. */
export interface CodeDefinition<Params> {
  readonly severity: Severity;
  readonly sentence: (params: Params) => string;
  /** What would be right, where the sentence does not say it already. */
  readonly help?: (params: Params) => string | undefined;
}

export function error<Params = Record<never, never>>(sentence: (params: Params) => string, help?: (params: Params) => string | undefined): CodeDefinition<Params> {
  return { severity: 'error', sentence, ...(help === undefined ? {} : { help }) };
}

export function warning<Params = Record<never, never>>(sentence: (params: Params) => string, help?: (params: Params) => string | undefined): CodeDefinition<Params> {
  return { severity: 'warning', sentence, ...(help === undefined ? {} : { help }) };
}

/** "X", or "X"; did you mean "Y"? */
export function orNearest(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
