import process from 'node:process';
import { createServer } from '../runtime/http/index.ts';
import { toldError } from '../runtime/http/told-error.ts';
import type { JsonObject } from '../runtime/message/json.ts';
import type { ApplicationDefinition } from '../runtime/reaction/application.ts';
import { startApplication } from '../runtime/reaction/start-application.ts';
import { loadConnectedApplication } from './load-application.ts';
import { endOnBug, secretsIn, serverLog, tellsSentences, withoutSecrets } from './log.ts';
import { chosenBuilt, chosenModel } from './model-names.ts';
import { openStore } from './open-store.ts';
import { Sentence, sentenceOf } from './sentence.ts';
import { showing } from './progress.ts';
import { readSettings, type Settings } from './settings.ts';
import { listenForStop, type StopSignal } from './stop-signal.ts';

/** Undoes what was started, in the opposite order. */
type Undo = (() => Promise<void>)[];

/** Serves a model until it is told to stop. Returns the exit code. */
export async function start(wanted: string | undefined, built = false): Promise<number> {
  const stop = listenForStop();
  const undo: Undo = [];
  try {
    const settings = readSettings(process.env);
    const model = built ? chosenBuilt(wanted) : chosenModel(wanted);
    // What is wrong with a model has been said by then.
    if (!built && (await showing('Making what the models say', generateQuietly)) !== 0) return 1;
    await serve(model, await loadConnectedApplication(model, built), settings, stop, undo);
    await stop.requested;
    // Whoever read this may be gone by now, and that must not keep the rest from stopping.
    process.stdout.on('error', () => {});
    // A line of its own, also where the terminal has written ^C.
    process.stdout.write('\nStopping: what was asked is still answered. Ctrl+C again does not wait for it.\n');
    await undoAll(undo.splice(0));
    process.stdout.write('Stopped.\n');
    return 0;
  } catch (error) {
    complain(error);
    return error instanceof Sentence ? error.exitCode : 1;
  } finally {
    await undoAll(undo);
    stop.forget();
  }
}

async function generateQuietly(): Promise<number> {
  const { generate } = await import('./generate.ts');
  return generate({ check: false, timings: false, quiet: true });
}

async function serve(model: string, definition: ApplicationDefinition, settings: Settings, stop: StopSignal, undo: Undo): Promise<void> {
  const { store, place, close } = await showing('Starting the database', () => openStore(definition, model, settings.database));
  undo.push(close);
  if (stop.isRequested()) return;
  const secrets = secretsIn(process.env);
  endOnBug(settings.logLevel, secrets);
  const failures = failureLog(tellsSentences(settings.logLevel));
  const running = await startApplication(definition, store, { onFailure: failures.write });
  undo.push(running.stop);
  const server = await createServer(running, { ...settings.server, logger: serverLog(settings.logLevel, secrets) });
  failures.to((failure) => server.log.warn(failure, 'failed, and will be tried again'));
  undo.push(async () => server.close());
  const url = await listen(server, settings);
  process.stdout.write(
    `${definition.name} is at ${url}/ and its API is described at ${url}/openapi.json\n` +
      `${place}\n` +
      `${whomItAnswers(settings)} Ctrl+C stops it.\n`,
  );
}

function whomItAnswers({ server: { tokens } }: Settings): string {
  if (tokens === undefined) return 'There are no tokens, so it answers to this machine only, and lets everybody act as anybody.';
  return `It takes tokens of ${tokens.issuer} for ${tokens.audience}, and tells nobody without one what it keeps.`;
}

interface Failure {
  readonly subscription: string;
  readonly error: JsonObject;
  readonly sentence?: string;
}

/** Policies are at work before there is a log to write to. What fails meanwhile fails again. */
function failureLog(sentences: boolean): { write(subscription: string, error: unknown): void; to(log: (failure: Failure) => void): void } {
  let log: ((failure: Failure) => void) | undefined;
  return {
    write: (subscription, error) => log?.({ subscription, error: toldError(error), ...(sentences ? { sentence: sentenceOf(error) } : {}) }),
    to: (wanted) => void (log = wanted),
  };
}

async function listen(server: Awaited<ReturnType<typeof createServer>>, { host, port }: Settings): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new Sentence(`Port ${port} of ${host} is taken by another program: stop it, or set PORT to another one.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new Sentence(`HOST is ${JSON.stringify(host)}, which is no address of this machine.`);
    if (code === 'EACCES') throw new Sentence(`Port ${port} of ${host} may not be used by you: set PORT to one above 1023.`);
    throw error;
  }
}

function complain(error: unknown): void {
  process.stderr.write(`${withoutSecrets(sentenceOf(error), secretsIn(process.env))}\n`);
}

/** Everything is given the chance to stop, also when something before it could not. */
async function undoAll(undo: Undo): Promise<void> {
  for (const step of undo.toReversed()) {
    try {
      await step();
    } catch (error) {
      complain(error);
    }
  }
}
