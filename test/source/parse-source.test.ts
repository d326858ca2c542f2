import { describe, expect, test } from 'vitest';
import { formatDiagnostic, formatDiagnostics } from '../../generator/diagnostics/format.ts';
import type { Node } from '../../generator/source/node.ts';
import { parseSource } from '../../generator/source/parse-source.ts';

type Plain = string | readonly Plain[] | { readonly [name: string]: Plain };

function plain(node: Node | undefined): Plain {
  if (node === undefined) return '(nothing)';
  if (node.kind === 'map') return Object.fromEntries(node.entries.map((entry) => [entry.key.text, plain(entry.value)]));
  if (node.kind === 'list') return node.items.map(plain);
  return node.kind === 'scalar' ? node.text : `(${node.kind})`;
}

function read(text: string): { readonly mistakes: readonly string[]; readonly rest: Plain } {
  const { document, diagnostics } = parseSource({ path: 'm.yaml', text });
  const mistakes = diagnostics.map((each) => {
    const [place = '', code = ''] = /^m\.yaml:(\S+): error (\S+):/.exec(formatDiagnostic(each))?.slice(1) ?? [];
    return `${place} ${code} ${JSON.stringify(text.slice(each.span.start, each.span.end))}`;
  });
  return { mistakes, rest: plain(document) };
}

describe('Each mistake of writing is one sentence, and what stands around it is still read', () => {
  test.each<[string, string, string, Plain]>([
    ['a colon missing before braces', 'a:\n  - Money deposited { amount: 1 }\n  - b\n', '2:5 colon-missing-before-brace "Money deposited"', { a: [{ 'Money deposited': { amount: '1' } }, 'b'] }],
    ['and where several values stand in them', 'a:\n  Money deposited { amount: 1, b: 2 }\nc: 1\n', '2:3 colon-missing-before-brace "Money deposited"', { a: { 'Money deposited': { amount: '1', b: '2' } }, c: '1' }],
    ['an exclamation mark for "not"', 'a: !closed\nb: 1\n', '1:4 no-tags "!closed"', { a: '(broken)', b: '1' }],
    ['a comparison with nothing before it', 'a: > 100\nb: 1\n', '1:4 bad-block-text "> 100"', { a: '(broken)', b: '1' }],
    ['a comparison with two signs', 'a: >= 100\nb: 1\n', '1:4 bad-block-text ">= 100"', { a: '(broken)', b: '1' }],
    ['a colon inside a sentence', 'a: Note: this\nb: 1\n', '1:4 colon-inside-text "Note: this"', { a: '(broken)', b: '1' }],
    ['a colon at the end of a sentence', 'a: Note:\nb: 1\n', '1:4 colon-inside-text "Note:"', { a: '(broken)', b: '1' }],
    ['an apostrophe in single quotes', "a: 'It's closed'\nb: 1\n", '1:8 apostrophe-ends-text "s closed\'"', { a: '(broken)', b: '1' }],
    ['text behind a closing quote', 'a: "Who" may do it\nb: 1\n', '1:10 text-after-quote "may do it"', { a: '(broken)', b: '1' }],
    ['square brackets of an expression in braces', 'a: { items: items[open] }\nb: 1\n', '1:13 expression-in-braces "items[open]"', { a: '(broken)', b: '1' }],
    ['a function with a comma in braces', 'a: { fee: min(a, b) }\nb: 1\n', '1:11 expression-in-braces "min(a, b)"', { a: '(broken)', b: '1' }],
    ['a text with a plus in braces', 'a: { c: "x" + d }\nb: 1\n', '1:9 expression-in-braces "\\"x\\" + d"', { a: '(broken)', b: '1' }],
    ['a name alone in braces', 'a: {value}\nb: 1\n', '1:5 no-value-in-braces "value"', { a: '(broken)', b: '1' }],
    ['a tab', 'a:\n\tb: 1\n\tc: 2\nd: 1\n', '2:1 tab-in-indentation "\\t"', { a: { b: '1', c: '2' }, d: '1' }],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', '3:1 key-twice "a"', { a: '1', b: '2' }],
    ['a key twice with other blanks', 'x y: 1\nx  y: 3\n', '2:1 key-twice "x  y"', { 'x y': '1' }],
    ['a quote not closed', 'a: "b\nc: 2\n', '1:4 quote-not-closed "\\"b"', { a: '(broken)', c: '2' }],
    ['a quote not closed, and another further down', "a: 'b\nc: 'x'\nd: 3\n", '1:4 quote-not-closed "\'b"', { a: '(broken)', c: 'x', d: '3' }],
    ['a brace not closed', 'a: { b: 1\nc: 2\n', '1:4 bracket-not-closed "{ b: 1"', { a: '(broken)', c: '2' }],
    ['a bracket not closed in a list', 'a:\n  - b: [1, 2\n  - c: 1\n', '2:8 bracket-not-closed "[1, 2"', { a: [{ b: '(broken)' }, { c: '1' }] }],
    ['a brace too many', 'a: { b: 1 }}\nc: 1\n', '1:12 bracket-not-opened "}"', { a: { b: '1' }, c: '1' }],
    ['the wrong bracket', 'a: [b}\nc: 1\n', '1:6 bracket-mismatch "}"', { a: '(broken)', c: '1' }],
    ['a comma missing', 'a: { b: 1 c: 2 }\nd: 1\n', '1:9 comma-missing "1 c"', { a: { b: '1', c: '2' }, d: '1' }],
    ['a comma too many', 'a: { b: 1,, c: 2 }\nd: 1\n', '1:11 comma-too-many ","', { a: '(broken)', d: '1' }],
    ['a colon missing after a name', 'a:\n  b\n    c: 1\n  d: 1\n', '2:3 colon-missing-after-name "b"', { a: { b: { c: '1' }, d: '1' } }],
    ['a colon missing after a word of the language', 'a:\n  - require x > 1\n    otherwise: No\n', '2:5 colon-missing-after-name "require x > 1"', { a: [{ require: 'x > 1', otherwise: 'No' }] }],
    ['a colon missing after a name used elsewhere', 'a:\n  amount: 1\nb:\n  c: 1\n  amount 2\n  d: 1\n', '5:3 colon-missing-after-name "amount 2"', { a: { amount: '1' }, b: { c: '1', amount: '2', d: '1' } }],
    ['a line that is nothing', 'a:\n  b: 1\n  what is this\n  d: 2\n', '3:3 colon-missing "what is this"', { a: { b: '1', d: '2' } }],
    ['no blank behind a colon', 'a:\n  b:1\n  d: 2\n', '2:3 space-missing-after-colon "b:1"', { a: { b: '1', d: '2' } }],
    ['no blank behind a colon in braces', 'a: {b:1, c: 2}\n', '1:5 space-missing-after-colon "b:1"', { a: '(broken)' }],
    ['no blank behind dashes', 'a:\n  -b\n  -c\nd: 1\n', '2:3 space-missing-after-dash "-b"', { a: '(broken)', d: '1' }],
    ['a line too deep', 'a:\n  b: 1\n   c: 2\nd: 1\n', '3:4 bad-indentation "c: 2"', { a: { b: '1', c: '2' }, d: '1' }],
    ['a line not deep enough', 'a:\n    b:\n      x: 1\n   c: 2\nd: 1\n', '4:4 bad-indentation "c: 2"', { a: { b: { x: '1' }, c: '2' }, d: '1' }],
    ['a first line too deep', 'a:\n   b: 1\n  c: 2\n  d: 3\ne: 1\n', '2:4 bad-indentation "b: 1"', { a: { b: '1', c: '2', d: '3' }, e: '1' }],
    ['an entry of a list not deep enough', 'a:\n  - b\n - c\nd: 1\n', '3:2 bad-indentation "- c"', { a: ['b', 'c'], d: '1' }],
    ['a dash missing', 'a:\n  - b: 1\n  c: 2\nd: 1\n', '3:3 list-item-without-dash "c: 2"', { a: [{ b: '1', c: '2' }], d: '1' }],
    ['a dash among names', 'a:\n  c: 2\n  - b: 1\nd: 1\n', '3:3 dash-among-names "- b: 1"', { a: { c: '2' }, d: '1' }],
    ['a dash behind a colon', 'a: - b\nd: 1\n', '1:4 stray-dash "- b"', { a: '(broken)', d: '1' }],
    ['text below a ">" that is not deeper', 'a: >\nb c\nd: 1\n', '2:1 block-text-indentation "b c"', { a: '', d: '1' }],
    ['a sign a text can not begin with', 'a: @b\nd: 1\n', '1:4 bad-start-of-text "@b"', { a: '(broken)', d: '1' }],
    ['a backslash in double quotes', 'a: "\\d{3}"\nd: 1\n', '1:5 bad-escape "\\\\d"', { a: '\\d{3}', d: '1' }],
    ['an anchor', 'a: &b c\nd: 1\n', '1:4 no-anchors "&b"', { a: '(broken)', d: '1' }],
    ['an alias', 'a: *b\nd: 1\n', '1:4 no-aliases "*b"', { a: '(broken)', d: '1' }],
    ['stars for bold', 'a: **bold** text\nd: 1\n', '1:4 no-aliases "**bold** text"', { a: '(broken)', d: '1' }],
    ['a merge key', 'a:\n  <<: b\n  c: 1\n', '2:3 no-merge-keys "<<"', { a: { c: '1' } }],
    ['a question mark', '? a\n: b\nd: 1\n', '1:3 no-question-mark-keys "a"', { d: '1' }],
    ['a list for a name', '[a]: 1\nd: 1\n', '1:1 key-not-a-name "[a]"', { d: '1' }],
    ['a directive', '%YAML 1.1\na: 1\n', '1:1 no-directives "%YAML 1.1"', { a: '1' }],
    ['a second model', 'a: 1\n---\nb: 1\n', '2:1 one-model-a-file "---"', { a: '1' }],
    ['a zero byte', 'a: b\0c\n', '1:5 strange-character "\\u0000"', { a: 'bc' }],
  ])('%s', (_, text, mistake, rest) => {
    expect(read(text)).toEqual({ mistakes: [mistake], rest });
  });

  test('and all of them are found in one run', () => {
    const { mistakes, rest } = read('a: Note: this\nb: "x\nc: { d: 1\ne:\n  f: 1\n   g: 2\nh: !no\ni: 1\na: 2\n');
    expect(mistakes.map((each) => each.split(' ')[1]).sort()).toEqual(['bad-indentation', 'bracket-not-closed', 'colon-inside-text', 'key-twice', 'no-tags', 'quote-not-closed']);
    expect(rest).toEqual({ a: '(broken)', b: '(broken)', c: '(broken)', e: { f: '1', g: '2' }, h: '(broken)', i: '1' });
  });
});

describe('What is right is read without a word', () => {
  test.each<[string, string, Plain]>([
    ['a document mark at the beginning', '---\na: 1\n', { a: '1' }],
    ['Windows line ends', 'a: b\r\nc:\r\n  d: e\r\n', { a: 'b', c: { d: 'e' } }],
    ['an apostrophe in the middle of a text', "a: Don't overdraw\n", { a: "Don't overdraw" }],
    ['a colon without a blank', 'a: 12:30\nb: http://x\n', { a: '12:30', b: 'http://x' }],
    ['a folded text with colons', 'a: >\n  one: two\n  three\nb: 1\n', { a: 'one: two three\n', b: '1' }],
    ['braces over several lines', 'a: {\n    b: 1,\n    c: [1,\n      2]\n  }\nd: 1\n', { a: { b: '1', c: ['1', '2'] }, d: '1' }],
    ['an expression over several lines with a minus in front', 'a:\n  - b: one\n      - two\n', { a: [{ b: 'one - two' }] }],
    ['a list as deep as its name', 'a:\n- b\n- c\nd: 1\n', { a: ['b', 'c'], d: '1' }],
    ['a quoted text over several lines', 'a: "one\n  two: three\n  four"\nb: 1\n', { a: 'one two: three four', b: '1' }],
    ['remarks anywhere', '# one\na: # two\n  # three\n  b: 1 # four\n', { a: { b: '1' } }],
    ['empty values', 'a:\nb: {}\nc: []\nd: ""\n', { a: '(empty)', b: {}, c: [], d: '' }],
  ])('%s', (_, text, rest) => {
    expect(read(text)).toEqual({ mistakes: [], rest });
  });
});

describe('Nothing that is hostile gets further than a sentence', () => {
  test.each([
    ['brackets nested deeper than any stack', 'a: ' + '['.repeat(9_000), 'nested-too-deeply'],
    ['names nested deeper than any stack', Array.from({ length: 5_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'nested-too-deeply'],
    ['a billion laughs', 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n', 'no-anchors'],
    ['an empty file', '', 'empty-file'],
    ['a file of remarks', '# nothing\n', 'empty-file'],
  ])('%s', (_, text, code) => {
    const { diagnostics } = parseSource({ path: 'm.yaml', text });
    expect(diagnostics.map((each) => each.code)).toContain(code);
    expect(formatDiagnostics(diagnostics).length).toBeLessThan(20_000);
  });

  test('a megabyte of one mistake after the other', () => {
    const { diagnostics } = parseSource({ path: 'm.yaml', text: 'a: b: c\n'.repeat(20_000) });
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
