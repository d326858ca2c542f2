import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { applyFixes, type AppliedFix } from '../generator/apply-fixes.ts';
import type { Diagnostic } from '../generator/diagnostics/diagnostic.ts';
import type { Read } from '../generator/project.ts';
import { readSource } from '../generator/source/read-source.ts';
import { Sentence } from './sentence.ts';

export interface MendedFiles {
  readonly applied: readonly AppliedFix[];
  /** What is left when the files are read again. */
  readonly remaining: readonly Diagnostic[];
}

/** Applies every certain fix to the model files, and writes those that change. `find` compiles, reading with what it is given. */
export function mendFiles(folder: string, find: (read: Read) => readonly Diagnostic[]): MendedFiles {
  const onDisk = new Map<string, string>();
  const { texts, applied, remaining } = applyFixes((changed) =>
    find((path, from) => {
      const read = readSource(path, from);
      if (read.source === undefined) return read;
      onDisk.set(read.source.path, read.source.text);
      const text = changed.get(read.source.path);
      return text === undefined ? read : { source: { path: read.source.path, text }, diagnostics: [] };
    }),
  );
  for (const [path, text] of texts) if (text !== onDisk.get(path)) rewrite(resolve(folder, path), onDisk.get(path) ?? '', text);
  return { applied, remaining };
}

/** Beside its place, then moved into it, so that there is never half a file. A link is followed, a byte order mark kept. */
function rewrite(path: string, before: string, text: string): void {
  const place = realpathSync(path);
  const bytes = readFileSync(place);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
  if (bytes.toString('utf8').replace(/^\uFEFF/, '') !== before) throw new Sentence(`${path} was changed by somebody else in the meantime, so nothing was written to it. Start again.`);
  const beside = `${place}.${process.pid}.new`;
  writeFileSync(beside, mark + text, { mode: statSync(place).mode });
  renameSync(beside, place);
}
