import process from 'node:process';
import { Command, CommanderError, Option } from 'commander';
import { declareBoard } from './board.ts';
import { wrongSwitch } from './debug.ts';
import { type Format, FORMATS, packageVersion } from './print-diagnostics.ts';
import { Sentence } from './sentence.ts';
import { declareStore } from './store/commands.ts';
import { declareTest } from './test.ts';

/** What a shell is told when the command line itself is wrong. Errors in a model are 1. */
const WRONG_COMMAND_LINE = 2;

const EXIT_CODES = '\nExit codes:\n  0  no errors; warnings may have been printed\n  1  errors in a model\n  2  the command line is wrong';

/** Options of every command that prints what is wrong with models. */
interface Printed {
  readonly format: Format;
  readonly color: boolean;
}

function formatOption(): Option {
  return new Option('--format <format>', 'how to print what was found: for people, or as a document for programs').choices(FORMATS).default('text');
}

const CHECK_HELP = `Examples:
  npx stormwright check                  all models in model/
  npx stormwright check model/bank.yaml  one of them
  npx stormwright check --fix            mend misspelt names, tabs, quotes, lost colons and the like
  npx stormwright check --format json    a document for an editor or a script
  npx stormwright check --format sarif   one that code reviews can show

Every mistake is printed with its place, the line, and what would be right. Its code, like \`unknown-name\`,
is explained in docs/diagnostics.md, with a wrong model and the mended one.

NO_COLOR switches colours off and FORCE_COLOR switches them on; STORM_DEBUG=timings tells how long each phase took.`;

const START_HELP = `Environment:
  PORT             where to listen (3000)
  HOST             the address to listen on (127.0.0.1); another one needs tokens
  DATABASE_URL     a PostgreSQL, or memory: for nothing kept (an embedded PostgreSQL in .storm/)
  LOG_LEVEL        fatal, error, warn, info, debug or silent

  AUTH_ISSUER      whose tokens are taken: what "iss" in them is
  AUTH_AUDIENCE    what "aud" in them names
  AUTH_KEY         what they are signed with: a secret of at least 32 bytes (HS256), or a public key as PEM or JWK
  AUTH_JWKS_URL    or where the issuer publishes its keys: https://id.example.org/.well-known/jwks.json

  HOSTS            names it may be called by, besides those of this machine (any with tokens, none without)
  RATE_LIMIT       requests a minute of one caller, 0 for no limit (1000 with tokens, 0 without)
  TRUSTED_PROXIES  addresses of proxies before it, whose word is taken for where a request comes from: 10.0.0.0/8

Without tokens everybody may act as anybody, so it answers to this machine only. With them "sub" is actor.id, "actors" the
list of actors somebody is, and "systems" that of the external systems which report with the token.`;

/** A file or folder that is there and can not be read or written: nothing is wrong with the program. */
function isRefusedBySystem(error: unknown): error is Error & { readonly path: string; readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string' && 'code' in error;
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
    .option('--fix', 'put right what has one certain answer, then check')
    .addOption(formatOption())
    .option('--no-color', 'no colours, also on a terminal')
    .option('--timings', 'print how long each phase took')
    .addHelpText('after', `\n${CHECK_HELP}\n${EXIT_CODES}`)
    .action(async (files: string[], options: Printed & { fix?: true; timings?: true }) => {
      const { check } = await import('./check.ts');
      process.exitCode = await check(files, { format: options.format, plain: !options.color, fix: options.fix === true, timings: options.timings === true });
    });
  stormwright
    .command('generate')
    .description('compile every model in model/ to generated/')
    .option('--check', 'write nothing, and fail when something would change')
    .addOption(formatOption())
    .option('--no-color', 'no colours, also on a terminal')
    .option('--timings', 'print how long each phase took')
    .addHelpText('after', EXIT_CODES)
    .action(async (options: Printed & { check?: true; timings?: true }) => {
      const wanted = { timings: options.timings === true, format: options.format, plain: !options.color };
      process.exitCode = await (await import('./generate.ts')).generate({ ...wanted, check: options.check === true });
    });
  stormwright
    .command('watch')
    .description('generate, and again whenever a model changes')
    .option('--no-color', 'no colours, also on a terminal')
    .option('--timings', 'print how long each phase took')
    .addHelpText('after', EXIT_CODES)
    .action(async (options: { color: boolean; timings?: true }) => {
      process.exitCode = await (await import('./watch.ts')).watch({ timings: options.timings === true, plain: !options.color });
    });
  declareTest(stormwright);
  declareBoard(stormwright);
  declareRunning(stormwright);
  declareInit(stormwright);
  return stormwright;
}

function declareRunning(stormwright: Command): void {
  stormwright
    .command('publish')
    .description('keep the shapes of events as they are now: they may be stored from here on')
    .argument('[files...]', 'model files, or all of model/')
    .addHelpText('after', `\nWrites <model>.published.yaml beside each model; commit it. A published event changes only by a new version.\n${EXIT_CODES}`)
    .action(async (files: string[]) => {
      process.exitCode = (await import('./publish.ts')).publish(files);
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
    .addHelpText('after', `\nExamples:\n  npx stormwright init library\n  npx stormwright init web-shop --title "Shop of ours"\n\nA file is never written over: it begins in an empty folder. Without a terminal nothing is asked.\n${EXIT_CODES}`)
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
  if (error instanceof Sentence) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else if (error instanceof CommanderError) {
    // Commander has said what is wrong. Asking for help is not wrong.
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_COMMAND_LINE;
  } else if (isRefusedBySystem(error)) {
    process.stderr.write(`${error.path} can not be used: ${error.code === 'EACCES' || error.code === 'EPERM' ? 'you may not open it' : error.message}.\n`);
    process.exitCode = 1;
  } else throw error;
});
