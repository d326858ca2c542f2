import { describe, expect, test } from 'vitest';
import { diagnose } from '../../generator/diagnostics/diagnostic.ts';
import { formatDiagnostic, formatDiagnostics } from '../../generator/diagnostics/format.ts';
import type { SourceText, Span } from '../../generator/diagnostics/span.ts';

function source(text: string, path = 'model/m.yaml'): SourceText {
  return { path, text };
}

function at(file: SourceText, words: string): Span {
  const start = file.text.indexOf(words);
  return { source: file, start, end: start + words.length };
}

describe('A mistake is printed with its line', () => {
  test('the place, the sentence, the line, the other place, and what would be right', () => {
    const file = source('a: 1\nb: 2\na: 3\n');
    const second = { source: file, start: 10, end: 11 };
    expect(formatDiagnostic(diagnose('key-twice', second, { key: 'a' }, [{ span: at(file, 'a'), sentence: 'The first one.' }]))).toBe(
      [
        'model/m.yaml:3:1: error key-twice: "a" stands here twice; each name can stand only once in one place.',
        '  3 | a: 3',
        '    | ^',
        '  model/m.yaml:1:1: The first one.',
        '  1 | a: 1',
        '    | -',
        '  Bring the two together, or give one of them another name.',
      ].join('\n'),
    );
  });

  test('a tab is as wide as a blank, and wide letters are two', () => {
    const file = source('x:\t账户 y\n');
    expect(formatDiagnostic(diagnose('not-understood', at(file, 'y'), {})).split('\n').slice(1, 3)).toEqual(['  1 | x: 账户 y', '    |         ^']);
  });

  test('a long line is shown around what is wrong', () => {
    const file = source(`${'word '.repeat(100)}WRONG${' word'.repeat(100)}\n`);
    const [, line = '', marks = ''] = formatDiagnostic(diagnose('not-understood', at(file, 'WRONG'), {})).split('\n');
    expect(line.length).toBeLessThan(140);
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('WRONG');
  });

  test('over several lines, the first three', () => {
    const file = source('a: b\n  c\n  d\n  e\n  f\n');
    expect(formatDiagnostic(diagnose('not-understood', { source: file, start: 3, end: file.text.length }, {})).split('\n').slice(1, -1)).toEqual(['  1 | a: b', '    |    ^', '  2 |   c', '    |   ^', '  3 |   d', '    |   ^', '    | …']);
  });

  test('at the end of the file there is still a mark', () => {
    const file = source('a: 1');
    expect(formatDiagnostic(diagnose('not-understood', { source: file, start: 4, end: 4 }, {})).split('\n').slice(1, 3)).toEqual(['  1 | a: 1', '    |     ^']);
  });
});

test('Mistakes stand in the order of the files and their places, each once', () => {
  const [first, second] = [source('a b c\n', 'z.yaml'), source('a b c\n', 'a.yaml')];
  const all = [at(first, 'c'), at(first, 'a'), at(second, 'b'), at(first, 'a')].map((span) => diagnose('not-understood', span, {}));
  expect(formatDiagnostics(all).split('\n').filter((line) => line.includes('error')).map((line) => line.split(': ')[0])).toEqual(['z.yaml:1:1', 'z.yaml:1:5', 'a.yaml:1:3']);
});
