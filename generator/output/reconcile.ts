import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EmittedFile } from '../emit/emit.ts';
import { fingerprint, MANIFEST, manifestText, readManifest } from './manifest.ts';

/** What has to happen to one generated folder so that it holds exactly `files`. */
export interface Reconciliation {
  readonly folder: string;
  /** Written: new or different. */
  readonly changed: readonly EmittedFile[];
  /** Deleted: ours, unedited, and no longer wanted. */
  readonly stale: readonly string[];
  /** Files of ours that somebody edited. Nothing is written while there is one. */
  readonly edited: readonly string[];
  /** Files that are not ours where we want to write. */
  readonly foreign: readonly string[];
}

/** Compares the folder with `files`; writes nothing. */
export function reconcile(folder: string, files: readonly EmittedFile[]): Reconciliation {
  const texts = new Map<string, string | undefined>();
  // Each is looked at once: there may be thousands, and the disk is slow.
  const textOf = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, readText(join(folder, path)));
    return texts.get(path);
  };
  const manifest = readManifest(textOf(MANIFEST));
  const wanted = [...files, { path: MANIFEST, text: manifestText(files) }];
  const changed = wanted.filter((file) => textOf(file.path) !== file.text);
  const ours = [...manifest].map(([path, hash]) => ({ path, hash, now: textOf(path) })).filter((file) => file.now !== undefined);
  const wantedPaths = new Map(wanted.map((file) => [file.path, file.text]));
  const edited = ours.filter((file) => file.now !== wantedPaths.get(file.path) && fingerprint(file.now ?? '') !== file.hash).map((file) => file.path);
  return {
    folder,
    changed,
    stale: ours.filter((file) => !wantedPaths.has(file.path) && !edited.includes(file.path)).map((file) => file.path),
    edited,
    foreign: changed.filter(({ path }) => path !== MANIFEST && !manifest.has(path) && textOf(path) !== undefined).map((file) => file.path),
  };
}

/** A folder whose model is gone: every file of ours in it is stale. */
export function reconcileAbandoned(folder: string): Reconciliation {
  const none = reconcile(folder, []);
  return { ...none, changed: [], stale: [...none.stale, MANIFEST], foreign: [] };
}

/** Carries a reconciliation out. Each file is written whole: beside its place, then moved into it. */
export function write({ folder, changed, stale }: Reconciliation): void {
  for (const file of changed) {
    const place = join(folder, file.path);
    mkdirSync(dirname(place), { recursive: true });
    const beside = `${place}.${process.pid}.new`;
    writeFileSync(beside, file.text);
    renameSync(beside, place);
  }
  for (const path of stale) {
    rmSync(join(folder, path));
    removeEmptyFolders(folder, dirname(path));
  }
  if (stale.includes(MANIFEST)) removeIfEmpty(folder);
}

function removeEmptyFolders(folder: string, below: string): void {
  for (let path = below; path !== '.' && path !== ''; path = dirname(path)) removeIfEmpty(join(folder, path));
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function readText(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, 'utf8') : undefined;
}
