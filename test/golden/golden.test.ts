import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';

/**
 * A golden case is a folder: `model.yaml` and either `expected/`, the files it becomes, or `errors.txt`, what it is told.
 * `RECORD=1 npx vitest run test/golden` writes them anew. Every expected file passes `tsc` with the rest of the repository.
 */
const folder = import.meta.dirname;
const recording = process.env['RECORD'] === '1';
const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => existsSync(join(folder, entry.name, 'model.yaml'))).map((entry) => entry.name);

function compileCase(name: string): { readonly files: ReadonlyMap<string, string>; readonly errors: string } {
  const text = readFileSync(join(folder, name, 'model.yaml'), 'utf8');
  const { files, diagnostics } = compile({ path: `test/golden/${name}/model.yaml`, text }, name, createTimings());
  return { files: new Map((files ?? []).map((file) => [file.path, file.text])), errors: formatDiagnostics(diagnostics) };
}

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(path, file)).isFile()).map((file) => file.replaceAll('\\', '/')).sort();
}

function record(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

describe('Each golden model becomes exactly what is expected', () => {
  test.each(cases)('%s', (name) => {
    const { files, errors } = compileCase(name);
    const expected = join(folder, name, 'expected');
    const errorsFile = join(folder, name, 'errors.txt');
    if (recording) {
      rmSync(expected, { recursive: true, force: true });
      rmSync(errorsFile, { force: true });
      for (const [path, text] of files) record(join(expected, path), text);
      if (errors !== '') record(errorsFile, `${errors}\n`);
    }
    expect(`${errors}\n`).toBe(existsSync(errorsFile) ? readFileSync(errorsFile, 'utf8') : '\n');
    expect([...files.keys()].sort()).toEqual(filesBelow(expected));
    for (const [path, text] of files) expect(text).toBe(readFileSync(join(expected, path), 'utf8'));
  });
});
