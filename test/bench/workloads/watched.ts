import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A project that is watched, and somebody who changes one sticky in it. */
export interface Watched {
  /** Milliseconds from saving the model to the changed file on disk. */
  change(): Promise<number>;
  stop(): Promise<void>;
}

export async function watched(project: string, command: string): Promise<Watched> {
  const model = join(project, 'model', 'large.yaml');
  const generated = join(project, 'generated', 'large', 'case-50.ts');
  const child = spawn(process.execPath, [command, 'watch'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => child.stdout.on('data', (text) => /up to date|in generated\//.test(String(text)) && resolve()));
  let limit = 100;
  return {
    change: async () => {
      limit += 1;
      const before = statSync(generated).mtimeMs;
      const text = readFileSync(model, 'utf8').replace(/(?<=amount <= )[0-9]+(?=\n\s+otherwise: Too much for case 50\n)/, String(limit));
      const start = performance.now();
      writeFileSync(model, text);
      while (statSync(generated).mtimeMs === before) await sleep(2);
      const taken = performance.now() - start;
      await sleep(300);
      return taken;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
