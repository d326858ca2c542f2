import { readFileSync } from 'node:fs';
import process from 'node:process';
import { Command, CommanderError } from 'commander';
import { wrongSwitch } from './debug.ts';

/** What a shell is told when the command line itself is wrong. Errors in a model are 1. */
const WRONG_COMMAND_LINE = 2;

function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return version;
}

/** Each command loads only what it needs: checking a model starts no database, serving one loads no parser twice. */
function program(): Command {
  const stormwright = new Command('stormwright')
    .description("An event-storming wall that runs: checks models, generates their code, serves them.")
    .version(packageVersion(), '-V, --version', 'print the version')
    .showHelpAfterError('(stormwright --help tells what there is)')
    .hook('preAction', (command) => {
      const wrong = wrongSwitch(process.env['STORM_DEBUG']);
      if (wrong !== undefined) command.error(wrong);
    })
    .exitOverride();
  stormwright
    .command('check')
    .description('check the given model files, or all of model/')
    .argument('[files...]', 'model files, anywhere')
    .option('--timings', 'print how long each phase took')
    .action(async (files: string[], options: { timings?: true }) => {
      const { check } = await import('./check.ts');
      process.exitCode = await check(files, { timings: options.timings === true });
    });
  stormwright
    .command('generate')
    .description('compile every model in model/ to generated/')
    .option('--check', 'write nothing, and fail when something would change')
    .option('--timings', 'print how long each phase took')
    .action(async (options: { check?: true; timings?: true }) => {
      const { generate } = await import('./generate.ts');
      process.exitCode = await generate({ check: options.check === true, timings: options.timings === true });
    });
  stormwright
    .command('start')
    .description('generate, then serve a model on this machine')
    .argument('[model]', 'its file in model/, without .yaml', 'bank')
    .addHelpText('after', '\nEnvironment:\n  PORT          where to listen on 127.0.0.1 (3000)\n  DATABASE_URL  a PostgreSQL, or memory: for nothing kept (an embedded PostgreSQL in .storm/)')
    .action(async (model: string) => {
      const { start } = await import('./start.ts');
      process.exitCode = await start(model);
    });
  return stormwright;
}

try {
  await program().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong. Asking for help is not wrong.
  process.exitCode = error.exitCode === 0 ? 0 : WRONG_COMMAND_LINE;
}
