import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatDiagnostic, sortedDiagnostics } from '../../generator/diagnostics/format.ts';
import { compileFiles, compileProject, type ProjectCompilation } from '../../generator/project.ts';
import { createTimings } from '../../generator/timings.ts';

const LIBRARY = `model: Library
includes: [parts/types.yaml, loans.yaml]
actors:
  Member:
scenarios:
  A book is lent:
    when: { Lend book: { title: Ulysses } }
    then: [Book lent]
`;
const TYPES = `types:
  Title: { is: text, max length: 200, example: Ulysses }
`;
const LOANS = `aggregates:
  Loan:
    identified by: title
    begins with: Book lent
    state: { title: Title }
    commands:
      Lend book: { by: Member, then: Book lent }
    events:
      Book lent:
`;
const SOUND = { 'model/library.yaml': LIBRARY, 'model/loans.yaml': LOANS, 'model/parts/types.yaml': TYPES };

/** Compiles a project of some files, in a folder that is gone afterwards. */
function compiled(files: { readonly [path: string]: string }, paths: readonly string[] = []): ProjectCompilation {
  const folder = mkdtempSync(join(tmpdir(), 'stormwright-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return paths.length === 0 ? compileProject(folder, createTimings()) : compileFiles(paths, folder, createTimings());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function errorsOf(files: { readonly [path: string]: string }, paths: readonly string[] = []): readonly string[] {
  return sortedDiagnostics(compiled(files, paths).diagnostics.filter(({ severity }) => severity === 'error')).map((each) => formatDiagnostic(each).split('\n')[0] ?? '');
}

describe('A model of several files', () => {
  test('is one model, whichever of its files says what', () => {
    const { models, diagnostics } = compiled(SOUND);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(models.map(({ path }) => path)).toEqual(['model/library.yaml']);
    const files = new Map(models[0]?.files?.map(({ path, text }) => [path, text]));
    expect([...files.keys()]).toContain('loan.ts');
    expect(files.get('loan.ts')).toContain('model/loans.yaml:7');
    expect(files.get('types.ts')).toContain('model/parts/types.yaml:2');
  });

  test('may lie in folders, and parts may include further parts, from where they stand', () => {
    const files = { ...SOUND, 'model/library.yaml': LIBRARY.replace('parts/types.yaml, ', ''), 'model/loans.yaml': `includes: parts/types.yaml\n${LOANS}` };
    expect(errorsOf(files)).toEqual([]);
    expect(errorsOf(files, ['model/library.yaml'])).toEqual([]);
    const deep = { 'model/library.yaml': LIBRARY.replace('parts/types.yaml, loans.yaml', 'parts/loans.yaml'), 'model/parts/loans.yaml': `includes: [types.yaml]\n${LOANS}`, 'model/parts/types.yaml': TYPES };
    expect(errorsOf(deep)).toEqual([]);
  });

  test('reads a part that two others include once', () => {
    const parts = { 'model/more.yaml': 'includes: parts/types.yaml\nhot spots: [How long?]\n', 'model/loans.yaml': `includes: parts/types.yaml\n${LOANS}` };
    expect(errorsOf({ ...SOUND, ...parts, 'model/library.yaml': LIBRARY.replace('parts/types.yaml', 'more.yaml') })).toEqual([]);
  });

  test('says each mistake in the file where it stands', () => {
    expect(errorsOf({ ...SOUND, 'model/loans.yaml': LOANS.replace('by: Member', 'by: Membr').replace('title: Title', 'title: Titel'), 'model/library.yaml': LIBRARY.replace('Lend book:', 'Lend bok:') })).toEqual([
      'model/library.yaml:7:13: error unknown-name: There is no command called "Lend bok". Did you mean "Lend book"?',
      'model/loans.yaml:5:21: error unknown-type: There is no type called "Titel". Did you mean "Title"?',
      'model/loans.yaml:7:24: error unknown-name: There is no actor called "Membr". Did you mean "Member"?',
    ]);
  });

  test('finds the one line that stands too deep in a part', () => {
    expect(errorsOf({ ...SOUND, 'model/loans.yaml': LOANS.replace('    state:', '      state:') })).toHaveLength(1);
    expect(errorsOf({ ...SOUND, 'model/loans.yaml': LOANS.replace('    state:', '      state:') })[0]).toMatch(/^model\/loans.yaml:5:7: error bad-indentation/);
  });
});

describe('What can be wrong with including', () => {
  test.each<[string, { readonly [path: string]: string }, readonly string[]]>([
    ['a file that is not there, of nearly that name', { 'model/library.yaml': LIBRARY.replace('loans.yaml', 'loan.yaml') }, ['model/library.yaml:2:30: error include-not-found: There is no file "model/loan.yaml". Did you mean "loans.yaml"?']],
    ['a folder', { 'model/library.yaml': LIBRARY.replace('parts/types.yaml', 'parts') }, ['model/library.yaml:2:12: error include-is-folder: "parts" is a folder, and `includes` names files.']],
    ['a file outside the project', { 'model/library.yaml': LIBRARY.replace('loans.yaml', '../../loans.yaml') }, ['model/library.yaml:2:30: error include-outside: "../../loans.yaml" lies outside the project.']],
    ['a path of one machine', { 'model/library.yaml': LIBRARY.replace('loans.yaml', '/home/ada/loans.yaml') }, ['model/library.yaml:2:30: error include-not-a-path: "/home/ada/loans.yaml" is not the way from this file to another.']],
    ['an address', { 'model/library.yaml': LIBRARY.replace('loans.yaml', '"https://example.org/loans.yaml"') }, ['model/library.yaml:2:30: error include-not-a-path: "https://example.org/loans.yaml" is not the way from this file to another.']],
    ['one file twice', { 'model/library.yaml': LIBRARY.replace('[parts', '[./loans.yaml, parts') }, ['model/library.yaml:2:44: error included-twice: "loans.yaml" is included twice.']],
    ['itself', { 'model/library.yaml': LIBRARY.replace('[parts', '[library.yaml, parts') }, ['model/library.yaml:2:12: error includes-itself: This file includes itself.']],
    ['a circle', { 'model/loans.yaml': `includes: [library.yaml]\n${LOANS}` }, ['model/loans.yaml:1:12: error includes-itself: These files include each other: model/library.yaml includes model/loans.yaml includes model/library.yaml.']],
    ['a level in a part', { 'model/loans.yaml': `level: process\n${LOANS}` }, ['model/loans.yaml:1:1: error not-in-a-part: "level" is said once for a model, and this file is a part of one: another file includes it.']],
    ['a whole model', { 'model/loans.yaml': `model: Loans\n${LOANS}` }, ['model/loans.yaml:1:1: error not-in-a-part: "model" is said once for a model, and this file is a part of one: another file includes it.']],
    ['a thing in two files', { 'model/parts/types.yaml': `${TYPES}actors:\n  Member:\n` }, ['model/parts/types.yaml:4:3: error name-twice: "Member" is the name of an actor already; each name stands for one thing only.']],
    ['a scenario in two files', { 'model/parts/types.yaml': `${TYPES}scenarios:\n  A book is lent:\n    when: { Lend book: { title: Emma } }\n    then: [Book lent]\n` }, ['model/parts/types.yaml:4:3: error scenario-twice: There is a scenario "A book is lent" in another file of this model already.']],
    ['an empty part', { 'model/parts/types.yaml': '' }, ['model/parts/types.yaml:1:1: error empty-part: This file says nothing yet, and a model includes it.']],
  ])('%s', (_, changed, expected) => {
    const found = errorsOf({ ...SOUND, ...changed });
    expect(found).toEqual(expected);
    expect(errorsOf({ ...SOUND, ...changed }, ['model/library.yaml'])).toEqual(found);
  });

  test('a file of no model is warned of, and nothing else', () => {
    const { diagnostics, models } = compiled({ ...SOUND, 'model/notes.yaml': 'hot spots: [Who pays?]\n' });
    expect(diagnostics.map(({ code, span }) => `${span.source.path} ${code}`).filter((each) => each.includes('notes'))).toEqual(['model/notes.yaml file-of-no-model']);
    expect(models).toHaveLength(1);
  });
});
