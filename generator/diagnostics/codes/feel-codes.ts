import { error, orNearest } from '../code.ts';

/** Mistakes inside an expression. */
export const feelCodes = {
  'unknown-name-in-expression': error(
    (p: { name: string; nearest: string | undefined }) => `Nothing here is called "${p.name}".${orNearest(p.nearest)}`,
  ),
};
