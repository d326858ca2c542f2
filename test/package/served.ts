import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { strangersEnvironment } from './project.ts';

/** An application that a stranger has started. */
export interface Served {
  readonly url: string;
  /** Tells it to stop as a machine does that shuts down. Gives its exit code. */
  stop(): Promise<number | null>;
}

export async function serve(folder: string, program: string, args: readonly string[], environment: { readonly [name: string]: string } = {}): Promise<Served> {
  const child = spawn(program, args, { cwd: folder, env: { ...strangersEnvironment(), PORT: '0', LOG_LEVEL: 'warn', ...environment } });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    url: await urlOf(child, ended),
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function urlOf(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  let [said, over] = ['', false];
  child.stdout?.on('data', (chunk) => (said += String(chunk)));
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  void ended.then(() => (over = true));
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:[0-9]+/.exec(said)?.[0];
    if (url !== undefined) return url;
    if (over) throw new Error(`It ended before it served anything:\n${said}`);
    await sleep(20);
  }
}
