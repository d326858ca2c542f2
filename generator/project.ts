import { existsSync, readdirSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { type Compilation, compile } from './compile.ts';
import { type Diagnostic, diagnose } from './diagnostics/diagnostic.ts';
import type { SourceText } from './diagnostics/span.ts';
import { findModelFiles, modelName, publishedBeside } from './output/find-models.ts';
import { MANIFEST } from './output/manifest.ts';
import { type Reconciliation, reconcile, reconcileAbandoned, write } from './output/reconcile.ts';
import { assertSyntax } from './output/syntax.ts';
import { readSource } from './source/read-source.ts';
import type { FurtherFiles } from './source/source-files.ts';
import { topLevel } from './source/top-level.ts';
import type { Timings } from './timings.ts';

/** All models of a project, compiled. */
export interface ProjectCompilation {
  readonly models: readonly (Compilation & { readonly path: string; readonly name: string })[];
  readonly diagnostics: readonly Diagnostic[];
}

/** How files are read. All reading goes through it, so that a text can be tried before it is written. */
export type Read = typeof readSource;

/** Compiles the given files, wherever they are. */
export function compileFiles(paths: readonly string[], folder: string, timings: Timings, read: Read = readSource): ProjectCompilation {
  const models = paths.map((path) => ({ path, name: modelName(path), ...compileFile(path, folder, timings, read) }));
  return { models, diagnostics: models.flatMap((model) => model.diagnostics) };
}

function compileFile(path: string, folder: string, timings: Timings, read: Read): Compilation {
  const { source, diagnostics } = read(path, folder);
  return source === undefined ? { files: undefined, diagnostics } : compileSource(source, { path, folder, timings, read });
}

interface Place {
  readonly path: string;
  readonly folder: string;
  readonly timings: Timings;
  readonly read: Read;
}

/** A model, with the file of published events that may lie beside it, and what developers have written for it. */
function compileSource(source: SourceText, { path, folder, timings, read }: Place): Compilation {
  const publishedPath = publishedBeside(path);
  const further: FurtherFiles = { read: (other) => read(other, folder), paths: () => findModelFiles(folder).map((file) => file.path) };
  const isWritten = (file: string): boolean => existsSync(resolve(folder, file));
  if (!isWritten(publishedPath)) return compile(source, modelName(path), timings, { further, isWritten });
  const published = read(publishedPath, folder);
  return published.source === undefined ? { files: undefined, diagnostics: published.diagnostics } : compile(source, modelName(path), timings, { published: published.source, further, isWritten });
}

/**
 * Compiles every model below `model/`. A file without the key `model`, and one that another includes, is a part and no
 * model of its own. Two models of one name are an error.
 */
export function compileProject(project: string, timings: Timings, read: Read = readSource): ProjectCompilation {
  const found = findModelFiles(project).map((file) => ({ ...file, ...read(file.path, project) }));
  const readAgain: Read = (path, folder) => found.find((file) => file.path === path) ?? read(path, folder);
  const { isModel, isIncluded } = timings.measure('parts', () => partsPlayed(found));
  const whole = found.filter(({ path }) => isModel(path));
  const clashes = whole.flatMap((file, index) => {
    const other = whole.slice(0, index).find((each) => each.name === file.name);
    return other === undefined || file.source === undefined ? [] : [clash(file.source, file.name, other.path)];
  });
  const models = whole.map((file) => ({
    path: file.path,
    name: file.name,
    ...(file.source === undefined ? { files: undefined, diagnostics: file.diagnostics } : compileSource(file.source, { path: file.path, folder: project, timings, read: readAgain })),
  }));
  const unread = found.flatMap(({ path, source }) => (source === undefined || isModel(path) || isIncluded(path) ? [] : [diagnose('file-of-no-model', { source, start: 0, end: 0 }, {})]));
  return { models, diagnostics: [...clashes, ...unread, ...models.flatMap((model) => model.diagnostics)] };
}

/** A file that is included is a part, unless it includes the one that includes it: then the model says that they go round in circles. */
function partsPlayed(found: readonly { readonly path: string; readonly source: SourceText | undefined }[]): { isModel(path: string): boolean; isIncluded(path: string): boolean } {
  const files = new Map(found.flatMap(({ path, source }) => (source === undefined ? [] : [[path, topLevel(source)] as const])));
  const includes = new Map([...files].map(([path, file]) => [path, file.includes.map((other) => posix.join(posix.dirname(path), other))] as const));
  const includedBy = (path: string): readonly string[] => [...includes].filter(([, others]) => others.includes(path)).map(([other]) => other);
  const reaches = (from: string, to: string, seen: Set<string> = new Set()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return (includes.get(from) ?? []).some((next) => reaches(next, to, seen));
  };
  const isIncluded = (path: string): boolean => includedBy(path).some((other) => !reaches(path, other));
  return { isModel: (path) => files.get(path)?.isModel !== false && !isIncluded(path), isIncluded: (path) => includedBy(path).length > 0 };
}

function clash(source: SourceText, name: string, other: string): Diagnostic {
  return diagnose('two-models-with-one-name', { source, start: 0, end: 0 }, { name, other });
}

/** What has to be written and deleted so that `generated/` is what the models say. */
export function reconcileProject(project: string, compilation: ProjectCompilation): readonly Reconciliation[] {
  const generated = join(project, 'generated');
  const wanted = compilation.models.map((model) => reconcile(join(generated, model.name), model.files ?? []));
  const abandoned = existsSync(generated) ? readdirSync(generated).filter((name) => existsSync(join(generated, name, MANIFEST)) && !compilation.models.some((model) => model.name === name)) : [];
  return [...wanted, ...abandoned.map((name) => reconcileAbandoned(join(generated, name)))];
}

/** Writes all of it, after a last look at the syntax. */
export async function writeProject(reconciliations: readonly Reconciliation[]): Promise<void> {
  await assertSyntax(reconciliations.flatMap((each) => each.changed));
  for (const reconciliation of reconciliations) write(reconciliation);
}
