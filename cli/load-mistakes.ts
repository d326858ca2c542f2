import process from 'node:process';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is wrong with a file that a developer wrote in functions/ or adapters/, where an import failed because of one; nothing where it did not. */
export function mistakeOfDeveloper(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return missingImport(error) ?? missingExport(error) ?? failedWhileLoading(error);
}

/** Source: `ERR_MODULE_NOT_FOUND` of Node.js, `Cannot find module 'X' imported from Y`. */
function missingImport(error: Error): string | undefined {
  if (!('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const [, kind, wanted, importer] = /^Cannot find (module|package) '([^']+)' imported from (.+)$/m.exec(error.message) ?? [];
  if (wanted === undefined || importer === undefined) return undefined;
  const [file, by] = [inProject(wanted), inProject(importer)];
  if (kind === 'module' && /(^|\/)functions\.[jt]s$/.test(by) && isWritten(file)) return `There is no ${file}: the model declares a function that a developer has to write there.`;
  if (!isWritten(by)) return undefined;
  return kind === 'module' ? `${by} imports ${file}, which is not there.` : `${by} imports the package ${wanted}, which is not installed here.`;
}

function missingExport({ message }: Error): string | undefined {
  const [, file, name] = /requested module '(?:\.\.\/)+((?:adapters|functions)\/[^']+)' does not provide an export named '([^']+)'/.exec(message) ?? [];
  return file === undefined ? undefined : `${file} exports no ${name}.`;
}

/** What it says is shown: a developer wrote it. */
function failedWhileLoading({ message, stack = '' }: Error): string | undefined {
  for (const [, place = '', line] of stack.matchAll(/(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:\\)[^()\n]+?):(\d+):\d+\)?$/gm)) {
    const file = inProject(place);
    if (isWritten(file)) return `${file}:${line} fails as it is loaded: ${message}`;
  }
  return undefined;
}

/** Also where it was built. */
const isWritten = (file: string): boolean => /^(build\/)?(adapters|functions)\//.test(file);

function inProject(place: string): string {
  return relative(process.cwd(), place.startsWith('file:') ? fileURLToPath(place) : place).replaceAll('\\', '/');
}
