import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../generator/diagnostics/span.ts';
import type { Node } from '../../generator/source/node.ts';
import { parseEdited, parseSource } from '../../generator/source/parse-source.ts';

const root = join(import.meta.dirname, '..', '..');
const MODELS = ['model/bank.yaml', 'model/examples/library.yaml', 'model/examples/web-shop.yaml', 'model/examples/cinema.yaml', 'test/golden/odd-names/model.yaml', 'test/golden/tierarztpraxis/model.yaml', 'test/golden/school/model.yaml', 'test/golden/invoicing/model.yaml'];
const texts = MODELS.map((path) => readFileSync(join(root, path), 'utf8'));

/** Every place of a tree, those of single characters of a text too. */
function described(node: Node | undefined): unknown {
  const place = ({ start, end }: Span): string => `${start}-${end}`;
  switch (node?.kind) {
    case 'map':
      return [place(node.span), node.holes.map(place), node.entries.map(({ key, value }) => [described(key), described(value)])];
    case 'list':
      return [place(node.span), node.items.map(described)];
    case 'scalar':
      return [node.text, node.style, place(node.span), place(node.spanOf(0, 1)), place(node.spanOf(0, node.text.length))];
    case 'empty':
    case 'broken':
      return [node.kind, place(node.span)];
    case undefined:
      return [];
  }
}

/** What is found in a text at once, and reading it as a whole; both are the same where nothing is wrong with it. */
function bothWays(text: string): { readonly atOnce: unknown; readonly whole: unknown } | undefined {
  const source = { path: 'model.yaml', text };
  const atOnce = parseSource(source);
  if (atOnce.diagnostics.length > 0) return undefined;
  const whole = parseEdited(source, []);
  return { atOnce: described(atOnce.document), whole: [...whole.diagnostics.map(({ sentence }) => sentence), described(whole.document)].at(-1) };
}

const PIECES = ['\n', '\n\n', '  ', ' ', '- ', '# so\n', ': ', '"', "'", '|\n', '>-\n', '{', '}', '[', ']', '\r\n', 'a: b\n', '  a: b\n', '    a: b\n', '---\n', '...\n', '&a ', '*a', '? ', '\t', 'é', 'aggregates:\n', 'policies: {}\n'];

describe('A file that is read piece by piece', () => {
  test.each(MODELS.map((path, index) => [path, texts[index] ?? '']))('says what %s says as a whole, each word at its place', (_, text) => {
    const both = bothWays(text);
    expect(both).toBeDefined();
    expect(both?.atOnce).toEqual(both?.whole);
  });

  test('says what it says as a whole after any change', () => {
    const change = fc.record({ at: fc.nat(), cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(80)), piece: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES)) });
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
        const changed = changes.reduce((before, { at, cut, piece }) => before.slice(0, at % before.length) + piece + before.slice((at % before.length) + cut), text);
        const both = bothWays(changed);
        if (both !== undefined) expect(both.atOnce).toEqual(both.whole);
      }),
      { numRuns: 120 },
    );
  });

  test('counts its lines anew when something above it grows', () => {
    const [text = ''] = texts;
    bothWays(text);
    const both = bothWays(text.replace('\naggregates:', () => '\n# A line more.\naggregates:'));
    expect(both?.atOnce).toEqual(both?.whole);
  });

  test.each([
    ['a name of the first level that stands there twice', 'actors:\n  Clerk: {}\nactors:\n  Guest: {}\n', 'key-twice'],
    ['a name of the second level that stands there twice', 'actors:\n  Clerk: {}\n  Guest: {}\n  Clerk: {}\n', 'key-twice'],
    ['a text in quotes that goes on at the next name', 'actors:\n  Clerk: { about: "of the\n  Guest: bank" }\n', 'quote-not-closed'],
    ['a second model', 'model: One\n---\nmodel: Two\n', 'one-model-a-file'],
  ])('finds %s', (_, text, code) => {
    expect(parseSource({ path: 'model.yaml', text }).diagnostics.map((each) => each.code)).toEqual([code]);
  });
});
