import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const home = join(root, 'node_modules', '.cache', 'stormwright');
/** Lists what the bundle was made of: paths from the root, each with its time and size. */
const LIST = 'made-of.json';

/** The address of the command as one file; `undefined` where none can be made or kept. */
export async function upToDateBundle() {
  try {
    if (!isUpToDate()) await makeBundle();
    return pathToFileURL(join(home, 'stormwright.js')).href;
  } catch {
    // A mistake in the sources is shown better by the sources themselves.
    return undefined;
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
      outdir: aside,
      bundle: true,
      splitting: true,
      metafile: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      logLevel: 'silent',
      // Some libraries are written for `require`.
      banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
      plugins: [asIfInPlace],
    });
    const files = Object.keys(metafile.inputs).filter((path) => existsSync(join(root, path)));
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, LIST), JSON.stringify({ node: process.version, files: ['package-lock.json', 'cli/bundle.mjs', ...files].map((path) => [path, stampOf(path)]) }));
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
    bundle.onLoad({ filter: /[\\/](?:cli|generator)[\\/].*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)).replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    }));
  },
};
