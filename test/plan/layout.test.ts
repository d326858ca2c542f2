import { describe, expect, test } from 'vitest';
import { plain } from '../../generator/plan/code.ts';
import { objectLiteral, returned } from '../../generator/plan/layout.ts';

const laid = (value: string): string => objectLiteral([plain(`total: ${value}`)], 0, 0).text;
const LONG = "state.linesOfTheOrderThatAreStillThere.filter((line) => line.article !== ')')";

describe('A value that is too long for a line', () => {
  test('has a line for each argument, as deep as it takes', () => {
    expect(laid(`Euro.of(rounded(sum(${LONG}.map((line) => line.price)), 2, 'half up'))`)).toBe(`{
  total: Euro.of(
    rounded(
      sum(${LONG}.map((line) => line.price)),
      2,
      'half up',
    ),
  ),
}`);
  });

  test('has a line for each answer of a choice, and for each operand of a sum', () => {
    expect(laid(`${LONG}.length > 1 ? 'more than one of them' : 'one'`)).toBe(`{
  total: ${LONG}.length > 1
    ? 'more than one of them'
    : 'one',
}`);
    expect(laid(`'There are: ' + ${LONG}.join(', ') + (urgent ? ' + more' : '')`)).toBe(`{
  total: 'There are: ' +
    ${LONG}.join(', ') +
    (urgent ? ' + more' : ''),
}`);
    expect(returned(plain(`command.type === 'Begin membership' ? beginMembership(command.data, context, more) : refused('Membership does not exist')`), 2).text).toBe(`  return command.type === 'Begin membership'
    ? beginMembership(command.data, context, more)
    : refused('Membership does not exist');`);
  });

  test('has a line for each entry of an object, also of one that an arrow gives, and for each item of a list', () => {
    expect(laid(`${LONG}.map((line) => ({ article: line.article, price: line.price, pieces: line.pieces }))`)).toBe(`{
  total: ${LONG}.map(
    (line) => ({ article: line.article, price: line.price, pieces: line.pieces }),
  ),
}`);
    const name = 'n'.repeat(60);
    expect(laid(`lines.map((line) => ({ ${name}: line.article, ${name.toUpperCase()}: line.price }))`)).toBe(`{
  total: lines.map(
    (line) => ({
      ${name}: line.article,
      ${name.toUpperCase()}: line.price,
    }),
  ),
}`);
    expect(laid(`[...state.${name}, { ${name}: [1, 2] }, state.lines[0]]`)).toBe(`{
  total: [
    ...state.${name},
    { ${name}: [1, 2] },
    state.lines[0],
  ],
}`);
  });

  test('stays as it is where it has a pattern, or nothing to break', () => {
    const pattern = `matched(${LONG}, /[)(], [?] /u, 'as long as it takes to be broken')`;
    expect(laid(pattern)).toBe(`{\n  total: ${pattern},\n}`);
    expect(laid(`${LONG}.map((line) => line.price) === ${LONG}.length`)).toBe(`{\n  total: ${LONG}.map((line) => line.price) === ${LONG}.length,\n}`);
    expect(laid(`'${'long '.repeat(30)}'`)).toBe(`{\n  total: '${'long '.repeat(30)}',\n}`);
  });
});
