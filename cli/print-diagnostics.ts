import { readFileSync } from 'node:fs';
import process from 'node:process';
import { jsonReport } from '../generator/diagnostics/as-json.ts';
import { sarifLog } from '../generator/diagnostics/as-sarif.ts';
import type { AcceptedWarning, Diagnostic } from '../generator/diagnostics/diagnostic.ts';
import { formatDiagnostics } from '../generator/diagnostics/format.ts';
import { paintFor } from './colours.ts';

/** How what was found is printed: for people, or as a document for programs. */
export const FORMATS = ['text', 'json', 'sarif'] as const;

export type Format = (typeof FORMATS)[number];

export interface Printing {
  readonly format: Format;
  /** Whether colours are never wanted, also on a terminal. */
  readonly plain: boolean;
  /** Warnings that the models accept. */
  readonly accepted?: readonly AcceptedWarning[];
  /** Members that a JSON document gets besides what was found. */
  readonly also?: object;
}

/** Prints what was found, to standard output. True when there is no error among it; warnings do not count. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { format, plain, accepted = [], also }: Printing = { format: 'text', plain: false }): boolean {
  if (format === 'text') printText(diagnostics, accepted.length, plain);
  else process.stdout.write(`${JSON.stringify(format === 'json' ? { ...jsonReport(diagnostics, accepted), ...also } : sarifLog(diagnostics, accepted, packageVersion()), undefined, 2)}\n`);
  return diagnostics.every(({ severity }) => severity !== 'error');
}

function printText(diagnostics: readonly Diagnostic[], accepted: number, plain: boolean): void {
  if (diagnostics.length > 0) process.stdout.write(`${formatDiagnostics(diagnostics, paintFor(process.stdout, plain))}\n`);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const counted = [...(errors === 0 ? [] : [`${errors} ${errors === 1 ? 'error' : 'errors'}`]), ...(warnings === 0 ? [] : [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`])];
  if (counted.length > 0) process.stdout.write(`${counted.join(', ')}.\n`);
  if (accepted > 0) process.stdout.write(accepted === 1 ? '1 warning is accepted.\n' : `${accepted} warnings are accepted.\n`);
}

/** A sentence for the person at the keyboard: beside the document where there is one. */
export function tell(format: Format, line: string): void {
  (format === 'text' ? process.stdout : process.stderr).write(`${line}\n`);
}

export function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return version;
}
