import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import { isStandardFunction } from '../feel/functions/parameters.ts';
import { eitherCase } from '../feel/known-names.ts';
import type { DeclaredFunction } from '../resolve/model.ts';

/** A function that is called like one of FEEL's would be mistaken for it by whoever knows those. */
export function checkFunctions(functions: readonly DeclaredFunction[], report: Report): void {
  for (const { name, span } of functions) {
    if (eitherCase(name).some(isStandardFunction)) report(diagnose('function-is-standard', span, { name }));
  }
}
