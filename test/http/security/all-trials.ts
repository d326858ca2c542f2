import { bodies } from './bodies.ts';
import { names } from './names.ts';
import { others } from './others.ts';
import { paths } from './paths.ts';
import type { Trials } from './trial.ts';
import { values } from './values.ts';

/** In the order of the page. */
export const allTrials: readonly Trials[] = [bodies, names, values, paths, others];
