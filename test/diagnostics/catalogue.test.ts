import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../generator/apply-fixes.ts';
import type { Code } from '../../generator/diagnostics/catalogue.ts';
import { compileFiles } from '../../generator/project.ts';
import { readSource } from '../../generator/source/read-source.ts';
import { createTimings } from '../../generator/timings.ts';
import { codes, exampleFolders, exampleOf, folderOf, hasExample } from './examples.ts';
import { referencePage } from './reference.ts';

describe('Every code has a model that brings it about, and the same model mended', () => {
  test('none is without, and none is shown that does not exist', () => {
    expect(codes.filter((code) => !hasExample(code))).toEqual([]);
    expect(exampleFolders().filter((name) => !codes.some((code) => code === name))).toEqual([]);
  });

  for (const code of codes.filter(hasExample)) {
    test(code, () => {
      const { found, foundMended, situation } = exampleOf(code);
      const errors = found.filter((each) => each.severity === 'error' || each.code === code).map((each) => each.code);
      expect([...new Set(errors)]).toEqual([code]);
      if (situation !== undefined) return;
      expect(foundMended.filter((each) => each.severity === 'error' || each.code === code).map((each) => each.sentence)).toEqual([]);
      if (found.some((each) => each.fixes !== undefined)) expect(errorsAfterFixes(code)).toEqual([]);
    });
  }
});

/** What is still wrong when every certain answer was given. */
function errorsAfterFixes(code: Code): readonly string[] {
  const { remaining } = applyFixes((texts) =>
    compileFiles(['wrong.yaml'], folderOf(code), createTimings(), (path, folder) => {
      const read = readSource(path, folder);
      const text = texts.get(read.source?.path ?? '');
      return text === undefined || read.source === undefined ? read : { source: { ...read.source, text }, diagnostics: [] };
    }).diagnostics,
  );
  return remaining.filter((each) => each.severity === 'error' || each.code === code).map((each) => each.sentence);
}

test('The reference page says what the catalogue says: `npm run docs` writes it', () => {
  const page = join(import.meta.dirname, '..', '..', 'docs', 'diagnostics.md');
  expect(existsSync(page) ? readFileSync(page, 'utf8') : '').toBe(referencePage());
});
