import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSource } from '../../generator/source/read-source.ts';
import { topLevel } from '../../generator/source/top-level.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'storm-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array | string): ReturnType<typeof readSource> {
  writeFileSync(join(folder, name), bytes);
  return readSource(name, folder);
}

describe('A file that can not be a model is answered with a sentence', () => {
  test('missing, a folder, something below a file', () => {
    expect(readSource('no.yaml', folder).diagnostics.map((each) => each.sentence)).toEqual(['There is no file "no.yaml".']);
    expect(readSource('.', folder).diagnostics.map((each) => each.code)).toEqual(['not-a-file']);
    written('file.yaml', 'a: 1');
    expect(readSource('file.yaml/more.yaml', folder).diagnostics.map((each) => each.code)).toEqual(['file-not-found']);
  });

  test('in another encoding', () => {
    expect(written('utf16.yaml', Buffer.from('\uFEFFmodel: Bank', 'utf16le')).diagnostics.map((each) => each.sentence)).toEqual(['"utf16.yaml" is not written in UTF-8, it looks like UTF-16.']);
    expect(written('utf16-no-mark.yaml', Buffer.from('model: Bank', 'utf16le')).diagnostics.map((each) => each.code)).toEqual(['not-utf-8']);
    expect(written('latin.yaml', Buffer.from('model: B\u00e4nk', 'latin1')).diagnostics.map((each) => each.sentence)).toEqual(['"latin.yaml" is not written in UTF-8.']);
  });

  test('too large', () => {
    expect(written('large.yaml', 'x'.repeat(4_000_001)).diagnostics.map((each) => each.code)).toEqual(['file-too-large']);
  });
});

test('A byte order mark is no part of the text', () => {
  expect(written('bom.yaml', '\uFEFFmodel: Bank\n').source).toEqual({ path: 'bom.yaml', text: 'model: Bank\n' });
});

test('A path below the folder is shown from there, any other in full', () => {
  expect(written('a.yaml', 'a: 1').source?.path).toBe('a.yaml');
  expect(readSource(join(folder, 'a.yaml'), join(folder, 'elsewhere')).source?.path).toBe(join(folder, 'a.yaml').replaceAll('\\', '/'));
});

test('The top of a file says what part it plays', () => {
  expect(topLevel({ path: 'm.yaml', text: 'model: Bank\nincludes: [a.yaml, b/c.yaml]\n' })).toEqual({ isModel: true, includes: ['a.yaml', 'b/c.yaml'] });
  expect(topLevel({ path: 'm.yaml', text: 'types: {}\n' })).toEqual({ isModel: false, includes: [] });
  expect(topLevel({ path: 'm.yaml', text: '' })).toEqual({ isModel: true, includes: [] });
});
