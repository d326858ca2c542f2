import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { ApplicationDefinition } from '../runtime/reaction/application.ts';
import type { Environment } from '../runtime/reaction/external-system.ts';
import { WRONG_ENVIRONMENT } from './database-choice.ts';
import { Sentence } from './sentence.ts';

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
    const missing = isMissingModule(error) ? /[\\/](functions[\\/][^\\/']+)'/.exec(error.message)?.[1] : undefined;
    if (missing === undefined) throw error;
    throw new Sentence(`There is no ${missing.replaceAll('\\', '/')}: the model declares a function that a developer has to write there.`);
  }
}

function isMissingModule(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

async function loadAdapters(application: string): Promise<object> {
  const path = application.replace(/app(?=\.[jt]s$)/, 'adapters');
  if (!existsSync(path)) return {};
  try {
    const module: unknown = await import(pathToFileURL(join(process.cwd(), path)).href);
    return makesAdapters(module) ? module.createAdapters(process.env) : {};
  } catch (error) {
    throw new Sentence(`What is in adapters/ can not be set up. ${error instanceof Error ? error.message : String(error)}`, WRONG_ENVIRONMENT);
  }
}

function makesAdapters(module: unknown): module is { createAdapters(environment: Environment): object } {
  return typeof module === 'object' && module !== null && 'createAdapters' in module && typeof module.createAdapters === 'function';
}

function makesApplication(module: unknown): module is { createApplication(adapters: object): ApplicationDefinition } {
  return typeof module === 'object' && module !== null && 'createApplication' in module && typeof module.createApplication === 'function';
}
