import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { ApplicationDefinition } from '../runtime/reaction/application.ts';
import { Sentence } from './sentence.ts';

/** What the generator made of a model. Every generated `app.ts` exports `createApplication`. */
export async function loadApplication(model: string): Promise<ApplicationDefinition> {
  const path = join('generated', model, 'app.ts');
  const module: unknown = await import(pathToFileURL(join(process.cwd(), path)).href);
  if (!makesApplication(module)) throw new Sentence(`${path} has no createApplication: only a model at the level "design" can be served.`);
  return module.createApplication();
}

function makesApplication(module: unknown): module is { createApplication(): ApplicationDefinition } {
  return typeof module === 'object' && module !== null && 'createApplication' in module && typeof module.createApplication === 'function';
}
