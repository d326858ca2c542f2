// What `npm pack` puts into the package: the runtime as JavaScript with its types, and the command line with everything that
// only it needs, in one bundle, so that an application in production installs nothing of the generator.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compiledTemplates } from './templates.mjs';
import { licencesOf } from './licences.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const dist = join(root, 'dist');
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function buildRuntime() {
  execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  const source = join(root, 'runtime');
  for (const path of readdirSync(source, { recursive: true })) {
    // What is read beside a file at run time: statements, migrations, the page's style and script.
    if (/\.(?:sql|css|js)$/.test(path)) cpSync(join(source, path), join(dist, 'runtime', path));
  }
  for (const path of readdirSync(dist, { recursive: true })) if (path.endsWith('.d.ts')) nameJavaScript(join(dist, path));
}

/** The compiler rewrites what is imported in JavaScript, and leaves it in types. */
function nameJavaScript(path) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/(?<=(?:from |import\()['"]\.{1,2}\/[^'"]*)\.ts(?=['"])/g, '.js'));
}

async function buildCommandLine() {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: { stormwright: 'cli/stormwright.ts' },
    outdir: join(dist, 'cli'),
    bundle: true,
    splitting: true,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    chunkNames: '[name]-[hash]',
    // What was CommonJS asks for Node's modules by `require`.
    banner: { js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);" },
    external: [...Object.keys(dependencies), ...Object.keys(peerDependencies)],
    plugins: [asIfInPlace],
  });
  if (warnings.length > 0) throw new Error(`The command line can not be put together: ${warnings.map(({ text }) => text).join('; ')}`);
  const licences = licencesOf(root, Object.keys(metafile.inputs));
  writeFileSync(join(dist, 'THIRD-PARTY-LICENCES.txt'), licences);
}

/** A file finds what lies beside it where it lies in the package: the bundle is two folders down. The runtime is not part of it. */
const asIfInPlace = {
  name: 'as if in place',
  setup(bundle) {
    bundle.onResolve({ filter: /\/runtime\// }, ({ path, resolveDir }) => {
      const inRoot = relative(root, join(resolveDir, path)).replaceAll('\\', '/');
      return inRoot.startsWith('runtime/') ? { path: `../${inRoot.replace(/\.ts$/, '.js')}`, external: true } : undefined;
    });
    bundle.onLoad({ filter: /[\\/]generator[\\/]emit[\\/]templates\.ts$/ }, async ({ path }) => ({ loader: 'js', contents: await compiledTemplates(), resolveDir: dirname(path) }));
    bundle.onLoad({ filter: /[\\/](?:cli|generator)[\\/].*\.ts$/ }, ({ path }) => {
      const place = `new URL(${JSON.stringify(`../../${relative(root, path).replaceAll('\\', '/')}`)}, import.meta.url).href`;
      return { loader: 'ts', contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', place) };
    });
  },
};

rmSync(dist, { recursive: true, force: true });
buildRuntime();
await buildCommandLine();
