import { Decimal, declaredFunction, decimalType, listOf, optional, record, text, wholeNumberType } from 'stormwright';
import { describe, expect, test } from 'vitest';

const Money = decimalType<bigint>('Money', { digits: 2, atLeast: '0', atMost: '100' });
const Pieces = wholeNumberType<number>('Pieces');

/** As a developer may write it who gets around the compiler. */
const anything = <T>(json: string): T => JSON.parse(json);

describe('What a developer wrote for a model', () => {
  test('is called as it is', () => {
    const half = declaredFunction('Half', Money, ({ of }: { readonly of: bigint }) => of / 2n);
    expect(half({ of: 5_00n })).toBe(2_50n);
    expect(declaredFunction('Nobody', optional(text), () => null)()).toBeNull();
  });

  test('is held to the limits of what it gives', () => {
    expect(() => declaredFunction('Half', Money, () => -1n)()).toThrow(new Error('The function "Half" gave something that the model does not allow: the result must be at least 0.'));
    expect(() => declaredFunction('Half', listOf(Money), () => [1_00n, 101_00n])()).toThrow('must be at most 100');
  });

  test.each<[string, () => unknown]>([
    ['half a piece', declaredFunction('Pieces', Pieces, () => 1.5)],
    ['not a number', declaredFunction('Pieces', Pieces, () => Number.NaN)],
    ['nothing', declaredFunction('Pieces', Pieces, () => anything<number>('null'))],
    ['text', declaredFunction('Pieces', Pieces, () => anything<number>('"3"'))],
    ['a record without its fields', declaredFunction('Box', record({ name: text }), () => anything<{ readonly name: string }>('{}'))],
    ['text for a decimal', declaredFunction('Money', Money, () => anything<bigint>('"3.00"'))],
  ])('is held to its type where it runs: %s', (_name, call) => {
    expect(call).toThrow(/^The function ".+" gave something that the model does not allow: it must be /);
  });

  test('fails as it fails', () => {
    const failing = declaredFunction('Table', Money, () => {
      throw new RangeError(`No row for ${new Decimal(3).toFixed()}`);
    });
    expect(failing).toThrow(new RangeError('No row for 3'));
  });
});
