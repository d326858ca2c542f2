import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** A project of a user's: a model, the package, and nothing generated yet. */
export interface Project {
  readonly folder: string;
  remove(): Promise<void>;
}

export async function makeProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'stormwright-start-'));
  // As root, PostgreSQL runs as somebody else, who has to get in.
  await chmod(folder, 0o755);
  await Promise.all(['model', 'node_modules'].map((name) => mkdir(join(folder, name))));
  await copyFile(join(root, 'model', 'bank.yaml'), join(folder, 'model', 'bank.yaml'));
  await symlink(root, join(folder, 'node_modules', 'stormwright'), 'junction');
  const scripts = { start: 'node node_modules/stormwright/cli/main.mjs start' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', scripts }));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
