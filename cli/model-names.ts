import { basename } from 'node:path';
import process from 'node:process';
import { findModelFiles, modelName } from '../generator/output/find-models.ts';
import { didYouMean } from '../runtime/http/nearest.ts';
import { Sentence } from './sentence.ts';

/** The model that was asked for, by its name or its file. */
export function chosenModel(wanted: string): string {
  const name = basename(wanted).replace(/\.ya?ml$/, '');
  const names = findModelFiles(process.cwd()).map(({ path }) => modelName(path));
  if (names.includes(name)) return name;
  throw new Sentence(`There is no model ${JSON.stringify(name)} in model/; ${didYouMean(name, names)}`, 2);
}
