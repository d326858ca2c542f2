import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import type { ApplicationDefinition } from '../runtime/reaction/application.ts';
import { Sentence } from './sentence.ts';

/** What the generator made of a model, or what was `built` of that. Every generated `app.ts` exports `createApplication`. */
export async function loadApplication(model: string, built = false): Promise<ApplicationDefinition> {
  const path = built ? join('build', 'generated', model, 'app.js') : join('generated', model, 'app.ts');
  if (built && !existsSync(path)) throw new Sentence(`There is no ${path}. Make it with \`npm run build\`, or start without --built.`);
  const module: unknown = await import(pathToFileURL(join(process.cwd(), path)).href);
  if (!makesApplication(module)) throw new Sentence(`${path} has no createApplication: only a model at the level "design" can be served.`);
  return module.createApplication();
}

function makesApplication(module: unknown): module is { createApplication(): ApplicationDefinition } {
  return typeof module === 'object' && module !== null && 'createApplication' in module && typeof module.createApplication === 'function';
}
