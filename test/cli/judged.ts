import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inProject } from './run.ts';

const root = join(import.meta.dirname, '..', '..');

/** Whether TypeScript takes a project of these files, and what it says. */
export function judged(files: { readonly [path: string]: string }): readonly [boolean, string] {
  return inProject({ ...files, 'package.json': '{ "type": "module" }' }, (folder, run) => {
    expect(run('generate').code).toBe(0);
    mkdirSync(join(folder, 'node_modules'));
    for (const [name, target] of [['stormwright', root], ['@types', join(root, 'node_modules', '@types')], ['vitest', join(root, 'node_modules', 'vitest')]] as const) symlinkSync(target, join(folder, 'node_modules', name), 'junction');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['adapters', 'functions', 'generated'], exclude: ['generated/*/tests'] }));
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], { cwd: folder, encoding: 'utf8' });
    return [status === 0, stdout];
  });
}
