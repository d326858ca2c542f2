import { compileFiles, compileProject } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { debugging } from './debug.ts';
import { printDiagnostics } from './print-diagnostics.ts';
import { printTimings } from './print-timings.ts';

/** Checks the given model files, or all of `model/`. Returns the exit code: 1 when there are errors, warnings never change it. */
export async function check(files: readonly string[], options: { readonly timings: boolean }): Promise<number> {
  const debug = debugging(process.env['STORM_DEBUG']);
  const timings = createTimings(debug.show);
  const { models, diagnostics } = files.length === 0 ? compileProject(process.cwd(), timings) : compileFiles(files, process.cwd(), timings);
  const sound = printDiagnostics(diagnostics);
  if (sound && models.length === 0) process.stdout.write('There is no model in model/. Write one: the file needs the key `model:` with its name.\n');
  else if (sound) process.stdout.write(`${models.map((model) => model.path).join(', ')}: no mistakes.\n`);
  if (options.timings || debug.timings) printTimings(timings);
  return sound ? 0 : 1;
}
