import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { ApplicationDefinition } from '../runtime/reaction/application.ts';
import type { Environment } from '../runtime/reaction/external-system.ts';
import { WRONG_ENVIRONMENT } from './database-choice.ts';
import { mistakeOfDeveloper } from './load-mistakes.ts';
import { Sentence, sentenceOf } from './sentence.ts';

/** What the generator made of a model, or what was `built` of that. Every generated `app.ts` exports `createApplication`. */
export async function loadApplication(model: string, built: boolean): Promise<ApplicationDefinition> {
  const application = await load(model, built);
  return application.create({});
}

/** The same, with the adapters that developers wrote: it talks to the external systems. */
export async function loadConnectedApplication(model: string, built: boolean): Promise<ApplicationDefinition> {
  const application = await load(model, built);
  return application.create(await loadAdapters(application.path));
}

interface Loaded {
  readonly path: string;
  create(adapters: object): ApplicationDefinition;
}

/** Of what was generated, or of what was `built` of that. */
async function load(model: string, built: boolean): Promise<Loaded> {
  const path = built ? join('build', 'generated', model, 'app.js') : join('generated', model, 'app.ts');
  if (built && !existsSync(path)) throw new Sentence(`There is no ${path}. Make it with \`npm run build\`, or start without --built.`);
  const module = await importFrom(path);
  if (!makesApplication(module)) throw new Sentence(`${path} has no createApplication: only a model at the level "design" can be served.`);
  return { path, create: (adapters) => module.createApplication(adapters) };
}

async function importFrom(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(join(process.cwd(), path)).href);
  } catch (error) {
    const mistake = mistakeOfDeveloper(error);
    throw mistake === undefined ? error : new Sentence(mistake);
  }
}

async function loadAdapters(application: string): Promise<object> {
  const path = application.replace(/app(?=\.[jt]s$)/, 'adapters');
  if (!existsSync(path)) return {};
  const module = await importFrom(path);
  if (!makesAdapters(module)) return {};
  try {
    return module.createAdapters(process.env);
  } catch (error) {
    throw new Sentence(sentenceOf(error), WRONG_ENVIRONMENT);
  }
}

function makesAdapters(module: unknown): module is { createAdapters(environment: Environment): object } {
  return typeof module === 'object' && module !== null && 'createAdapters' in module && typeof module.createAdapters === 'function';
}

function makesApplication(module: unknown): module is { createApplication(adapters: object): ApplicationDefinition } {
  return typeof module === 'object' && module !== null && 'createApplication' in module && typeof module.createApplication === 'function';
}
