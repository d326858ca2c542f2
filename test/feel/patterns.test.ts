import { describe, expect, test } from 'vitest';
import { ecmaScriptPattern, matchesNothing } from '../../generator/feel/functions/xpath-pattern.ts';
import { matches } from '../../runtime/index.ts';

function carriedOver(written: string, flags = ''): string {
  const pattern = ecmaScriptPattern(written, flags);
  return 'source' in pattern ? `/${pattern.source}/${pattern.flags}` : `${pattern.kind}: ${pattern.reason}`;
}

describe('A pattern of XPath becomes one of ECMAScript that says the same', () => {
  test.each<[string, string, string]>([
    ['', '', '/(?:)/u'],
    ['^a+b*?c{2,}$', '', '/^a+b*?c{2,}$/u'],
    ['(ab)|(?:c)', '', '/(ab)|(?:c)/u'],
    ['\\d+', '', '/\\p{Nd}+/u'],
    ['\\s|[\\s\\w]', '', '/[ \\t\\n\\r]|[ \\t\\n\\r\\p{L}\\p{M}\\p{N}\\p{S}]/u'],
    ['.', '', '/[^\\n\\r]/u'],
    ['.', 's', '/./su'],
    ['[a-z-[aeiou]]', 'i', '/(?![aeiou])[a-z]/iu'],
    ['[a-z-[aeiou]]+', '', '/(?:(?![aeiou])[a-z])+/u'],
    ['[a-z-[a-m-[c]]]', '', '/(?!(?![c])[a-m])[a-z]/u'],
    ['a-b/c\\-', '', '/a-b\\/c-/u'],
    ['[-a]|[a-]', '', '/[\\-a]|[a\\-]/u'],
    ['he ll o[ ]w', 'x', '/hello[ ]w/u'],
    ['\\p{ Is Basic Latin }', 'x', '/[\\0-\\x7f]/u'],
    ['\\p{Lu}\\P{L}[\\p{Nd}]', '', '/\\p{Lu}\\P{L}[\\p{Nd}]/u'],
    ['a\nb\u2028', '', '/a\\nb\\u{2028}/u'],
  ])('%s with the flags "%s"', (written, flags, expected) => {
    const carried = carriedOver(written, flags);
    expect(carried).toBe(expected);
    const [, source = '', given = ''] = /^\/(.*)\/([a-z]*)$/s.exec(carried) ?? [];
    // And the runtime reads every one that is written.
    expect(typeof matches('hello', new RegExp(source, given))).toBe('boolean');
  });
});

describe('What can not be carried over is refused', () => {
  test.each<[string, string, string]>([
    ['[z-a]', '', 'broken: a range runs backwards'],
    ['(a', '', 'broken: a "(" is not closed'],
    ['a)', '', 'broken: a ")" closes nothing'],
    ['[a', '', 'broken: a "[" is not closed'],
    ['*a', '', 'broken: there is nothing before "*"'],
    ['a**', '', 'broken: two signs that repeat stand behind one another'],
    ['a{,3}', '', 'broken: braces hold how often: {2}, {2,} or {2,5}'],
    ['a{5,2}', '', 'broken: in {5,2} the larger number comes first'],
    ['a}', '', 'broken: a "}" stands alone; for the sign itself write "\\}"'],
    ['\\q', '', 'broken: a "\\" stands before "q", for which it has no meaning'],
    ['(?=a)', '', 'broken: behind "(?" only ":" is known'],
    ['\\p{Cool}', '', 'broken: there are no characters of the kind "Cool"'],
    ['(.)\\2', '', 'broken: "\\2" asks for a bracket that has not been closed before it'],
    ['[0-9-.]', '', 'broken: a "-" for itself stands first or last between square brackets'],
    ['a', 'z', 'broken: there is no flag "z"; there are s, m, i and x'],
    ['(a)\\1', '', 'unsupported: it has "\\1", which asks for the same text again'],
    ['\\i\\c*', '', 'unsupported: it has "\\i", the characters of names in XML'],
    ['((a{100}){100}){100}', '', 'unsupported: it repeats so often'],
    ['('.repeat(100), '', 'unsupported: it has so many brackets inside one another'],
  ])('%s', (written, flags, expected) => {
    expect(carriedOver(written, flags)).toBe(expected);
  });
});

test('it is known of a pattern whether it is content with nothing', () => {
  const patterns = ['a*', 'a|', '^', 'a+', 'a?b'].map((written) => ecmaScriptPattern(written, ''));
  expect(patterns.map((pattern) => 'source' in pattern && matchesNothing(pattern))).toEqual([true, true, true, false, false]);
});
