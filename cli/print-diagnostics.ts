import type { Diagnostic } from '../generator/diagnostics/diagnostic.ts';
import { formatDiagnostics } from '../generator/diagnostics/format.ts';

/** Prints what was found. True when there is no error among it; warnings do not count. */
export function printDiagnostics(diagnostics: readonly Diagnostic[]): boolean {
  if (diagnostics.length > 0) process.stdout.write(`${formatDiagnostics(diagnostics)}\n`);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counted = [...(errors === 0 ? [] : [`${errors} ${errors === 1 ? 'error' : 'errors'}`]), ...(warnings === 0 ? [] : [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`])];
  if (counted.length > 0) process.stdout.write(`${counted.join(', ')}.\n`);
  return errors === 0;
}
