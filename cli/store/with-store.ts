import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { StoreUse } from '../../runtime/postgres/postgres-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { loadApplication } from '../load-application.ts';
import { builtModels, chosenBuilt, chosenModel } from '../model-names.ts';
import { schemasOf } from '../open-store.ts';
import { Sentence, sentenceOf } from '../sentence.ts';
import { tellFailure } from '../tell-failure.ts';
import { readDatabase } from '../database-choice.ts';
import { type CommandDatabase, openCommandDatabase } from './command-database.ts';

/** What a command is about: the application that a model became, and where its data are. */
export interface Chosen {
  readonly model: string;
  readonly definition: ApplicationDefinition;
}

export interface ChosenStore extends Chosen {
  readonly store: Store;
}

export interface ChosenDatabase extends Chosen, Pick<CommandDatabase, 'url' | 'place'> {
  readonly schema: string;
  readonly readModelSchema: string;
}

/** Runs a command to its exit code, which it also sets. What can not be done is said in a sentence. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = tellFailure(error);
  }
}

/** Opens the store of a model for `work`, and closes it again. */
export async function withStore(wanted: string | undefined, use: Exclude<StoreUse, 'run'>, work: (chosen: ChosenStore) => Promise<number>): Promise<number> {
  return withDatabase(wanted, { mayMake: false }, async ({ url, place, schema, readModelSchema, ...chosen }) => {
    const { createPostgresStore } = await import('../../runtime/postgres/postgres-store.ts');
    const store = await createPostgresStore({ url, schema, readModelSchema, connections: 4, use }).catch(unusable(place));
    try {
      return await work({ ...chosen, store });
    } finally {
      await store.close();
    }
  });
}

/** The same without opening the store: it may not be there yet, or be an older one. */
export async function withDatabase(wanted: string | undefined, { mayMake }: { readonly mayMake: boolean }, work: (chosen: ChosenDatabase) => Promise<number>): Promise<number> {
  const database = readDatabase(process.env);
  const built = runsWhatWasBuilt();
  const model = built ? chosenBuilt(wanted) : chosenModel(wanted);
  const definition = await applicationOf(model, built);
  const { url, place, close } = await openCommandDatabase(model, database, mayMake);
  try {
    return await work({ model, definition, url, place, ...schemasOf(definition.slug) });
  } finally {
    await close();
  }
}

/** Throws a sentence that says where, and nothing of the password. */
export function unusable(place: string): (error: unknown) => never {
  return (error) => {
    throw new Sentence(`In ${place}: ${sentenceOf(error).replace(/\.?$/, '.')}`);
  };
}

/** In production there is no model, and nothing that was only generated. */
function runsWhatWasBuilt(): boolean {
  return !existsSync('generated') && builtModels().length > 0;
}

async function applicationOf(model: string, built: boolean): Promise<ApplicationDefinition> {
  const path = join('generated', model, 'app.ts');
  if (!built && !existsSync(path)) throw new Sentence(`${path} is not there: \`npm run generate\` makes it of the model, and then its store can be asked.`);
  return loadApplication(model, built);
}
