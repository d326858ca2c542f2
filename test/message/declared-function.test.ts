import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { date, dateAndTime, Decimal, decimal, declaredFunction, decimalType, duration, FunctionMisfit, identifierType, listOf, oneOf, optional, record, Temporal, text, wholeNumberType, yesOrNo } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { toldError } from '../../runtime/http/told-error.ts';

const Money = decimalType<bigint>('Money', { digits: 2, atLeast: '0', atMost: '100' });
const Pieces = wholeNumberType<number>('Pieces');

interface Box {
  readonly name: string;
  readonly prices: readonly bigint[];
}
const Box = record<Box>({ name: text, prices: listOf(Money) });

/** As a developer may write it who gets around the compiler. */
const anything = <T>(json: string): T => JSON.parse(json);

describe('What a developer wrote for a model', () => {
  test('is called as it is', () => {
    const half = declaredFunction('Half', Money, ({ of }: { readonly of: bigint }) => of / 2n);
    expect(half({ of: 5_00n })).toBe(2_50n);
    expect(declaredFunction('Nobody', optional(text), () => null)()).toBeNull();
  });

  test('is held to the limits of what it gives', () => {
    expect(() => declaredFunction('Half', Money, () => -1n)()).toThrow(new FunctionMisfit('Half', 'the result must be at least 0'));
    expect(() => declaredFunction('Half', listOf(Money), () => [1_00n, 101_00n])()).toThrow('must be at most 100');
  });

  test.each<[string, () => unknown, string]>([
    ['half a piece', declaredFunction('F', Pieces, () => 1.5), 'it must be a whole number'],
    ['not a number', declaredFunction('F', Pieces, () => Number.NaN), 'it must be a whole number'],
    ['nothing', declaredFunction('F', Pieces, () => anything<number>('null')), 'it must be a whole number, and is null'],
    ['text for a number', declaredFunction('F', Pieces, () => anything<number>('"3"')), 'it must be a whole number, and is text'],
    ['a number for a bigint', declaredFunction('F', Money, () => anything<bigint>('7')), 'it must be a bigint, like 2005n for 20.05, and is a number'],
    ['text for a bigint', declaredFunction('F', Money, () => anything<bigint>('"3.00"')), 'it must be a bigint, like 2005n for 20.05, and is text'],
    ['a number in a list', declaredFunction('F', listOf(Money), () => anything<bigint[]>('[350]')), '0 must be a bigint, like 2005n for 20.05, and is a number'],
    ['a number for a decimal', declaredFunction('F', decimal, () => anything<Decimal>('1.5')), "it must be a Decimal, like new Decimal('20.05'), and is a number"],
    ['a decimal that is not one', declaredFunction('F', optional(decimal), () => new Decimal(Number.NaN)), "it must be a Decimal, like new Decimal('20.05'), or null"],
    ['text for a date', declaredFunction('F', optional(date), () => anything<Temporal.PlainDate>('"2026-11-23"')), 'it must be a Temporal.PlainDate, or null, and is text'],
    ['text for a moment', declaredFunction('F', dateAndTime, () => anything<Temporal.Instant>('"2026-11-23T12:00:00Z"')), 'it must be a Temporal.Instant, and is text'],
    ['months for a duration', declaredFunction('F', duration, () => Temporal.Duration.from('P1M')), 'it must be a Temporal.Duration without years and months'],
    ['a number for yes or no', declaredFunction('F', yesOrNo, () => anything<boolean>('1')), 'it must be true or false, and is a number'],
    ['an unknown member', declaredFunction('F', oneOf('Zone', ['home', 'world']), () => anything<'home'>('"moon"')), 'it must be one of "home", "world"'],
    ['text that can not be stored', declaredFunction('F', text, () => '\u0000'), 'it must be text'],
    ['an object for a list', declaredFunction('F', optional(listOf(text)), () => anything<string[]>('{}')), 'it must be a list, or null, and is an object'],
    ['a list for a record', declaredFunction('F', Box, () => anything<Box>('[]')), 'name must be text, and is nothing'],
    ['a record without its fields', declaredFunction('F', Box, () => anything<Box>('{}')), 'name must be text, and is nothing'],
    ['a record with a wrong field', declaredFunction('F', listOf(Box), () => [{ name: 'a', prices: [1_00n, anything<bigint>('2')] }]), '0.prices.1 must be a bigint, like 2005n for 20.05, and is a number'],
  ])('is held to its type where it runs: %s', (_name, call, sentence) => {
    expect(call).toThrow(new FunctionMisfit('F', sentence));
  });

  test.each([
    ['a decimal of another copy of the library', declaredFunction('F', record({ of: decimal }), () => ({ of: new (Decimal.clone())('0.125') })), { of: decimal.parse('0.125') }],
    ['nothing where nothing may be', declaredFunction('F', optional(decimal), () => anything<Decimal>('null')), null],
    ['what has no business there', declaredFunction('F', Box, () => anything<Box>('{"name":"a","prices":[],"more":1}')), { name: 'a', prices: [] }],
    ['an identifier in capitals', declaredFunction('F', identifierType<string>(), () => 'CE0F3A1B-4A53-4F0E-9D5C-0F3C9C1F2A11'), 'ce0f3a1b-4a53-4f0e-9d5c-0f3c9c1f2a11'],
    ['minus nothing', declaredFunction('F', Pieces, () => -0), 0],
  ])('is taken as the store would give it back: %s', (_name, call, expected) => {
    expect(call()).toEqual(expected);
  });

  test('can not give a promise, and one that fails ends nothing', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    try {
      const asked = declaredFunction('Price', Money, (): bigint => Object(Promise.reject(new Error('no network'))));
      expect(asked).toThrow('The function "Price" gave something that the model does not allow: it must give its result at once, and not a promise of it.');
      await setTimeout(10);
      expect(unheard).toEqual([]);
    } finally {
      process.off('unhandledRejection', hear);
    }
  });

  test('can not change what it is given, however deep', () => {
    const boxes = [{ name: 'a', prices: [2_00n, 1_00n] }];
    const sorting = declaredFunction('Cheapest', Money, ({ of }: { readonly of: typeof boxes }) => of[0]?.prices.sort()[0] ?? 0n);
    expect(() => sorting({ of: boxes })).toThrow(TypeError);
    expect(boxes[0]?.prices).toEqual([2_00n, 1_00n]);
    const copying = declaredFunction('Cheapest', Money, ({ of }: { readonly of: typeof boxes }) => of[0]?.prices.toSorted()[0] ?? 0n);
    expect(copying({ of: boxes })).toBe(1_00n);
  });

  test('tells the log what it gave, and no value of it', () => {
    const told = (call: () => unknown): unknown => {
      try {
        return call();
      } catch (error) {
        return toldError(error);
      }
    };
    expect(told(declaredFunction('Price', Money, () => anything<bigint>('"4711"')))).toMatchObject({ message: 'The function "Price" gave something that the model does not allow: it must be a bigint, like 2005n for 20.05, and is text.' });
  });

  test('fails as it fails', () => {
    const failing = declaredFunction('Table', Money, () => {
      throw new RangeError(`No row for ${new Decimal(3).toFixed()}`);
    });
    expect(failing).toThrow(new RangeError('No row for 3'));
  });
});
