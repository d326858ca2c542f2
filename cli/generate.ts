import { join, relative } from 'node:path';
import type { Reconciliation } from '../generator/output/reconcile.ts';
import type { WantedAdapter } from '../generator/plan/adapters.ts';
import type { WantedFunction } from '../generator/plan/functions.ts';
import { compileProject, reconcileProject, writeProject } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { debugging } from './debug.ts';
import { type Format, printDiagnostics, tell } from './print-diagnostics.ts';
import { printTimings } from './print-timings.ts';

export interface GenerateOptions {
  readonly check: boolean;
  readonly timings: boolean;
  readonly quiet?: boolean;
  readonly format?: Format;
  readonly plain?: boolean;
}

/**
 * Compiles every model in `model/` to `generated/`. With `check` it writes nothing and fails when something would change.
 * Returns the exit code.
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
  const code = printDiagnostics(told, { format, plain, accepted }) ? await bringUpToDate() : 1;
  if (options.timings || debug.timings) printTimings(timings, format === 'text' ? process.stdout : process.stderr);
  return code;

  async function bringUpToDate(): Promise<number> {
    const reconciliations = timings.measure('compare', () => reconcileProject(process.cwd(), compilation));
    const refusals = reconciliations.flatMap(refusalsOf);
    for (const refusal of refusals) tell(format, refusal);
    if (refusals.length > 0) return 1;
    const changes = reconciliations.flatMap((each) => [...each.changed.map((file) => file.path), ...each.stale.map((path) => `${path} (deleted)`)].map((path) => shown(each, path)));
    if (options.check) return reportChanges(changes, (line) => tell(format, line), say);
    for (const { path, level } of compilation.models) if (level !== undefined && level !== 'design') say(`${path} is a ${level}: its wall is drawn, and there is no code yet.`);
    for (const wanted of compilation.models.flatMap((model) => model.functions ?? [])) if (!wanted.isWritten) say(missingFunction(wanted));
    const missing = missingAdapters(compilation.models.flatMap((model) => model.adapters ?? []));
    if (missing !== undefined) say(missing);
    const start = performance.now();
    await writeProject(reconciliations);
    for (const path of changes) say(path);
    const counts = { written: reconciliations.flatMap((each) => each.changed).length, deleted: reconciliations.flatMap((each) => each.stale).length };
    say(changes.length === 0 ? UP_TO_DATE : `${inWords(counts)} in generated/ in ${Math.round(performance.now() - start)} ms.`);
    return 0;
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

function reportChanges(changes: readonly string[], tellAlways: (line: string) => void, say: (line: string) => void): number {
  if (changes.length === 0) {
    say(UP_TO_DATE);
    return 0;
  }
  tellAlways(`generated/ is not what the models say. Run \`npm run generate\` and commit what it writes:\n${changes.map((path) => `  ${path}`).join('\n')}`);
  return 1;
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
