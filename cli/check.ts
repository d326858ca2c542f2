import process from 'node:process';
import type { AppliedFix } from '../generator/apply-fixes.ts';
import { jsonRange } from '../generator/diagnostics/as-json.ts';
import { fixInWords } from '../generator/diagnostics/fix-in-words.ts';
import { compileFiles, compileProject, type ProjectCompilation, type Read } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { debugging } from './debug.ts';
import { mendFiles } from './mend-files.ts';
import { NO_MODEL } from './model-names.ts';
import { type Format, printDiagnostics, tell } from './print-diagnostics.ts';
import { printTimings } from './print-timings.ts';

export interface CheckOptions {
  readonly format: Format;
  /** Whether what has one certain answer is put right first. */
  readonly fix: boolean;
  readonly plain: boolean;
  readonly timings: boolean;
}

/** Checks the given model files, or all of `model/`. Returns the exit code: 1 when there are errors or no models, warnings never change it. */
export async function check(files: readonly string[], { format, fix, plain, timings: timed }: CheckOptions): Promise<number> {
  const debug = debugging(process.env['STORM_DEBUG']);
  const timings = createTimings(debug.show);
  const compile = (read?: Read): ProjectCompilation => (files.length === 0 ? compileProject(process.cwd(), timings, read) : compileFiles(files, process.cwd(), timings, read));
  const applied = fix ? mendFiles(process.cwd(), (read) => compile(read).diagnostics).applied : [];
  for (const each of applied) tell(format, fixInWords(each.fix));
  if (applied.length > 0) tell(format, `${applied.length} ${applied.length === 1 ? 'mistake was' : 'mistakes were'} mended.`);
  const { models, diagnostics } = compile();
  const accepted = models.flatMap((model) => model.accepted ?? []);
  const empty = models.length === 0 && diagnostics.length === 0;
  const sound = printDiagnostics(diagnostics, { format, plain, accepted, also: { ...(fix ? { fixed: applied.map(fixedJson) } : {}), ...(empty ? { failures: [NO_MODEL] } : {}) } }) && !empty;
  if (empty) process.stderr.write(`${NO_MODEL}\n`);
  else if (sound && format === 'text') tell(format, `${models.map((model) => model.path).join(', ')}: no ${diagnostics.length === 0 ? 'mistakes' : 'errors'}.`);
  if (timed || debug.timings) printTimings(timings, format === 'text' ? process.stdout : process.stderr);
  return sound ? 0 : 1;
}

/** The place is the one in the text before that round of fixes. */
function fixedJson({ diagnostic: { code, span }, fix }: AppliedFix): object {
  return { code, path: span.source.path, range: jsonRange(span), title: fix.title };
}
