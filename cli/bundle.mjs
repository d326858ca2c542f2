import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { compiledTemplates } from './package/templates.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const templates = join(root, 'generator', 'templates');
const home = join(root, 'node_modules', '.cache', 'stormwright');
/** Lists what the bundle was made of: paths from the root, each with its time and size. */
const LIST = 'made-of.json';

/**
 * What V8 made of the bundle when it ran before: to make it again takes longer than compiling a small model. It holds only
 * what that run came to: each command has its own, and a run that found mistakes, and stopped there, is soon improved upon.
 */
const cacheOf = (command, succeeded) => join(home, `${/^(?:check|generate|publish)$/.test(command) ? command : 'other'}${succeeded ? '' : '-in-part'}.cache`);

/** The path of the command as one file; `undefined` where none can be made or kept. */
export async function upToDateBundle() {
  try {
    if (!isUpToDate()) await makeBundle();
    return join(home, 'stormwright.cjs');
  } catch {
    // A mistake in the sources is shown better by the sources themselves.
    return undefined;
  }
}

/** Runs it. The first whole run of a command leaves behind, when it ends, what the next ones need not make again. */
export function runBundle(path, command = '') {
  const kept = [true, false].find((succeeded) => existsSync(cacheOf(command, succeeded)));
  const cachedData = kept === undefined ? undefined : readFileSync(cacheOf(command, kept));
  const script = new Script(`(function (require) {${readFileSync(path, 'utf8')}\n})`, { filename: path, ...(cachedData === undefined ? {} : { cachedData }) });
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  process.once('exit', (code) => {
    if (!isKept || (kept === false && code === 0)) keepCodeCache(script, cacheOf(command, code === 0));
  });
  script.runInThisContext()(createRequire(import.meta.url));
}

function keepCodeCache(script, cache) {
  const aside = `${cache}.${process.pid}`;
  try {
    writeFileSync(aside, script.createCachedData());
    renameSync(aside, cache);
  } catch {
    // It is only about time, and where the bundle went away meanwhile there is nothing to keep.
  }
}

function isUpToDate() {
  const list = join(home, LIST);
  if (!existsSync(list)) return false;
  const { node, files } = JSON.parse(readFileSync(list, 'utf8'));
  return node === process.version && files.every(([path, stamp]) => stampOf(path) === stamp);
}

function stampOf(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  return stats === undefined ? 'gone' : `${stats.mtimeMs} ${stats.size}`;
}

/** Made aside and moved into its place, so that nobody ever runs half of one. */
async function makeBundle() {
  const { build } = await import('esbuild');
  const aside = `${home}-${process.pid}`;
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: ['cli/stormwright.ts'],
      outfile: join(aside, 'stormwright.cjs'),
      bundle: true,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      // A script that is compiled by hand loads by `require` alone.
      supported: { 'dynamic-import': false },
      logLevel: 'silent',
      plugins: [asIfInPlace],
    });
    const files = [...Object.keys(metafile.inputs), ...readdirSync(templates).map((name) => `generator/templates/${name}`)].filter((path) => existsSync(join(root, path)));
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, LIST), JSON.stringify({ node: process.version, files: ['package-lock.json', 'cli/bundle.mjs', 'cli/package/templates.mjs', ...files].map((path) => [path, stampOf(path)]) }));
    rmSync(home, { recursive: true, force: true });
    renameSync(aside, home);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** What a source reads beside itself it still finds there. What runs an application is not part of it: see `main.mjs`. */
const asIfInPlace = {
  name: 'as if in place',
  setup(bundle) {
    bundle.onResolve({ filter: /^(?:esbuild|tsx|pg|fastify)(?:\/|$)/ }, ({ path }) => ({ path, external: true }));
    bundle.onResolve({ filter: /\/start\.ts$/ }, ({ path, resolveDir }) => ({ path: pathToFileURL(join(resolveDir, path)).href, external: true }));
    bundle.onResolve({ filter: /\/runtime\// }, ({ path, resolveDir, kind }) => (kind === 'dynamic-import' ? { path: pathToFileURL(join(resolveDir, path)).href, external: true } : undefined));
    bundle.onLoad({ filter: /[\\/]generator[\\/]emit[\\/]templates\.ts$/ }, async ({ path }) => ({ loader: 'js', contents: await compiledTemplates(), resolveDir: dirname(path) }));
    bundle.onLoad({ filter: /[\\/](?:cli|generator)[\\/].*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)).replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    }));
  },
};
