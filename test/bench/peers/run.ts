import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

/**
 * Runs workloads of the benchmark of event-sourcing libraries with Stormwright among them. The benchmark is a folder of its
 * own (packages installed, its PostgreSQL started): see the README beside this file.
 *
 *     npx tsx test/bench/peers/run.ts <folder> <workload,…> [--repetitions 5] [--peers emmett,act] [--setup] [--keep]
 *
 * `--setup` fills our two databases first, `--peers` leaves out the others but for the lower bounds, `--keep` copies the raw
 * lines to `docs/measurements/peers/`.
 */
const root = resolve(import.meta.dirname, '..', '..', '..');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { repetitions: { type: 'string', default: '5' }, peers: { type: 'string' }, setup: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
});
const [folder, names] = positionals;

if (folder === undefined) {
  process.stderr.write('Say which folder the benchmark is in, and which of its workloads to run: run.ts <folder> W3-16,W8\n');
  process.exitCode = 2;
} else {
  addOurs(folder);
  if (values.setup) for (const database of ['w', 'r']) await node(folder, ['setup1.mjs', 'stormwright', database]);
  if (names !== undefined) await node(folder, ['driver.mjs', names, values.repetitions]);
  if (values.keep && names !== undefined) keep(folder, names.split(','));
}

/** Our adapter beside the others, and one line in the driver that puts us on its lists. */
function addOurs(benchmark: string): void {
  copyFileSync(join(import.meta.dirname, 'stormwright.mjs'), join(benchmark, 'adapters', 'stormwright.mjs'));
  copyFileSync(join(import.meta.dirname, 'with-stormwright.mjs'), join(benchmark, 'with-stormwright.mjs'));
  const driver = join(benchmark, 'driver.mjs');
  const text = readFileSync(driver, 'utf8');
  const [line, begin] = ["(await import('./with-stormwright.mjs')).addTo(WORKLOADS);\n", "if (process.argv[1].endsWith('driver.mjs'))"];
  if (text.includes(line)) return;
  if (!text.includes(begin)) throw new Error(`${driver} does not begin its work with "${begin}": look where it does, and put this line before it: ${line}`);
  writeFileSync(driver, text.replace(begin, () => `${line}${begin}`));
}

async function node(benchmark: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, STORMWRIGHT: root, ...(values.peers === undefined ? {} : { PEERS: values.peers }) };
  const [code] = await once(spawn(process.execPath, [...args], { cwd: benchmark, env, stdio: 'inherit' }), 'exit');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}.`);
}

function keep(benchmark: string, workloads: readonly string[]): void {
  const kept = join(root, 'docs', 'measurements', 'peers');
  mkdirSync(kept, { recursive: true });
  for (const name of workloads) copyFileSync(join(benchmark, 'results', `${name}.jsonl`), join(kept, `${name}.jsonl`));
}
