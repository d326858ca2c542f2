#!/usr/bin/env node
// The sources are TypeScript. Loading each of the compiler's small modules by itself takes longer than compiling a model,
// so they are first put together into one file, which is made anew whenever one of them has changed. Where that file
// can not be kept, they run as they stand.
import process from 'node:process';
import { runBundle, upToDateBundle } from './bundle.mjs';

/** Loads an application, which is TypeScript itself and brings the runtime along: nothing would be won. */
const RUNS_AN_APPLICATION = ['start', 'store'];

const bundle = RUNS_AN_APPLICATION.includes(process.argv[2] ?? '') ? undefined : await upToDateBundle();
if (bundle === undefined) {
  (await import('tsx/esm/api')).register();
  await import('./stormwright.ts');
} else runBundle(bundle, process.argv[2]);
