import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { findModelFiles, modelName } from '../generator/output/find-models.ts';
import { didYouMean } from '../runtime/http/nearest.ts';
import { Sentence } from './sentence.ts';

/** The one that stands for all where none is asked for. */
const BANK = 'bank';

/** The model that was asked for, by its name or its file; the only one, or the bank, where none was. */
export function chosenModel(wanted: string | undefined): string {
  return chosen(wanted, findModelFiles(process.cwd()).map(({ path }) => modelName(path)), 'model/');
}

/** The same among those that were built: where an application runs, its model need not be. */
export function chosenBuilt(wanted: string | undefined): string {
  const names = builtModels();
  if (names.length === 0) throw new Sentence(`There is nothing in ${BUILT}. Make it with \`npm run build\`, or start without --built.`);
  return chosen(wanted, names, BUILT);
}

const BUILT = 'build/generated/';

export function builtModels(): readonly string[] {
  if (!existsSync(BUILT)) return [];
  return readdirSync(BUILT).filter((name) => existsSync(`${BUILT}${name}/app.js`)).sort();
}

export const NO_MODEL = 'There is no model in model/. A model is a file there, like model/library.yaml, with the key `model:` and its name.';

function chosen(wanted: string | undefined, names: readonly string[], place: string): string {
  const [only, second] = names;
  if (wanted === undefined && only !== undefined && second === undefined) return only;
  if (wanted === undefined && !names.includes(BANK)) throw new Sentence(only === undefined ? NO_MODEL : `Say which model: ${names.join(', ')}.`, 2);
  const name = basename(wanted ?? BANK).replace(/\.ya?ml$/, '');
  if (names.includes(name)) return name;
  throw new Sentence(`There is no model ${JSON.stringify(name)} in ${place}; ${didYouMean(name, names)}`, 2);
}
