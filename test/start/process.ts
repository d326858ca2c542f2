import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './project.ts';

/** What a process that has ended leaves behind. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `stormwright start`, or the `npm start` around it, in a process group of its own. */
export interface StartedProcess {
  /** Its first line names it; rejects with all it said when it ends before. */
  readonly url: Promise<string>;
  readonly ended: Promise<Ended>;
  said(): string;
  /** On stderr, so far. */
  complained(): string;
  /** Until /health/ready says so. Gives how long that took since the start, in milliseconds. */
  ready(): Promise<number>;
  /** To the process alone. */
  signal(signal: NodeJS.Signals): void;
  /** To everything in its group. */
  signalGroup(signal: NodeJS.Signals): void;
}

type Environment = { readonly [name: string]: string };

export function startProcess(folder: string, environment: Environment = {}, args: readonly string[] = []): StartedProcess {
  return started(folder, environment, process.execPath, [join(root, 'cli', 'main.mjs'), 'start', ...args]);
}

export function startThroughNpm(folder: string, environment: Environment = {}): StartedProcess {
  return started(folder, environment, 'npm', ['start']);
}

function started(folder: string, environment: Environment, program: string, args: readonly string[]): StartedProcess {
  const begin = performance.now();
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(program, args, { cwd: folder, detached: true, env: { ...inherited, PORT: '0', LOG_LEVEL: 'warn', ...environment } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...output })));
  const url = firstUrl(output, ended);
  // Whoever expects it to fail never asks for the URL.
  url.catch(() => {});
  const pid = child.pid ?? 0;
  return {
    url,
    ended,
    said: () => output.stdout,
    complained: () => output.stderr,
    ready: async () => {
      await untilReady(await url);
      return performance.now() - begin;
    },
    signal: (signal) => process.kill(pid, signal),
    signalGroup: (signal) => process.kill(-pid, signal),
  };
}

async function firstUrl(output: { readonly stdout: string; readonly stderr: string }, ended: Promise<Ended>): Promise<string> {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:[0-9]+/.exec(output.stdout)?.[0];
    // Lines come one after the other; the last of the three has come with a full stop and a line break.
    if (url !== undefined && output.stdout.split('\n').length > 3) return url;
    if (over) throw new Error(`It ended before it served anything:\n${output.stdout}${output.stderr}`);
    await sleep(20);
  }
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(50);
  }
}

/** Ends the whole group, whatever state it is in, and waits for it. */
export async function endAtLast(started: StartedProcess): Promise<void> {
  try {
    started.signalGroup('SIGKILL');
  } catch {
    // It has ended already.
  }
  await started.ended;
}
