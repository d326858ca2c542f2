import { join, relative } from 'node:path';
import type { Reconciliation } from '../generator/output/reconcile.ts';
import type { WantedAdapter } from '../generator/plan/adapters.ts';
import type { WantedFunction } from '../generator/plan/functions.ts';
import { compileProject, reconcileProject, writeProject } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { debugging } from './debug.ts';
import { NO_MODEL } from './model-names.ts';
import { type Format, printDiagnostics, tell } from './print-diagnostics.ts';
import { printTimings } from './print-timings.ts';
import { isRefusedBySystem, sentenceOf } from './sentence.ts';

export interface GenerateOptions {
  readonly check: boolean;
  readonly timings: boolean;
  readonly quiet?: boolean;
  readonly format?: Format;
  readonly plain?: boolean;
}

/**
 * Compiles every model in `model/` to `generated/`. With `check` it writes nothing and fails when something would change.
 * Returns the exit code: 1 where there is no model either, for that is the wrong folder.
 */
export async function generate(options: GenerateOptions): Promise<number> {
  const debug = debugging(process.env['STORM_DEBUG']);
  const timings = createTimings(debug.show);
  const compilation = compileProject(process.cwd(), timings);
  const { format = 'text', plain = false } = options;
  const say = (line: string): void => {
    if (options.quiet !== true) tell(format, line);
  };
  // Who starts an application is told what is wrong; warnings are for whoever works on the model.
  const told = compilation.diagnostics.filter(({ severity }) => options.quiet !== true || severity === 'error');
  const accepted = options.quiet === true ? [] : compilation.models.flatMap((model) => model.accepted ?? []);
  const printed = (failures: readonly string[]): boolean => printDiagnostics(told, { format, plain, accepted, also: failures.length === 0 ? {} : { failures } });
  // A document for programs comes last, because it says as well what could not be written.
  const sound = format === 'text' ? printed([]) : compilation.diagnostics.every(({ severity }) => severity !== 'error');
  const failures = sound ? await withRefusals(bringUpToDate) : [];
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (format !== 'text') printed(failures);
  if (options.timings || debug.timings) printTimings(timings, format === 'text' ? process.stdout : process.stderr);
  return sound && failures.length === 0 ? 0 : 1;

  /** Gives what stands in the way, if anything does. */
  async function bringUpToDate(): Promise<readonly string[]> {
    const reconciliations = timings.measure('compare', () => reconcileProject(process.cwd(), compilation));
    if (compilation.models.length === 0 && reconciliations.length === 0) return [NO_MODEL];
    const refusals = reconciliations.flatMap(refusalsOf);
    if (refusals.length > 0) return refusals;
    const changes = reconciliations.flatMap((each) => [...each.changed.map((file) => file.path), ...each.stale.map((path) => `${path} (deleted)`)].map((path) => shown(each, path)));
    if (options.check) return differences(changes, say);
    for (const { path, level } of compilation.models) if (level !== undefined && level !== 'design') say(`${path} is a ${level}: its wall is drawn, and there is no code yet.`);
    for (const wanted of compilation.models.flatMap((model) => model.functions ?? [])) if (!wanted.isWritten) say(missingFunction(wanted));
    const missing = missingAdapters(compilation.models.flatMap((model) => model.adapters ?? []));
    if (missing !== undefined) say(missing);
    const start = performance.now();
    await writeProject(reconciliations);
    for (const path of changes) say(path);
    const counts = { written: reconciliations.flatMap((each) => each.changed).length, deleted: reconciliations.flatMap((each) => each.stale).length };
    say(changes.length === 0 ? UP_TO_DATE : `${inWords(counts)} in generated/ in ${Math.round(performance.now() - start)} ms.`);
    return [];
  }
}

/** What the system refuses stands in the way like anything else. */
async function withRefusals(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await work();
  } catch (error) {
    if (isRefusedBySystem(error)) return [sentenceOf(error)];
    throw error;
  }
}

/** Nothing compiles until it is there. No file is made of it, because one that only looks finished would be taken for done. */
function missingFunction({ name, path, beginning }: WantedFunction): string {
  return [`"${name}" is to be written in ${path}, which begins:`, ...beginning.map((line) => `  ${line}`)].join('\n');
}

/** Nobody has to connect anything to go on, so this is no warning. */
function missingAdapters(adapters: readonly WantedAdapter[]): string | undefined {
  const missing = new Map(adapters.filter(({ isWritten }) => !isWritten).map(({ system, path }) => [path, system]));
  if (missing.size === 0) return undefined;
  return `What ${listed([...missing.values()])} ${missing.size === 1 ? 'is' : 'are'} asked for is only remembered, until there ${missing.size === 1 ? 'is' : 'are'} ${listed([...missing.keys()])}.`;
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
}

const UP_TO_DATE = 'Everything in generated/ is up to date.';

/** `2 files written, 1 file deleted` */
function inWords(counts: { readonly [done: string]: number }): string {
  return Object.entries(counts).filter(([, count]) => count > 0).map(([done, count]) => `${count} ${count === 1 ? 'file' : 'files'} ${done}`).join(', ');
}

function differences(changes: readonly string[], say: (line: string) => void): readonly string[] {
  if (changes.length === 0) {
    say(UP_TO_DATE);
    return [];
  }
  return [`generated/ is not what the models say. Run \`npm run generate\` and commit what it writes:\n${changes.map((path) => `  ${path}`).join('\n')}`];
}

function refusalsOf(reconciliation: Reconciliation): readonly string[] {
  return [
    ...reconciliation.edited.map((path) => `${shown(reconciliation, path)} was edited by hand. Move what you changed out of generated/, delete the file or put it back, and generate again. Nothing was written.`),
    ...reconciliation.foreign.map((path) => `${shown(reconciliation, path)} was not written by Stormwright, and stands where a generated file belongs. Move it, and generate again. Nothing was written.`),
  ];
}

function shown({ folder }: Reconciliation, path: string): string {
  return relative(process.cwd(), join(folder, path)).replaceAll('\\', '/');
}
