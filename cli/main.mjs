#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { register } from 'node:module';
import process from 'node:process';

if (existsSync(new URL('stormwright.ts', import.meta.url))) await runSources();
else {
  // Generated code is TypeScript, until it is built; in production there is nothing else.
  if (['start', 'store'].includes(process.argv[2] ?? '') && !process.argv.includes('--built') && existsSync('generated')) await registerTypeScript();
  await import('../dist/cli/stormwright.js');
}

async function registerTypeScript() {
  try {
    (await import('tsx/esm/api')).register();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    // Node itself runs it from 22.18 on; where it does not, this is why.
    if (!process.features.typescript) process.stderr.write('To run TypeScript, tsx has to be installed: `npm install --save-dev tsx`. What was built runs without: add --built.\n');
  }
}

/**
 * The sources are TypeScript. Loading each of the compiler's small modules by itself takes longer than compiling a model,
 * so they are first put together into one file, which is made anew whenever one of them has changed. Where that file
 * can not be kept, they run as they stand.
 */
async function runSources() {
  const { runBundle, upToDateBundle } = await import('./bundle.mjs');
  // These load an application, which is TypeScript itself and brings the runtime along, or look for what lies beside that: nothing would be won.
  const bundle = ['doctor', 'start', 'store'].includes(process.argv[2] ?? '') ? undefined : await upToDateBundle();
  if (bundle !== undefined) return runBundle(bundle, process.argv[2]);
  (await import('tsx/esm/api')).register();
  register('./from-source.mjs', import.meta.url);
  return import('./stormwright.ts');
}
