import { basename } from 'node:path';
import process from 'node:process';
import { findModelFiles, modelName } from '../generator/output/find-models.ts';
import { didYouMean } from '../runtime/http/nearest.ts';
import { Sentence } from './sentence.ts';

/** The one that stands for all where none is asked for. */
const BANK = 'bank';

/** The model that was asked for, by its name or its file; the only one, or the bank, where none was. */
export function chosenModel(wanted: string | undefined): string {
  const names = findModelFiles(process.cwd()).map(({ path }) => modelName(path));
  const [only, second] = names;
  if (wanted === undefined && only !== undefined && second === undefined) return only;
  const name = basename(wanted ?? BANK).replace(/\.ya?ml$/, '');
  if (names.includes(name)) return name;
  throw new Sentence(`There is no model ${JSON.stringify(name)} in model/; ${didYouMean(name, names)}`, 2);
}
