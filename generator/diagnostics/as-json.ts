import type { AcceptedWarning, Diagnostic } from './diagnostic.ts';
import { sortedDiagnostics } from './format.ts';
import { positionAt, type Span } from './span.ts';

/** Line and column from 1, the offset from 0, all in UTF-16 code units; a byte order mark is not counted. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface JsonRange {
  readonly start: JsonPosition;
  /** Behind the last character. */
  readonly end: JsonPosition;
}

export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** With `/`, relative to where the command was started when it is below that. */
  readonly path: string;
  readonly range: JsonRange;
  readonly sentence: string;
  readonly help: string | null;
  readonly related: readonly { readonly path: string; readonly range: JsonRange; readonly sentence: string }[];
  readonly fixes: readonly { readonly title: string; readonly edits: readonly { readonly path: string; readonly range: JsonRange; readonly text: string }[] }[];
}

/** What `--format json` prints. A later shape has a higher `version`; new members may come without one. */
export interface JsonReport {
  readonly version: 1;
  readonly errors: number;
  readonly warnings: number;
  readonly diagnostics: readonly JsonDiagnostic[];
  /** Warnings that the models accept; they are not among the others. */
  readonly accepted: readonly { readonly code: string; readonly path: string; readonly range: JsonRange; readonly sentence: string; readonly because: string }[];
}

export function jsonReport(diagnostics: readonly Diagnostic[], accepted: readonly AcceptedWarning[]): JsonReport {
  const all = sortedDiagnostics(diagnostics);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  return { version: 1, errors, warnings: all.length - errors, diagnostics: all.map(jsonDiagnostic), accepted: accepted.map(jsonAccepted) };
}

function jsonDiagnostic({ code, severity, span, sentence, help, related, fixes }: Diagnostic): JsonDiagnostic {
  return {
    code,
    severity,
    path: span.source.path,
    range: jsonRange(span),
    sentence,
    help: help ?? null,
    related: related.map((other) => ({ path: other.span.source.path, range: jsonRange(other.span), sentence: other.sentence })),
    fixes: (fixes ?? []).map(({ title, edits }) => ({ title, edits: edits.map((edit) => ({ path: edit.span.source.path, range: jsonRange(edit.span), text: edit.text })) })),
  };
}

function jsonAccepted({ diagnostic: { code, span, sentence }, because }: AcceptedWarning): JsonReport['accepted'][number] {
  return { code, path: span.source.path, range: jsonRange(span), sentence, because };
}

export function jsonRange({ source, start, end }: Span): JsonRange {
  return { start: { ...positionAt(source, start), offset: start }, end: { ...positionAt(source, end), offset: end } };
}
