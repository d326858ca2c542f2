import { checkCodes } from './codes/check-codes.ts';
import { feelCodes } from './codes/feel-codes.ts';
import { includeCodes } from './codes/include-codes.ts';
import { listCodes } from './codes/list-codes.ts';
import { nameCodes } from './codes/name-codes.ts';
import { outputCodes } from './codes/output-codes.ts';
import { publishedCodes } from './codes/published-codes.ts';
import { shapeCodes } from './codes/shape-codes.ts';
import { sourceCodes } from './codes/source-codes.ts';

/** Every mistake there is, by its stable code. No sentence for a modeller stands anywhere else. */
export const catalogue = { ...sourceCodes, ...shapeCodes, ...includeCodes, ...nameCodes, ...feelCodes, ...listCodes, ...checkCodes, ...outputCodes, ...publishedCodes };

export type Code = keyof typeof catalogue;

/** What the sentence of `C` has to be told. */
export type ParamsOf<C extends Code> = (typeof catalogue)[C] extends { readonly sentence: (params: infer Params) => string } ? Params : never;
