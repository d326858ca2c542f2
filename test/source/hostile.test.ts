import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { jsonReport } from '../../generator/diagnostics/as-json.ts';
import { compileFiles } from '../../generator/project.ts';
import { createTimings } from '../../generator/timings.ts';
import { inProject } from '../cli/run.ts';

/** Far more than it takes, and far less than a hang. */
const PATIENCE_IN_MILLISECONDS = 60_000;
const MEGABYTE = 1_000_000;

/** A whole model around an expression. */
function rule(expression: string): string {
  return `model: Library
actors: { Member: {} }
aggregates:
  Loan:
    identified by: loan
    begins with: Book lent
    state: { loan: identifier }
    commands:
      Lend book:
        by: Member
        with: { days: whole number }
        rules:
          - require: ${expression}
            otherwise: No
        then: Book lent
    events: { Book lent: {} }
`;
}

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

/** In a block of text, so that no line of it is long. */
function onLines(words: string): string {
  return `>\n${(words.match(/.{1,200}/gsu) ?? []).map((line) => `              ${line}\n`).join('')}`.trimEnd();
}

describe('Whatever a file holds, it is answered in sentences', () => {
  test.each<[string, string, string]>([
    ['a line of a megabyte', `model: Shop\nabout: ${'x'.repeat(MEGABYTE)}\n`, 'line-too-long'],
    ['a megabyte of [', `a: ${'['.repeat(MEGABYTE)}`, 'line-too-long'],
    ['a megabyte of [ over many lines', `a:\n${'[\n'.repeat(MEGABYTE / 2)}`, 'nested-too-deeply'],
    ['a megabyte of {a:', '{a: '.repeat(MEGABYTE / 4), 'line-too-long'],
    ['a megabyte of {a: over many lines', '{a:\n'.repeat(MEGABYTE / 4), 'nested-too-deeply'],
    ['a megabyte of dashes', '- '.repeat(MEGABYTE / 2), 'line-too-long'],
    ['five thousand dashes', '- '.repeat(5000), 'nested-too-deeply'],
    ['fifty thousand question marks', '?\n'.repeat(50_000), 'no-question-mark-keys'],
    ['names nested a thousand times', times(1000, (index) => `${' '.repeat(index)}a:\n`), 'nested-too-deeply'],
    ['a billion laughs', `model: X\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${times(9, () => `*${'abcdefghi'.charAt(index)},`)}]\n`).join('')}`, 'no-anchors'],
    ['a hundred thousand names that nobody knows', `model: X\n${times(100_000, (index) => `x${index}: ${index}\n`)}`, 'unknown-key'],
    ['an expression ten thousand deep', rule(onLines(`${'('.repeat(10_000)}days${')'.repeat(10_000)}`)), 'expression-too-deep'],
    ['one of ten thousand nots', rule(onLines('not('.repeat(10_000))), 'expression-too-deep'],
    ['an expression of a megabyte', rule(onLines(`${'days + '.repeat(MEGABYTE / 7)}1 > 0`)), 'expression-too-long'],
    ['a word of nine thousand letters in an expression', rule('x'.repeat(9000)), 'unknown-name-in-expression'],
    ['a megabyte of blank lines', '\n'.repeat(MEGABYTE), 'empty-file'],
    ['a megabyte of directives', '%\n'.repeat(MEGABYTE / 2), 'no-directives'],
    ['a megabyte of line ends of old computers', 'a\r'.repeat(MEGABYTE / 2), 'line-too-long'],
    ['a megabyte of tabs', '\t\n'.repeat(MEGABYTE / 2), 'empty-file'],
    ['a megabyte of document marks', '---\n'.repeat(MEGABYTE / 8), 'one-model-a-file'],
    ['zero bytes', `model: Sh\0op\n`, 'strange-character'],
    ['ten thousand unknown types', `model: Shop\ntypes:\n${times(10_000, (index) => `  T${index}:\n    is: txt${index}\n`)}`, 'unknown-type'],
    ['ten thousand unknown keys', `model: Shop\n${times(10_000, (index) => `what${index}: 1\n`)}`, 'unknown-key'],
    ['ten thousand keys twice', `model: Shop\ntypes:\n${'  A:\n    is: text\n'.repeat(10_000)}`, 'key-twice'],
    ['ten thousand lines at a wrong depth', `model: Shop\ntypes:\n${'  A:\n    is: text\n   b: 2\n'.repeat(10_000 / 2)}`, 'bad-indentation'],
    ['ten thousand quotes that are not closed', 'a: "b\n'.repeat(10_000), 'quote-not-closed'],
    ['ten thousand announced texts', 'a: |\n'.repeat(10_000), 'key-twice'],
    ['ten thousand brackets that are not closed', 'a:\n  - b: [1, 2\n'.repeat(10_000), 'nested-too-deeply'],
    ['five thousand wrong expressions', rule('days > 0').replace('        then', `${times(5000, (index) => `          - require: dayz${index} > 0\n            otherwise: No\n`)}        then`), 'unknown-name-in-expression'],
  ])('%s', (_name, text, code) => {
    const { diagnostics } = compile({ path: 'm.yaml', text }, 'm', createTimings());
    expect(diagnostics.map((each) => each.code)).toContain(code);
    const printed = formatDiagnostics(diagnostics);
    expect(printed.length).toBeLessThan(100_000);
    expect(printed).not.toMatch(/undefined|\[object|NaN|    at /);
    expect(() => JSON.stringify(jsonReport(diagnostics.slice(0, 100), []))).not.toThrow();
  }, PATIENCE_IN_MILLISECONDS);

  test('of ten thousand mistakes a hundred are printed, and how many more there are', () => {
    const { diagnostics } = compile({ path: 'm.yaml', text: `model: Shop\n${times(10_000, (index) => `what${index}: 1\n`)}` }, 'm', createTimings());
    const printed = formatDiagnostics(diagnostics);
    expect(printed.match(/error unknown-key/g)).toHaveLength(100);
    expect(printed.split('\n').at(-1)).toBe('There are 9900 more mistakes, which are not shown. Mend these first: the others may go with them.');
  });
});

describe('Names that would turn the screen around are shown as what they are', () => {
  test.each([
    ['a right-to-left mark', 'mo\u200fney'],
    ['a right-to-left override', 'mo\u202eney'],
    ['a soft hyphen', 'mo\u00adney'],
  ])('%s', (_name, word) => {
    const { diagnostics } = compile({ path: 'm.yaml', text: `model: Shop\ntypes:\n  Price:\n    is: ${word}\n` }, 'm', createTimings());
    expect(diagnostics.map((each) => each.code)).toEqual(['unknown-type']);
    expect(formatDiagnostics(diagnostics)).not.toMatch(/[\u00ad\u200f\u202e]/);
  });

  test('an escape sequence in a name colours nothing', () => {
    const { diagnostics } = compile({ path: 'm.yaml', text: 'model: Shop\ntypes:\n  Price:\n    is: "\\e[31mred"\n' }, 'm', createTimings());
    expect(formatDiagnostics(diagnostics)).not.toContain('\u001b');
  });
});

describe('Whatever is named on the command line, it is answered in a sentence, with exit code 1', () => {
  const SOUND = 'model: Shop\n';

  test.each<[string, Buffer | string, string]>([
    ['UTF-16, as Windows writes it', Buffer.from(`\uFEFF${SOUND}`, 'utf16le'), 'not-utf-8'],
    ['UTF-16 without a mark', Buffer.from(SOUND, 'utf16le'), 'not-utf-8'],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${SOUND}`, 'utf16le').swap16(), 'not-utf-8'],
    ['Latin-1', Buffer.from('model: Caf\u00e9\n', 'latin1'), 'not-utf-8'],
    ['nothing', '', 'empty-file'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xd]), 'not-utf-8'],
  ])('a file of %s', (_name, content, code) => {
    inProject({ 'model.yaml': content }, (folder) => {
      expect(compileFiles(['model.yaml'], folder, createTimings()).diagnostics.map((each) => each.code)).toEqual([code]);
    });
  });

  test.each(['\uFEFFmodel: Shop\n', 'model: Shop\r\nabout: >\r\n  We sell\r\n  colours.\r\n', '---\nmodel: Shop\n', 'model: Shop'])('a byte order mark, Windows line ends, a document mark and a missing line break are fine: %j', (content) => {
    inProject({ 'model.yaml': content }, (folder) => expect(compileFiles(['model.yaml'], folder, createTimings()).diagnostics).toEqual([]));
  });

  test('folders, links in a circle, links to nothing, devices and fifty megabytes', () => {
    inProject({}, (folder, command) => {
      mkdirSync(join(folder, 'folder.yaml'));
      symlinkSync(join(folder, 'circle.yaml'), join(folder, 'circle.yaml'));
      symlinkSync(join(folder, 'nowhere.yaml'), join(folder, 'broken.yaml'));
      writeFileSync(join(folder, 'huge.yaml'), SOUND);
      truncateSync(join(folder, 'huge.yaml'), 50 * MEGABYTE);
      const { out, err, code } = command('check', 'folder.yaml', 'circle.yaml', 'broken.yaml', 'huge.yaml', 'missing.yaml', 'folder.yaml/below.yaml', `${'x'.repeat(300)}.yaml`, '/dev/zero');
      expect([...out.matchAll(/error (\S+):/g)].map((each) => each[1])).toEqual(['not-a-file', 'file-not-readable', 'file-not-readable', 'file-too-large', 'file-not-found', 'file-not-found', 'file-not-readable', 'file-not-readable']);
      expect(err).toBe('');
      expect(code).toBe(1);
    });
  }, PATIENCE_IN_MILLISECONDS);

  test('the same in model/ of a project', () => {
    inProject({ 'model/other.yaml': Buffer.from(SOUND, 'utf16le') }, (folder, command) => {
      mkdirSync(join(folder, 'model/folder.yaml'));
      symlinkSync(join(folder, 'model/circle.yaml'), join(folder, 'model/circle.yaml'));
      symlinkSync(join(folder, 'model'), join(folder, 'model/itself'));
      const { out, err, code } = command('check');
      expect(out).toContain('error not-utf-8');
      expect(`${out}${err}`).not.toMatch(/\n\s+at /);
      expect(code).toBe(1);
    });
  });

  test('a megabyte of brackets through the whole command', () => {
    inProject({ 'model/shop.yaml': '[\n'.repeat(MEGABYTE / 2) }, (_folder, command) => {
      const { out, err, code } = command('check', '--fix', '--format', 'json');
      expect(JSON.parse(out).diagnostics).toMatchObject([{ code: 'nested-too-deeply' }]);
      expect({ err, code }).toEqual({ err: '', code: 1 });
    });
  }, PATIENCE_IN_MILLISECONDS);
});
