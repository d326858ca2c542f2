import { error } from '../code.ts';

/** Mistakes that lie in the files of a project rather than in a model. */
export const outputCodes = {
  'two-models-with-one-name': error(
    (p: { name: string; other: string }) => `Two models would be written to generated/${p.name}: this one and ${p.other}.`,
    () => 'Rename one of the two files.',
  ),
};
