import { wholeNumber } from 'stormwright';
import { expect, test } from 'vitest';

test('A whole number is read as it is read again once it was stored: JSON knows no zero below zero', () => {
  const computed = -1 * 0;
  const remembered = wholeNumber.decode(wholeNumber.encode(computed));
  const stored = wholeNumber.decode(JSON.parse(JSON.stringify(wholeNumber.encode(computed))));
  expect(Object.is(remembered, stored)).toBe(true);
  expect(Object.is(remembered, 0)).toBe(true);
});
