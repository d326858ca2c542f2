import { relative } from 'node:path';
import process from 'node:process';

/** Something the user can put right. It is printed without a stack, and decides the exit code. */
export class Sentence extends Error {
  override readonly name = 'Sentence';
  readonly exitCode: number;

  /** 2 for what is wrong with the command line or the environment, 1 for the rest. */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What the system says of a file or a folder, in words. */
const REFUSALS: { readonly [code: string]: string } = {
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'nothing can be written on its disk',
  ENOSPC: 'its disk is full',
  ENOENT: 'it is not there',
  ENOTDIR: 'a file stands where a folder belongs',
  EEXIST: 'something else stands there',
  EISDIR: 'a folder stands where a file belongs',
  ELOOP: 'its link leads back to itself',
  EMFILE: 'too many files are open',
};

/** A file or folder that the system refuses: nothing is wrong with the program. */
export function isRefusedBySystem(error: unknown): error is Error & { readonly path: string; readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string' && 'code' in error && typeof error.code === 'string';
}

/** What is written is first written beside its place, which is nobody's business. */
function refusalInWords(error: Error & { readonly path: string; readonly code: string }): string {
  const path = 'dest' in error && typeof error.dest === 'string' ? error.dest : error.path;
  const shown = relative(process.cwd(), path).replace(/\.\d+\.(new|tmp)$/, '').replaceAll('\\', '/');
  return `${shown.startsWith('..') ? path : shown === '' ? 'This folder' : shown} can not be used: ${REFUSALS[error.code] ?? error.message}.`;
}

/** What to tell of an error: its own words, or those of the first error in it (Node gathers failed connections that way). */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isRefusedBySystem(error)) return refusalInWords(error);
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError && error.errors.length > 0) return sentenceOf(error.errors[0]);
  return 'code' in error ? String(error.code) : error.name;
}
