import { existsSync, watch as watchFolder, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { compileProject } from '../generator/project.ts';
import { createTimings } from '../generator/timings.ts';
import { generate, type GenerateOptions } from './generate.ts';
import { Sentence } from './sentence.ts';
import { listenForStop } from './stop-signal.ts';

/** Where developers write what the models leave to them. */
const WRITTEN = ['adapters', 'functions'] as const;

/** An editor that saves a file often touches it several times in a row. */
const SAVED_IN_MILLISECONDS = 15;

/**
 * V8 makes fast code only of what ran several times. What was just compiled is compiled again, as long as nobody saves
 * anything and for so long at most, so that the first change to a large model is as quick as the hundredth.
 */
const REHEARSED_FOR_MILLISECONDS = 4000;

/** Generates, and again whenever something in `model/` changes, or a developer's file comes or goes, until it is told to stop. Returns the exit code. */
export async function watch(options: Omit<GenerateOptions, 'check' | 'quiet'>): Promise<number> {
  const folder = join(process.cwd(), 'model');
  if (!existsSync(folder)) throw new Sentence('There is no folder model/ to watch. Make it, and put a model in it.');
  const stop = listenForStop();
  const rounds = inTurn(() => generate({ ...options, check: false }), () => compileProject(process.cwd(), createTimings()));
  const watcher = watchFolder(folder, { recursive: true });
  const beside = WRITTEN.map((written) => watchWritten(process.cwd(), written, () => rounds.begin()));
  try {
    rounds.begin();
    watcher.on('change', () => rounds.begin());
    await Promise.race([stop.requested, failed(watcher)]);
    await rounds.end();
    return 0;
  } finally {
    watcher.close();
    for (const each of beside) each.close();
    stop.forget();
  }
}

/** Tells when a developer's file comes or goes. What is in it is TypeScript's to say. The folder may come and go as well. */
function watchWritten(project: string, folder: string, changed: () => void): { close(): void } {
  let written: FSWatcher | undefined;
  const look = (): void => {
    const isThere = existsSync(join(project, folder));
    if (isThere === (written !== undefined)) return;
    written?.close();
    written = isThere ? watchFolder(join(project, folder)) : undefined;
    written?.on('change', (kind) => (kind === 'rename' ? changed() : undefined));
    written?.on('error', () => undefined);
    changed();
  };
  const parent = watchFolder(project);
  parent.on('change', (_, name) => (name === folder ? look() : undefined));
  parent.on('error', () => undefined);
  look();
  return {
    close: () => {
      parent.close();
      written?.close();
    },
  };
}

async function failed(watcher: FSWatcher): Promise<never> {
  return new Promise((_, reject) => watcher.on('error', (error) => reject(new Sentence(`model/ can not be watched any more: ${error.message}. Start again.`))));
}

/**
 * One round at a time. What is asked for during a round is one more round after it, however often it was asked for. Between
 * the first round and the next there are rehearsals.
 */
function inTurn(round: () => Promise<unknown>, rehearse: () => unknown): { begin(): void; end(): Promise<void> } {
  let wanted = false;
  let rehearsed = false;
  let working: Promise<void> | undefined;
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SAVED_IN_MILLISECONDS));
  const rehearsals = async (): Promise<void> => {
    const end = performance.now() + REHEARSED_FOR_MILLISECONDS;
    try {
      while (!wanted && !rehearsed && performance.now() < end) {
        rehearse();
        await pause();
      }
    } catch {
      // Whatever it is, the next round says it.
    }
    rehearsed = true;
  };
  const work = async (): Promise<void> => {
    while (wanted) {
      await pause();
      wanted = false;
      await attempt(round);
      await rehearsals();
    }
    working = undefined;
  };
  return {
    begin: () => {
      wanted = true;
      working ??= work();
    },
    end: async () => {
      rehearsed = true;
      await working;
    },
  };
}

/** A file that goes away while it is read, or a full disk, ends this round and not the watching. */
async function attempt(round: () => Promise<unknown>): Promise<void> {
  try {
    await round();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nIt is tried again at the next change.\n`);
  }
}
