import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const COMMAND = join(import.meta.dirname, '..', '..', 'cli', 'main.mjs');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real command in a folder of its own with these files; what stands in it afterwards is gone when `then` has seen it. */
export function inProject<T>(files: { readonly [path: string]: string | Buffer }, then: (folder: string, run: (...args: readonly string[]) => Ran) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'stormwright-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return then(folder, (...args) => run(folder, args));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function run(folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran {
  const { NO_COLOR: _no, FORCE_COLOR: _force, STORM_DEBUG: _debug, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', env: { ...inherited, ...environment }, maxBuffer: 100_000_000, timeout: 60_000 });
  return { code: status, out: stdout, err: stderr };
}
