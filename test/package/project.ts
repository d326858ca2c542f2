import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export const root = join(import.meta.dirname, '..', '..');

/** A folder outside the repository that a PostgreSQL can read, whoever it runs as. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stormwright-package-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** What `npm pack` makes of this repository: the path of the package. */
export function pack(into: string): string {
  npm(root, ['pack', '--pack-destination', into]);
  const [file = ''] = readdirSync(into).filter((name) => name.endsWith('.tgz'));
  return join(into, file);
}

/** What it prints; throws with all it printed when it fails. What this test was told about databases and tokens is not passed on. */
export function run(folder: string, program: string, args: readonly string[]): string {
  const options: ExecFileSyncOptions = { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: strangersEnvironment(), maxBuffer: 64 * 1024 * 1024 };
  try {
    return String(execFileSync(program, args, options));
  } catch (error) {
    const said = error instanceof Error ? ['stdout', 'stderr'].map((stream) => String(Object.getOwnPropertyDescriptor(error, stream)?.value ?? '')).join('') : '';
    throw new Error(`${program} ${args.join(' ')} failed:\n${said}`);
  }
}

export function npm(folder: string, args: readonly string[]): string {
  return run(folder, 'npm', [...args, '--no-audit', '--no-fund', '--prefer-offline']);
}

/** The command as a stranger types it. */
export function stormwright(folder: string, ...args: readonly string[]): string {
  return run(folder, process.execPath, [join(folder, 'node_modules', 'stormwright', 'cli', 'main.mjs'), ...args]);
}

/** Without what npm tells the scripts that it runs, and without what was set for the tests. */
export function strangersEnvironment(): { readonly [name: string]: string | undefined } {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|FORCE_COLOR|DATABASE_URL|PORT|HOST|AUTH_|VITEST|NODE_OPTIONS|NODE_ENV|STORM)/.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}
