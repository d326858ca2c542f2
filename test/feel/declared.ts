import type { Scope } from '../../generator/feel/scope.ts';
import type { Decimal } from '../../runtime/index.ts';
import type { Value } from './interpreter.ts';
import { decimal, declare, everything, wholeNumber, yesOrNo } from './places.ts';

/** Functions that hide nothing of what they are given, so that an argument that was written wrong is seen in what comes out. */
export const withFunctions: Scope = {
  ...everything,
  functions: {
    declared: [declare('Chosen of both', { first: yesOrNo, one: decimal, 'the other': decimal }, decimal), declare('Passed on', { number: wholeNumber }, wholeNumber)],
    callable: true,
  },
};

/** As a developer writes them. */
export const written = {
  ChosenOfBoth: ({ first, one, theOther }: { readonly first: boolean; readonly one: Decimal; readonly theOther: Decimal }): Decimal => (first ? one : theOther),
  PassedOn: ({ number }: { readonly number: number }): number => number,
};

/** What they mean, by their names in the model. */
export const meant: ReadonlyMap<string, (given: readonly Value[]) => Value> = new Map([
  ['Chosen of both', ([first = null, one = null, theOther = null]) => (first === true ? one : theOther)],
  ['Passed on', ([number = null]) => number],
]);
