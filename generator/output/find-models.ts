import { readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** A file that may hold a model, and the name its generated folder would have. */
export interface ModelFile {
  /** Relative to the project, with `/` on every system. */
  readonly path: string;
  readonly name: string;
}

/** Every model file below `model/`, in a fixed order. `*.published.yaml` belongs to a model and is none itself. */
export function findModelFiles(project: string): readonly ModelFile[] {
  const folder = join(project, 'model');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml') && !path.endsWith('.published.yaml') && statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => relative(project, join(folder, path)).replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, name: modelName(path) }));
}

/** `model/bank.published.yaml` beside `model/bank.yaml`. */
export function publishedBeside(path: string): string {
  return path.replace(/\.yaml$/, '') + '.published.yaml';
}

/** `model/examples/library.yaml` is the model `library`. */
export function modelName(path: string): string {
  return basename(path).replace(/\.yaml$/, '');
}
