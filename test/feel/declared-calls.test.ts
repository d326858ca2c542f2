import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import type { Scope } from '../../generator/feel/scope.ts';
import { createTimings } from '../../generator/timings.ts';
import { brief, decimal, declare, everything, money, optional, text, typed, wholeNumber } from './places.ts';

const declared = [declare('Price of packs', { packs: wholeNumber, 'price of one': money, voucher: optional(text) }, money), declare('Price', { of: wholeNumber }, wholeNumber), declare('Chance', {}, decimal)];
const scope: Scope = { ...everything, functions: { declared, callable: true } };

const said = (written: string, where: Scope = scope): readonly string[] => typed(written, undefined, where).diagnostics.map((each) => `${brief(each)}: ${each.sentence}${each.help === undefined ? '' : ` ${each.help}`}`);

describe('A function of the model', () => {
  test.each([
    'price of packs(quantity, amount, reason) > amount',
    'Price of packs(quantity, amount) > amount',
    'price  of packs (quantity, 3.50) > 3',
    'price of packs(price of one: balance, packs: price(of: movements)) > price of packs(3, amount, "half")',
    'chance() > 0.5 and price(3) > 1',
    'every price in [1, 2] satisfies price > price(price)',
    '{ price: function(a, b) a + b, sum: price(1, 2) }.sum > movements',
  ])('is called as people would: %s', (written) => {
    expect(said(written)).toEqual([]);
  });

  test.each([
    ['price of packs(quantity) > 1', 'own-arguments at 1 «price of packs(quantity)»: "Price of packs" takes 3 values between its brackets: "packs", "price of one", "voucher". "voucher" may be left out, from the end or where the others are given by their names.'],
    ['price of packs(packs: quantity, price: amount) > 1', 'own-arguments at 1 «price of packs(packs: quantity, price: amount)»'],
    ['price(1, withdrawing) > 1', 'own-arguments at 1 «price(1, withdrawing)»: "Price" takes 1 value between its brackets: "of".'],
    ['price(of: 1, of: 2) > 1', 'own-arguments at 1 «price(of: 1, of: 2)»'],
    ['chance(1) > 1', 'own-arguments at 1 «chance(1)»: "Chance" takes nothing between its brackets.'],
    ['price of packs(quantity, weight) > 1', 'other-named-type at 26 «weight»'],
    ['price of packs(amount, amount) > 1', 'needs-rounding at 16 «amount»'],
    ['price of packs(quantity, limit) > 1', 'may-be-missing at 26 «limit»'],
    ['price of packs(quantity, amount) > weight', 'different-types at 1 «price of packs(quantity, amount) > weight»'],
    ['price > 1', 'function-without-brackets at 1 «price»: "Price" is a function, which has a value only where it is called. Write `price(of)`.'],
    ['prices(1) > 1', 'unknown-function at 1 «prices»: There is no function "prices". Did you mean "Price"?'],
  ])('is not called like %s', (written, mistake) => {
    expect(said(written)).toEqual([expect.stringContaining(mistake)]);
  });

  test('is known where it can not be called, so that nobody is told that there is none', () => {
    const elsewhere = { ...everything, functions: { declared, callable: false } };
    expect(said('price(1) > 1', elsewhere)).toEqual([expect.stringMatching(/^function-not-here at 1 «price\(1\)»: "Price" can not be called here/)]);
  });

  test.each([
    ['gives: Euro', 'gives: Bananas', 'unknown-type'],
    ['gives: optional whole number', 'returns: optional whole number', 'missing-key unknown-key'],
    ['with:\n      zone: Zone', 'with:\n      zone: Zonne', 'unknown-type'],
  ])('whose own words are wrong is told so once, and not wherever it is called: %s, %s', (right, wrong, codes) => {
    const parcels = readFileSync(new URL('../../model/examples/parcels.yaml', import.meta.url), 'utf8');
    const { diagnostics } = compile({ path: 'parcels.yaml', text: parcels.replace(right, wrong) }, 'parcels', createTimings());
    expect(diagnostics.map(({ code }) => code).sort().join(' ')).toBe(codes);
  });
});
