import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSource } from '../../generator/source/parse-source.ts';
import { valueOf, type Node, type ScalarNode } from '../../generator/source/node.ts';

function valueIn(text: string): ScalarNode {
  const { document, diagnostics } = parseSource({ path: 'model.yaml', text });
  expect(diagnostics).toEqual([]);
  const value = document?.kind === 'map' ? valueOf(document, 'a') : undefined;
  if (value?.kind !== 'scalar') throw new Error(`no text in ${JSON.stringify(text)}`);
  return value;
}

/** The words of a text, each with what its span covers in the file. */
function words(value: ScalarNode): readonly (readonly [string, string])[] {
  return [...value.text.matchAll(/[^\s]+/g)].map((match) => {
    const { source, start, end } = value.spanOf(match.index, match.index + match[0].length);
    return [match[0], source.text.slice(start, end)] as const;
  });
}

describe('A text knows where its characters stand', () => {
  test.each([
    ['plain', 'a: one two\n', 'one two'],
    ['plain over lines', 'a: one\n  two\n\n  three\nb: 1\n', 'one two\nthree'],
    ['single quoted', "a: 'it''s one' # note\n", "it's one"],
    ['single quoted over lines', "a: 'one\n  two'\n", 'one two'],
    ['double quoted', 'a: "one \\"two\\" \\u00e9"\n', 'one "two" é'],
    ['double quoted over lines', 'a: "one \\\n  two\n\n  three"\n', 'one two\nthree'],
    ['literal', 'a: |\n  one\n    two\n\n  three\n', 'one\n  two\n\nthree\n'],
    ['folded', 'a: >\n  one\n  two\n\n  three\n    four\n', 'one two\nthree\n  four\n'],
    ['folded and stripped', 'a: >-\n  one\n  two\n', 'one two'],
    ['folded, kept, with Windows line ends', 'a: >+\r\n  one\r\n  two\r\n\r\nb: 1\r\n', 'one two\n\n'],
    ['literal with an indentation of its own', 'a: |2\n    one\n  two\n', '  one\ntwo\n'],
  ])('%s', (_, yaml, text) => {
    const value = valueIn(yaml);
    expect(value.text).toBe(text);
    for (const [word, written] of words(value)) {
      expect(written.replaceAll("''", "'").replaceAll('\\"', '"').replaceAll('\\u00e9', 'é')).toBe(word);
    }
  });

  test('and keeps every digit', () => {
    expect(['50.10', '0123', '12345678901234567890', '1e3', '0x10', 'null', 'yes'].map((text) => valueIn(`a: ${text}\n`).text)).toEqual(['50.10', '0123', '12345678901234567890', '1e3', '0x10', 'null', 'yes']);
  });

  test('in every style, whatever the lines are', () => {
    const line = fc.constantFrom('one two', '  deeper', '', 'x', "don't", 'say "no"', 'end  ');
    const style = fc.constantFrom<(lines: readonly string[]) => string>(
      (lines) => `a: >\n${lines.map((each) => `  ${each}`).join('\n')}\nb: 1\n`,
      (lines) => `a: |-\n${lines.map((each) => `  ${each}`).join('\n')}\nb: 1\n`,
      (lines) => `a: '${lines.map((each) => each.replaceAll("'", "''")).join('\n  ')}'\nb: 1\n`,
      (lines) => `a: "${lines.map((each) => each.replaceAll('"', '\\"')).join('\n  ')}"\nb: 1\n`,
    );
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), style, (lines, written) => {
      const { document, diagnostics } = parseSource({ path: 'model.yaml', text: written(['first', ...lines]) });
      const value: Node | undefined = document?.kind === 'map' ? valueOf(document, 'a') : undefined;
      if (diagnostics.length > 0 || value?.kind !== 'scalar') return;
      for (const [word, found] of words(value)) expect(found.replaceAll("''", "'").replaceAll('\\"', '"')).toBe(word);
    }), { numRuns: 300 });
  });
});
