import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { largeModel } from '../large-model.ts';
import type { Prepared, Workload } from '../workload.ts';
import { watched } from './watched.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const command = join(root, 'cli', 'main.mjs');
const run = promisify(execFile);

/** What the compiler is made with. A process that imports them, and does nothing, is the bound of one that compiles. */
const LIBRARIES = ['yaml', '@bpmn-io/lezer-feel', 'decimal.js', 'temporal-polyfill', 'handlebars', 'commander', 'esbuild'];

export const compilerWorkloads: readonly Workload[] = [
  {
    name: 'generate-bank',
    about: '`npm run generate` on the bank, whole process, against a process that imports the same libraries',
    unit: 'ms',
    goal: 1.5,
    repetitions: 11,
    prepare: async () => {
      const project = projectWith('bank', readFileSync(join(root, 'model', 'bank.yaml'), 'utf8'));
      const imports = join(project, 'imports.mjs');
      writeFileSync(imports, LIBRARIES.map((library) => `import '${library}';\n`).join(''));
      return { measured: () => timed(() => node([command, 'generate'], project)), bound: () => timed(() => node([imports], project)), dispose: async () => remove(project) };
    },
  },
  {
    name: 'linear-time',
    about: 'generating 10,000 stickies, against 1,000: ten times as many take at most eleven times as long',
    unit: 'ms',
    goal: 11,
    repetitions: 5,
    prepare: () => twoSizes((project) => timed(() => generateAnew(project))),
  },
  {
    name: 'linear-memory',
    about: 'the most memory in use while generating 10,000 stickies, against 1,000',
    unit: 'MB',
    goal: 11,
    repetitions: 5,
    prepare: () => twoSizes(memoryOf),
  },
  {
    name: 'against-tsc',
    about: 'generating 1,000 stickies, against `tsc` checking the result',
    unit: 'ms',
    goal: 0.2,
    repetitions: 5,
    prepare: async () => {
      const project = projectWith('large', largeModel(1000));
      await generateAnew(project);
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['generated/**/*.ts'], exclude: [], compilerOptions: { noEmit: true, paths: { stormwright: [join(root, 'runtime', 'index.ts')], 'stormwright/testing': [join(root, 'runtime', 'testing', 'index.ts')] } } }));
      return { measured: () => timed(() => node([command, 'generate'], project)), bound: () => timed(() => node([tsc, '-p', '.'], project)), dispose: async () => remove(project) };
    },
  },
  {
    name: 'watch',
    about: 'one sticky changed in a watched model of 1,000 until its file is on disk, against 300 ms',
    unit: 'ms',
    goal: 1,
    repetitions: 11,
    prepare: async () => {
      const project = projectWith('large', largeModel(1000));
      const changes = await watched(project, command);
      return { measured: changes.change, bound: async () => 300, dispose: async () => { await changes.stop(); remove(project); } };
    },
  },
  {
    name: 'bank-tests',
    about: "all of the bank's generated tests after start-up, against two seconds",
    unit: 'ms',
    goal: 1,
    repetitions: 5,
    prepare: async () => ({ measured: bankTests, bound: async () => 2000 }),
  },
];

async function twoSizes(figure: (project: string) => Promise<number>): Promise<Prepared> {
  const [large, small] = [projectWith('large', largeModel(10_000)), projectWith('large', largeModel(1000))];
  return { measured: () => figure(large), bound: () => figure(small), dispose: async () => { remove(large); remove(small); } };
}

/** A project with one model, and the packages of this one. */
function projectWith(name: string, model: string): string {
  const project = mkdtempSync(join(tmpdir(), 'stormwright-bench-'));
  mkdirSync(join(project, 'model'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(join(project, 'model', `${name}.yaml`), model);
  return project;
}

function remove(project: string): void {
  rmSync(project, { recursive: true, force: true });
}

async function generateAnew(project: string): Promise<void> {
  rmSync(join(project, 'generated'), { recursive: true, force: true });
  await node([command, 'generate'], project);
}

async function node(args: readonly string[], folder: string): Promise<string> {
  const { stdout } = await run(process.execPath, [...args], { cwd: folder, maxBuffer: 2 ** 28 });
  return stdout;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Megabytes. The process says itself how much it had in use at most. */
async function memoryOf(project: string): Promise<number> {
  rmSync(join(project, 'generated'), { recursive: true, force: true });
  const report = join(project, 'memory.mjs');
  writeFileSync(report, "import { writeFileSync } from 'node:fs';\nprocess.on('exit', () => writeFileSync('memory.txt', String(process.resourceUsage().maxRSS / 1024)));\n");
  await node(['--import', `file://${report}`, command, 'generate'], project);
  return Number(readFileSync(join(project, 'memory.txt'), 'utf8'));
}

/** As the runner reports it: from the first test to the last, without its own start. */
async function bankTests(): Promise<number> {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const report = JSON.parse(await node([vitest, 'run', 'generated/bank', '--reporter=json', '--no-color'], root));
  const files: readonly { readonly startTime: number; readonly endTime: number }[] = report.testResults;
  return Math.max(...files.map(({ endTime }) => endTime)) - Math.min(...files.map(({ startTime }) => startTime));
}
