import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstMistake } from '../../runtime/http/json-mistake.ts';

test.each([
  ['', 0], ['  ', 2], ['{', 1], ['[1,', 3], ['"text', 0], ['tru', 0], ['01', 1], ['1.', 1], ['{"a" 1}', 5], ['{"a":1,}', 7], ['[,]', 1], ['[1 2]', 3], ['{]', 1], ['[}', 1], ['[1]]', 3], ['{"a":1}}', 7], [' nonsense', 1], ['{a:1}', 1], ['["\\x"]', 1], ['["a\n"]', 1], ['{"a":1 "b":2}', 7],
])('%j stops being JSON at %d', (text, index) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(firstMistake(text)).toBe(index);
});

test('Whatever is cut off or put into JSON, the place is behind the part that could begin some JSON', () => {
  const property = fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom('', 'x', '}', ']', ',', '"', ':'), (json, at, put) => {
    const text = json.slice(0, at % (json.length + 1)) + put;
    try {
      JSON.parse(text);
      return;
    } catch {
      const index = firstMistake(text);
      expect(index).toBeLessThanOrEqual(text.length);
      // All before the mistake is fine: something can follow it that makes it JSON, so the mistake moves when it is cut there.
      expect(firstMistake(text.slice(0, index))).toBeGreaterThanOrEqual(index);
    }
  });
  fc.assert(property, { numRuns: 500 });
});
