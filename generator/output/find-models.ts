import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** A file that may hold a model, and the name its generated folder would have. */
export interface ModelFile {
  /** Relative to the project, with `/` on every system. */
  readonly path: string;
  readonly name: string;
}

/** Both endings are in use. */
const YAML = /\.ya?ml$/;

/** Every model file below `model/`, in a fixed order. `*.published.yaml` belongs to a model and is none itself. */
export function findModelFiles(project: string): readonly ModelFile[] {
  const folder = join(project, 'model');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return filesBelow(folder, new Set())
    .filter((path) => YAML.test(path) && !/\.published\.ya?ml$/.test(path))
    .map((path) => relative(project, path).replaceAll('\\', '/'))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => ({ path, name: modelName(path) }));
}

/** Links to folders are followed, each folder once: one may be linked into itself. */
function filesBelow(folder: string, seen: Set<string>): readonly string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const paths = readdirSync(folder, 'utf8').map((name) => join(folder, name));
  return paths.flatMap((path) => (isFolder(path) ? filesBelow(path, seen) : [path]));
}

/** A link in a circle is none: reading it says what is wrong with it. */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** `model/bank.published.yaml` beside `model/bank.yaml`. */
export function publishedBeside(path: string): string {
  return path.replace(YAML, '') + '.published.yaml';
}

/** `model/examples/library.yaml` is the model `library`. */
export function modelName(path: string): string {
  return basename(path).replace(YAML, '');
}
