import { catalogue, type Code, type ParamsOf } from './catalogue.ts';
import type { CodeDefinition, Severity } from './code.ts';
import type { Fix } from './fix.ts';
import type { Span } from './span.ts';

/** A mistake in a model: what, where, and what would be right. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly span: Span;
  readonly sentence: string;
  readonly help?: string;
  /** Other places that belong to it: "first declared here". */
  readonly related: readonly RelatedPlace[];
  /** What a tool may do about it without asking; absent where nothing is certain. */
  readonly fixes?: readonly Fix[];
  /** What a warning is about, by name, the narrowest first: any of them may be named where it is accepted. */
  readonly about?: readonly string[];
}

/** A warning that the model accepts, and why. */
export interface AcceptedWarning {
  readonly diagnostic: Diagnostic;
  readonly because: string;
}

export interface RelatedPlace {
  readonly span: Span;
  readonly sentence: string;
}

export function diagnose<C extends Code>(code: C, span: Span, params: ParamsOf<C>, related: readonly RelatedPlace[] = [], about: readonly string[] = []): Diagnostic {
  // Every entry's parameters are its own; the pairing of `code` and `params` is what the signature checks.
  const definition = catalogue[code] as CodeDefinition<ParamsOf<C>>;
  const help = short(definition.help?.(params));
  const fix = definition.fix?.(params, span);
  return {
    code, severity: definition.severity, span, sentence: short(definition.sentence(params)) ?? '', ...(help === undefined ? {} : { help }), related, ...(fix === undefined ? {} : { fixes: [fix] }),
    ...(about.length === 0 ? {} : { about }),
  };
}

/** A name or a text that a sentence quotes may be as long as a book. */
const LONGEST_SENTENCE = 1200;

function short(sentence: string | undefined): string | undefined {
  return sentence === undefined || sentence.length <= LONGEST_SENTENCE ? sentence : `${sentence.slice(0, LONGEST_SENTENCE - 1)}…`;
}

/** Where a phase puts what it finds. */
export type Report = (diagnostic: Diagnostic) => void;
