import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { formatDiagnostic, sortedDiagnostics } from '../../generator/diagnostics/format.ts';
import type { Model } from '../../generator/resolve/model.ts';
import { resolveNames } from '../../generator/resolve/resolve-names.ts';
import { checkShape } from '../../generator/schema/check-shape.ts';
import { parseSource } from '../../generator/source/parse-source.ts';

/** What the front of the compiler makes of a model: source, shape, names. */
export function resolve(yaml: string): { readonly model: Model | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parseSource({ path: 'model.yaml', text: yaml });
  const shaped = checkShape(parsed.document);
  const resolved = resolveNames(shaped.raw);
  return { model: resolved.model, diagnostics: sortedDiagnostics([...parsed.diagnostics, ...shaped.diagnostics, ...resolved.diagnostics]) };
}

/** Every diagnostic as it is printed. */
export function diagnosticsOf(yaml: string): readonly string[] {
  return resolve(yaml).diagnostics.map(formatDiagnostic);
}

/** The first line of each: place, code and sentence, without the path. */
export function firstLinesOf(yaml: string): readonly string[] {
  return diagnosticsOf(yaml).map((printed) => (printed.split('\n')[0] ?? '').replace('model.yaml:', ''));
}

/** What a diagnostic underlines. */
export function underlined(diagnostic: Diagnostic): string {
  return diagnostic.span.source.text.slice(diagnostic.span.start, diagnostic.span.end);
}
