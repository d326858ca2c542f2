import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import type { SourceText } from '../diagnostics/span.ts';

export interface ReadSource {
  /** `undefined` where the file could not be read. */
  readonly source: SourceText | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const MOST_MEGABYTES = 4;

const REASONS: Readonly<Record<string, string>> = { EACCES: 'you may not open it', EPERM: 'you may not open it', ELOOP: 'its link leads back to itself', ENAMETOOLONG: 'its name is too long', ERR_INVALID_ARG_VALUE: 'its name has a zero byte in it' };

/** Reads a model file; `path` is taken from `folder` on, and shown relative to it where it is below. */
export function readSource(path: string, folder: string): ReadSource {
  const full = resolve(folder, path);
  const shown = shownPath(full, folder);
  const refused = <T extends Diagnostic>(diagnostic: T): ReadSource => ({ source: undefined, diagnostics: [diagnostic] });
  const nowhere = { source: { path: shown, text: '' }, start: 0, end: 0 };
  try {
    const stat = statSync(full);
    if (stat.isDirectory()) return refused(diagnose('not-a-file', nowhere, { path: shown }));
    if (!stat.isFile()) return refused(diagnose('file-not-readable', nowhere, { path: shown, reason: 'it is no ordinary file' }));
    if (stat.size > MOST_MEGABYTES * 1_000_000) return refused(diagnose('file-too-large', nowhere, { path: shown, megabytes: MOST_MEGABYTES }));
    return decode(readFileSync(full), shown);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' && isLink(full)) return refused(diagnose('file-not-readable', nowhere, { path: shown, reason: 'it is a link to what is not there' }));
    if (code === 'ENOENT' || code === 'ENOTDIR') return refused(diagnose('file-not-found', nowhere, { path: shown, nearest: neighbour(full, folder) }));
    return refused(diagnose('file-not-readable', nowhere, { path: shown, reason: REASONS[code] ?? 'the system does not open it' }));
  }
}

function isLink(full: string): boolean {
  return lstatSync(full, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The model file beside it that was probably meant. */
function neighbour(full: string, folder: string): string | undefined {
  try {
    const nearest = nearestName(basename(full), readdirSync(dirname(full)).filter((name) => /\.ya?ml$/.test(name)));
    return nearest === undefined ? undefined : shownPath(join(dirname(full), nearest), folder);
  } catch {
    return undefined;
  }
}

function shownPath(full: string, folder: string): string {
  const below = relative(folder, full);
  return (below === '' || below.startsWith('..') || isAbsolute(below) ? full : below).replaceAll('\\', '/');
}

/** UTF-8, with or without a byte order mark, and nothing else. */
function decode(bytes: Buffer, path: string): ReadSource {
  const looksLike = encodingOf(bytes);
  try {
    if (looksLike === undefined) return { source: { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }, diagnostics: [] };
  } catch {
    // What does not decode is reported below.
  }
  const span = { source: { path, text: '' }, start: 0, end: 0 };
  return { source: undefined, diagnostics: [diagnose('not-utf-8', span, { path, looksLike })] };
}

function encodingOf(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  if (bytes.subarray(0, 1000).filter((byte) => byte === 0).length > bytes.subarray(0, 1000).length / 4) return 'UTF-16';
  return undefined;
}
