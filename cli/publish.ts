import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { publishedBeside } from '../generator/output/find-models.ts';
import { publishedText, withPublished } from '../generator/plan/published-text.ts';
import { compileFiles, compileProject } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/**
 * Writes down, beside each model, the shapes of its events as they are now: from then on they may not change without a
 * new version. Returns the exit code; nothing is written when there is an error in any of the models.
 */
export function publish(files: readonly string[]): number {
  const { models, diagnostics } = files.length === 0 ? compileProject(process.cwd(), createTimings()) : compileFiles(files, process.cwd(), createTimings());
  if (!printDiagnostics(diagnostics)) return 1;
  for (const { path, published } of models) {
    if (published === undefined) continue;
    const file = publishedBeside(path);
    const text = publishedText(withPublished(published.before, published.today));
    const same = existsSync(file) && readFileSync(file, 'utf8') === text;
    if (!same) replace(file, text);
    process.stdout.write(same ? `${file} is up to date.\n` : `${file}: what its events look like is kept now. Commit it.\n`);
  }
  return 0;
}

/** Nobody ever reads half of it. */
function replace(file: string, text: string): void {
  const aside = `${file}.${process.pid}.tmp`;
  writeFileSync(aside, text);
  renameSync(aside, file);
}
