import { cpus, platform, release } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { measure, type Figures, type Spread } from './measure.ts';
import type { Workload } from './workload.ts';
import { compilerWorkloads } from './workloads/compiler.ts';

/**
 * `npm run bench` measures every workload and prints a table; `npm run bench -- <workload>… [--json]` only those named.
 * Exits with 0 also where a goal is missed: figures are read, not obeyed.
 */
const workloads: readonly Workload[] = compilerWorkloads;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } } });
const unknown = positionals.filter((name) => !workloads.some((workload) => workload.name === name));

if (values.list) process.stdout.write(workloads.map(({ name, about }) => `${name.padEnd(22)}${about}\n`).join(''));
else if (unknown.length > 0) {
  process.stderr.write(`There is no workload ${unknown.map((name) => `"${name}"`).join(', ')}. There are: ${workloads.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const chosen = workloads.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const figures: Figures[] = [];
  if (!values.json) process.stdout.write(`${machine()}\n\n${row('workload', 'measured', 'bound', 'ratio', 'goal')}`);
  for (const workload of chosen) {
    const found = await measure(workload);
    figures.push(found);
    if (!values.json) process.stdout.write(rowOf(found));
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ machine: machine(), figures }, null, 2)}\n`);
}

function machine(): string {
  const [first] = cpus();
  return `Node ${process.version} on ${platform()} ${release()}, ${cpus().length} × ${first?.model.trim() ?? 'unknown'}; medians of alternating repetitions, least and most in brackets`;
}

function rowOf({ workload, unit, measured, bound, ratio, goal, reached }: Figures): string {
  return row(workload, inWords(measured, unit), inWords(bound, unit), ratio.toFixed(2), `${goal} ${reached ? 'reached' : 'MISSED'}`);
}

function row(workload: string, measured: string, bound: string, ratio: string, goal: string): string {
  return `${workload.padEnd(22)}${measured.padStart(28)}${bound.padStart(28)}${ratio.padStart(8)}  ${goal}\n`;
}

function inWords({ median, least, most }: Spread, unit: string): string {
  return `${Math.round(median)} ${unit} (${Math.round(least)}–${Math.round(most)})`;
}
