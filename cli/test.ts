import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Command } from 'commander';
import { Sentence } from './sentence.ts';

const HELP = `
What is generated is brought up to date first, so that the examples of the model are tried as they are now.

Examples:
  npx stormwright test           the examples of every model
  npx stormwright test library   those of one

Exit codes:
  0  every example came out as the model says
  1  one did not, or there are errors in a model
  2  the command line is wrong`;

export function declareTest(stormwright: Command): void {
  stormwright
    .command('test')
    .description('run the examples of the models as tests')
    .argument('[model]', 'its file in model/, without .yaml; all of them unless given')
    .addHelpText('after', HELP)
    .action(async (model: string | undefined) => {
      process.exitCode = await test(model);
    });
}

async function test(wanted: string | undefined): Promise<number> {
  const [{ generate }, { chosenModel }] = [await import('./generate.ts'), await import('./model-names.ts')];
  const folder = wanted === undefined ? 'generated' : `generated/${chosenModel(wanted)}`;
  if ((await generate({ check: false, timings: false, quiet: true })) !== 0) return 1;
  if (wanted !== undefined && !existsSync(join(folder, 'tests'))) throw new Sentence(`The model ${JSON.stringify(wanted)} has no scenarios yet: there is nothing to run.`);
  return vitest(['run', folder, '--passWithNoTests']);
}

/** The project's own, so that its settings hold. */
async function vitest(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(dirname(packageOf('vitest')), 'vitest.mjs'), ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code === 0 ? 0 : 1)));
}

function packageOf(name: string): string {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve(`${name}/package.json`);
  } catch {
    throw new Sentence(`The examples run on vitest, which is not installed here: npm install --save-dev ${name}.`);
  }
}
