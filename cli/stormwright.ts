import process from 'node:process';
import { Command, CommanderError, Option } from 'commander';
import { declareBoard } from './board.ts';
import { wrongSwitch } from './debug.ts';
import { declareDoctor } from './doctor/doctor.ts';
import { CHECK_HELP, EXIT_CODES, GENERATE_HELP, INIT_HELP, PUBLISH_HELP, START_HELP, WATCH_HELP } from './helps.ts';
import { type Format, FORMATS, packageVersion } from './print-diagnostics.ts';
import { isRefusedBySystem, Sentence } from './sentence.ts';
import { declareStore } from './store/commands.ts';
import { tellFailure } from './tell-failure.ts';
import { declareTest } from './test.ts';

/** What a shell is told when the command line itself is wrong. Errors in a model are 1. */
const WRONG_COMMAND_LINE = 2;

const LAST_WORDS_IN_MILLISECONDS = 1000;

/** Options of every command that prints what is wrong with models. */
interface Printed {
  readonly format: Format;
  readonly color: boolean;
}

function formatOptions(): readonly [Option, Option] {
  const format = new Option('--format <format>', 'how to print what was found: for people, or as a document for programs').choices(FORMATS).default('text');
  return [format, new Option('--json', 'the same as --format json').implies({ format: 'json' })];
}

function withFormat(command: Command): Command {
  return formatOptions().reduce((sofar, option) => sofar.addOption(option), command);
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
  withFormat(stormwright.command('check'))
    .description('check the given model files, or all of model/')
    .argument('[files...]', 'model files, anywhere')
    .option('--fix', 'put right what has one certain answer, then check')
    .option('--no-color', 'no colours, also on a terminal')
    .option('--timings', 'print how long each phase took')
    .addHelpText('after', `\n${CHECK_HELP}\n${EXIT_CODES}`)
    .action(async (files: string[], options: Printed & { fix?: true; timings?: true }) => {
      const { check } = await import('./check.ts');
      process.exitCode = await check(files, { format: options.format, plain: !options.color, fix: options.fix === true, timings: options.timings === true });
    });
  withFormat(stormwright.command('generate'))
    .description('compile every model in model/ to generated/')
    .option('--check', 'write nothing, and fail when something would change')
    .option('--no-color', 'no colours, also on a terminal')
    .option('--timings', 'print how long each phase took')
    .addHelpText('after', `\n${GENERATE_HELP}\n${EXIT_CODES}`)
    .action(async (options: Printed & { check?: true; timings?: true }) => {
      const wanted = { timings: options.timings === true, format: options.format, plain: !options.color };
      process.exitCode = await (await import('./generate.ts')).generate({ ...wanted, check: options.check === true });
    });
  stormwright
    .command('watch')
    .description('generate, and again whenever a model changes')
    .option('--no-color', 'no colours, also on a terminal')
    .option('--timings', 'print how long each phase took')
    .addHelpText('after', `\n${WATCH_HELP}\n${EXIT_CODES}`)
    .action(async (options: { color: boolean; timings?: true }) => {
      process.exitCode = await (await import('./watch.ts')).watch({ timings: options.timings === true, plain: !options.color });
    });
  declareTest(stormwright);
  declareBoard(stormwright);
  declareDoctor(stormwright);
  declareRunning(stormwright);
  declareInit(stormwright);
  return stormwright;
}

function declareRunning(stormwright: Command): void {
  stormwright
    .command('publish')
    .description('keep the shapes of events as they are now: they may be stored from here on')
    .argument('[files...]', 'model files, or all of model/')
    .option('--json', 'a document for programs')
    .addHelpText('after', `\n${PUBLISH_HELP}\n${EXIT_CODES}`)
    .action(async (files: string[], { json }: { json?: true }) => {
      process.exitCode = (await import('./publish.ts')).publish(files, json === true);
    });
  stormwright
    .command('start')
    .description('generate, then serve a model on this machine')
    .argument('[model]', 'its file in model/, without .yaml (the only one, or bank)')
    .option('--built', 'serve the JavaScript in build/ as it is, generate nothing')
    .addHelpText('after', `\n${START_HELP}`)
    .action(async (model: string | undefined, { built }: { built?: true }) => {
      const { start } = await import('./start.ts');
      process.exitCode = await start(model, built === true);
      // An adapter may still hold on to somebody who does not answer. Nothing is lost with it, and what was written gets out first.
      setTimeout(() => process.exit(), LAST_WORDS_IN_MILLISECONDS).unref();
    });
  declareStore(stormwright);
}

function declareInit(stormwright: Command): void {
  stormwright
    .command('init')
    .description('make a small project in this folder: a model with scenarios, and what runs them')
    .argument('[name]', 'what its model is called as a file: library')
    .option('--title <title>', 'what it is called among people: Library')
    .option('--stormwright <version>', 'which version package.json asks for, or the path of a packed one (this version)')
    .option('-y, --yes', 'ask nothing')
    .addHelpText('after', `\n${INIT_HELP}\n${EXIT_CODES}`)
    .action(async (name: string | undefined, options: { title?: string; stormwright?: string; yes?: true }) => {
      process.exitCode = await (await import('./init/init.ts')).init(name, { title: options.title, packageSpec: options.stormwright, yes: options.yes === true });
    });
}

// Whoever reads the output may have seen enough: `| head`.
process.stdout.on('error', (error) => {
  if ('code' in error && error.code === 'EPIPE') process.exit();
  throw error;
});

program().parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong. Asking for help is not wrong.
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_COMMAND_LINE;
  } else if (error instanceof Sentence || isRefusedBySystem(error)) process.exitCode = tellFailure(error);
  else throw error;
});
