import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { publishedBeside } from '../generator/output/find-models.ts';
import { publishedText, withPublished } from '../generator/plan/published-text.ts';
import { compileFiles, compileProject } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { print } from './store/print.ts';
import { printDiagnostics } from './print-diagnostics.ts';

/**
 * Writes down, beside each model, the shapes of its events as they are now: from then on they may not change without a
 * new version. Returns the exit code; nothing is written when there is an error in any of the models.
 */
export function publish(files: readonly string[], json: boolean): number {
  const { models, diagnostics } = files.length === 0 ? compileProject(process.cwd(), createTimings()) : compileFiles(files, process.cwd(), createTimings());
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  if (failed || !json) printDiagnostics(diagnostics, { format: json ? 'json' : 'text', plain: false });
  if (failed) return 1;
  const done = models.flatMap(({ path, published }): readonly Kept[] => {
    if (published === undefined) return [];
    const file = publishedBeside(path);
    const text = publishedText(withPublished(published.before, published.today));
    const same = existsSync(file) && readFileSync(file, 'utf8') === text;
    if (!same) replace(file, text);
    return [{ path: file, changed: !same }];
  });
  const lines = done.map(({ path, changed }) => (changed ? `${path}: what its events look like is kept now. Commit it.` : `${path} is up to date.`));
  if (json || lines.length > 0) print(json ? { json } : {}, { published: done }, lines);
  return 0;
}

/** A file of published events, and whether it says something else now. */
interface Kept {
  readonly path: string;
  readonly changed: boolean;
}

/** Nobody ever reads half of it. */
function replace(file: string, text: string): void {
  const aside = `${file}.${process.pid}.tmp`;
  writeFileSync(aside, text);
  renameSync(aside, file);
}
