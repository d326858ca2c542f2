import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MANIFEST } from '../../generator/output/manifest.ts';
import { reconcile, reconcileAbandoned, write } from '../../generator/output/reconcile.ts';

let folder = '';
const at = (...path: string[]): string => join(folder, ...path);
const read = (path: string): string => readFileSync(at(path), 'utf8');

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'stormwright-')), 'bank');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const first = [{ path: 'a.ts', text: 'a' }, { path: 'tests/b.ts', text: 'b' }];

describe('What is on disk becomes what was generated', () => {
  test('a first run writes everything, and a list of what is ours', () => {
    write(reconcile(folder, first));
    expect([read('a.ts'), read('tests/b.ts')]).toEqual(['a', 'b']);
    expect(existsSync(at(MANIFEST))).toBe(true);
  });

  test('a second run touches nothing', () => {
    write(reconcile(folder, first));
    const long = new Date(1_000_000_000_000);
    for (const path of ['a.ts', 'tests/b.ts', MANIFEST]) utimesSync(at(path), long, long);
    const again = reconcile(folder, first);
    write(again);
    expect(again.changed).toEqual([]);
    for (const path of ['a.ts', 'tests/b.ts', MANIFEST]) expect(statSync(at(path)).mtime).toEqual(long);
  });

  test('only what differs is written', () => {
    write(reconcile(folder, first));
    expect(reconcile(folder, [{ path: 'a.ts', text: 'other' }, { path: 'tests/b.ts', text: 'b' }]).changed.map((file) => file.path)).toEqual(['a.ts', MANIFEST]);
  });

  test('a stale file of ours goes, and the folder it leaves empty', () => {
    write(reconcile(folder, first));
    write(reconcile(folder, [{ path: 'a.ts', text: 'a' }]));
    expect(existsSync(at('tests'))).toBe(false);
  });

  test('a file that is not ours stays, whatever becomes of the rest', () => {
    write(reconcile(folder, first));
    writeFileSync(at('notes.txt'), 'mine');
    write(reconcile(folder, []));
    expect(read('notes.txt')).toBe('mine');
    write(reconcileAbandoned(folder));
    expect(read('notes.txt')).toBe('mine');
  });

  test('a file that is not ours, where we want to write, is named and not written over', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(at('a.ts'), 'mine');
    expect(reconcile(folder, first).foreign).toEqual(['a.ts']);
  });

  test('an edited file is named, also when the model no longer asks for it', () => {
    write(reconcile(folder, first));
    writeFileSync(at('a.ts'), 'edited');
    expect(reconcile(folder, first).edited).toEqual(['a.ts']);
    expect(reconcile(folder, []).edited).toEqual(['a.ts']);
    expect(reconcile(folder, []).stale).toEqual(['tests/b.ts']);
  });

  test('an edit that is just what the model now says is no edit', () => {
    write(reconcile(folder, first));
    writeFileSync(at('a.ts'), 'new');
    expect(reconcile(folder, [{ path: 'a.ts', text: 'new' }, { path: 'tests/b.ts', text: 'b' }]).edited).toEqual([]);
  });

  test('a folder whose model is gone loses what is ours, and itself when nothing is left', () => {
    write(reconcile(folder, first));
    write(reconcileAbandoned(folder));
    expect(existsSync(folder)).toBe(false);
  });

  test('a list that somebody tampered with reaches no file outside its folder', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '..', 'victim.txt'), 'alive');
    writeFileSync(at(MANIFEST), JSON.stringify({ files: { '../victim.txt': 'x', '/etc/passwd': 'x' } }));
    const reconciliation = reconcile(folder, first);
    write(reconciliation);
    expect([reconciliation.stale, reconciliation.edited]).toEqual([[], []]);
    expect(readFileSync(join(folder, '..', 'victim.txt'), 'utf8')).toBe('alive');
  });

  test('a list that can not be read makes everything foreign rather than ours', () => {
    write(reconcile(folder, first));
    writeFileSync(at(MANIFEST), '<<<<<<< not JSON');
    expect(reconcile(folder, [{ path: 'a.ts', text: 'other' }]).foreign).toEqual(['a.ts']);
  });
});
