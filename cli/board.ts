import { copyFileSync, existsSync } from 'node:fs';
import process from 'node:process';
import type { Command } from 'commander';
import { Sentence } from './sentence.ts';
import { print } from './store/print.ts';

const HELP = `
The wall is drawn from the model, at every level: big picture, process or design. A browser shows the file.

Examples:
  npx stormwright board                          where the wall of the only model, or of the bank, is
  npx stormwright board library --out wall.svg   a copy to pass on
  npx stormwright board library --json           { "model": "library", "path": "generated/library/board.svg" }

Exit codes:
  0  the wall is there
  1  errors in a model, or it could not be written
  2  the command line is wrong`;

interface Options {
  readonly out?: string;
  readonly json?: true;
}

export function declareBoard(stormwright: Command): void {
  stormwright
    .command('board')
    .description('draw the wall of a model, and say where it is')
    .argument('[model]', 'its file in model/, without .yaml (the only one, or bank)')
    .option('--out <file>', 'put a copy there')
    .option('--json', 'a document for programs')
    .addHelpText('after', HELP)
    .action(async (model: string | undefined, options: Options) => {
      process.exitCode = await board(model, options);
    });
}

async function board(wanted: string | undefined, { out, json }: Options): Promise<number> {
  const [{ generate }, { chosenModel }] = [await import('./generate.ts'), await import('./model-names.ts')];
  const model = chosenModel(wanted);
  if ((await generate({ check: false, timings: false, quiet: true })) !== 0) return 1;
  const drawn = `generated/${model}/board.svg`;
  if (!existsSync(drawn)) throw new Sentence(`There is no ${drawn}, although the model was compiled.`);
  if (out !== undefined) copyFileSync(drawn, out);
  const path = out ?? drawn;
  print(json === undefined ? {} : { json }, { model, path }, [path]);
  return 0;
}
