import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matches, replaced, splitText } from '../../runtime/index.ts';

/** Patterns small enough that the engine of the language, which tries every way, is no danger with them. */
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '(?![a])[a-c]', '\\p{L}', '\\.', '😀'),
    fc.tuple(tie('node'), tie('node')).map((parts) => parts.join('')),
    fc.tuple(tie('node'), tie('node')).map((parts) => `(?:${parts.join('|')})`),
    tie('node').map((inside) => `(${inside})`),
    fc.tuple(tie('node'), fc.constantFrom('?', '{1,2}', '{2}', '??', '{0,2}?')).map(([inside, sign]) => `(?:${inside})${sign}`),
    fc.tuple(fc.constantFrom('a', 'b', '[ab]', '.', '(?:ab)', '(?:b|a)'), fc.constantFrom('*', '+', '*?', '+?', '{2,}')).map((parts) => parts.join('')),
    tie('node').map((inside) => `^${inside}`),
    tie('node').map((inside) => `${inside}$`),
  ),
})).node;
const text = fc.array(fc.constantFrom('a', 'b', 'c', 'A', '.', '😀', '\n'), { maxLength: 12 }).map((signs) => signs.join(''));

describe('A pattern', () => {
  test('is matched as the engine of the language matches it', () => {
    fc.assert(
      fc.property(pattern, text, fc.constantFrom('u', 'iu', 'su'), (source, searched, flags) => {
        const expression = new RegExp(source, flags);
        expect(matches(searched, expression)).toBe(expression.test(searched));
      }),
      { numRuns: 2000 },
    );
  });

  test('is replaced as the engine of the language replaces it', () => {
    fc.assert(
      fc.property(pattern, text, (source, searched) => {
        const expression = new RegExp(source, 'gu');
        fc.pre(!expression.test('') && !/\)[?*+{]/.test(source));
        expect(replaced(searched, new RegExp(source, 'u'), '<$0>')).toBe(searched.replaceAll(expression, '<$&>'));
        expect(splitText(searched, new RegExp(source, 'u')).join('|')).toBe(searched.replaceAll(expression, '|'));
      }),
      { numRuns: 2000 },
    );
  });

  test.each<[string, RegExp, string, string]>([
    ['abcd', /(ab)|(a)/u, '[1=$1][2=$2]', '[1=ab][2=]cd'],
    ['0123456789', /([0-9]{3})([0-9]{3})([0-9]{4})/u, '($1) $2-$3', '(012) 345-6789'],
    ['ab', /(a)(b)/u, '$12', 'a2'],
    ['price', /price/u, '\\$5 \\\\', '$5 \\'],
    ['a😀b', /😀/u, 'x', 'axb'],
  ])('in %s has its parts put in', (searched, expression, replacement, expected) => {
    expect(replaced(searched, expression, replacement)).toBe(expected);
  });

  test('means the ends of lines where it says so, but no line behind the last line break', () => {
    const lines = 'one\ntwo\n';
    expect([matches(lines, /^two$/mu), matches(lines, /^two$/u), matches(lines, /one$/mu), matches('a\n', /a\n^$/mu)]).toEqual([true, false, true, false]);
  });

  test('that could be matched in very many ways is not tried in all of them', () => {
    const searched = `${'a'.repeat(5000)}!`;
    expect([matches(searched, /^(a+)+$/u), matches(searched, /^(a|a)*$/u), matches(searched, /^(a*)*b$/u)]).toEqual([false, false, false]);
  });

  test('that would take too long for a text says so instead of keeping everybody waiting', () => {
    expect(() => replaced('a'.repeat(100_000), /a.*b|a/u, '')).toThrow('takes too long');
  });
});
