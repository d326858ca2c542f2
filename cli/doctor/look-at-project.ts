import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { compileProject, type ProjectCompilation, reconcileProject } from '../../generator/project.ts';
import { createTimings } from '../../generator/timings.ts';
import { builtModels, NO_MODEL } from '../model-names.ts';
import { isRefusedBySystem, sentenceOf } from '../sentence.ts';
import { type Finding, ok, problem, warning } from './finding.ts';

/** The program and the folder it stands in: nothing is written, and nobody is asked. */
export function lookAtProject(folder: string): readonly Finding[] {
  return [node(), ...(existsSync(join(folder, 'model')) ? developed(folder) : [deployed(folder)])];
}

const OLDEST_NODE = 20;

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE) return ok('Node.js', `Node.js ${process.versions.node} runs it.`);
  return problem('Node.js', `Node.js ${process.versions.node} is too old.`, `Install version ${OLDEST_NODE} or a later one.`);
}

function deployed(folder: string): Finding {
  const models = builtModels();
  if (models.length > 0) return ok('program', `${models.join(', ')} ${models.length === 1 ? 'was' : 'were'} built, and can be started with --built.`);
  return problem('project', `There is no folder model/ in ${folder}.`, 'Go to the folder of your project, or make one: npx stormwright init library');
}

function developed(folder: string): readonly Finding[] {
  try {
    const compilation = compileProject(folder, createTimings());
    return [models(compilation), generated(folder, compilation), ...written(compilation), tools(folder)];
  } catch (error) {
    if (!isRefusedBySystem(error)) throw error;
    return [problem('project', sentenceOf(error), 'Look at who owns it, and what it is.'), tools(folder)];
  }
}

function models({ models: all, diagnostics }: ProjectCompilation): Finding {
  const [errors, warnings] = (['error', 'warning'] as const).map((wanted) => diagnostics.filter(({ severity }) => severity === wanted).length);
  if (all.length === 0) return problem('models', NO_MODEL, 'npx stormwright init makes one.');
  const names = all.map(({ path }) => path).join(', ');
  if (errors !== 0) return problem('models', `${names}: ${counted(errors ?? 0, 'mistake')}.`, 'npx stormwright check says what they are.');
  if (warnings !== 0) return warning('models', `${names}: no mistakes, and ${counted(warnings ?? 0, 'thing')} to look at.`, 'npx stormwright check says what they are.');
  return ok('models', `${names}: no mistakes.`);
}

function generated(folder: string, compilation: ProjectCompilation): Finding {
  if (compilation.diagnostics.some(({ severity }) => severity === 'error')) return warning('generated', 'generated/ can not be held against models with mistakes.', 'Mend them first.');
  const differing = reconcileProject(folder, compilation).flatMap(({ changed, stale, edited, foreign }) => [...changed.map(({ path }) => path), ...stale, ...edited, ...foreign]).length;
  if (!existsSync(join(folder, 'generated'))) return warning('generated', 'Nothing was generated yet.', 'npx stormwright generate, or start, which does it first.');
  if (differing === 0) return ok('generated', 'generated/ is what the models say.');
  return problem('generated', `In generated/, ${counted(differing, 'file')} ${differing === 1 ? 'is' : 'are'} not what the models say.`, 'npx stormwright generate');
}

/** What developers write themselves. */
function written({ models: all }: ProjectCompilation): readonly Finding[] {
  const functions = all.flatMap((model) => model.functions ?? []).filter(({ isWritten }) => !isWritten);
  const adapters = all.flatMap((model) => model.adapters ?? []).filter(({ isWritten }) => !isWritten);
  return [
    ...functions.map(({ name, path }) => problem('functions', `"${name}" is not written yet.`, `Write ${path}; functions.ts in generated/ says how.`)),
    ...adapters.map(({ system, path }) => warning('adapters', `What ${system} is asked for is only remembered.`, `Write ${path} when it is to be told.`)),
  ];
}

const TOOLS = ['typescript', 'tsx', 'vitest'];

function tools(folder: string): Finding {
  const require = createRequire(join(folder, 'package.json'));
  const missing = TOOLS.filter((name) => {
    try {
      return require.resolve(`${name}/package.json`) === '';
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return ok('tools', `${TOOLS.join(', ')} are installed.`);
  return problem('tools', `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not installed here.`, `npm install, or npm install --save-dev ${missing.join(' ')}`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
