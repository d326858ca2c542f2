import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { type Figures, figuresOf, type Spread } from './figures.ts';
import { measure } from './measure.ts';
import { openPlace } from './place.ts';
import { workloads } from './workloads.ts';

/**
 * `npm run bench` measures every workload and prints a table; `npm run bench -- <workload>…` only those named, or those
 * whose names begin so (`append-`). `--json` prints figures and ratios as JSON, `--out <file>` appends the raw result lines
 * to a file, `--repetitions <n>` is for trying something out, `--list` tells what there is.
 * Exits with 0 also where a goal is missed: figures are read, not obeyed.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, list: { type: 'boolean', default: false }, out: { type: 'string' }, repetitions: { type: 'string' } },
});
const isMeant = (name: string, asked: string): boolean => name === asked || (asked.endsWith('-') && name.startsWith(asked));
const unknown = positionals.filter((asked) => !workloads.some(({ name }) => isMeant(name, asked)));

if (values.list) process.stdout.write(workloads.map(({ name, about }) => `${name.padEnd(24)}${about}\n`).join(''));
else if (unknown.length > 0) {
  process.stderr.write(`There is no workload ${unknown.map((name) => `"${name}"`).join(', ')}. There are: ${workloads.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
} else await run();

async function run(): Promise<void> {
  const chosen = workloads.filter(({ name }) => positionals.length === 0 || positionals.some((asked) => isMeant(name, asked)));
  const place = openPlace();
  const figures: Figures[] = [];
  if (!values.json) process.stdout.write(row('workload', 'measured', 'bound', 'ratio', 'goal'));
  try {
    for (const workload of chosen) {
      const line = await measure(workload, place, values.repetitions === undefined ? undefined : Number(values.repetitions));
      if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify(line)}\n`);
      figures.push(figuresOf(line));
      if (!values.json) process.stdout.write(rowOf(figuresOf(line)));
    }
    const on = await place.description();
    process.stdout.write(values.json ? `${JSON.stringify({ machine: on, figures }, null, 2)}\n` : `\n${on}; medians of alternating repetitions, least and most in brackets\n`);
  } finally {
    await place.close();
  }
}

function rowOf({ workload, unit, better, measured, bound, ratio, ratios, goal, reached }: Figures): string {
  const sides = better === 'higher' ? 'at least' : 'at most';
  return row(workload, inWords(measured, unit), inWords(bound, unit), `${ratio.toFixed(2)} (${ratios.least.toFixed(2)}–${ratios.most.toFixed(2)})`, `${sides} ${goal} ${reached ? 'reached' : 'MISSED'}`);
}

function row(workload: string, measured: string, bound: string, ratio: string, goal: string): string {
  return `${workload.padEnd(24)}${measured.padStart(34)}${bound.padStart(34)}${ratio.padStart(20)}  ${goal}\n`;
}

function inWords({ median, least, most }: Spread, unit: string): string {
  return `${rounded(median)} ${unit} (${rounded(least)}–${rounded(most)})`;
}

function rounded(figure: number): string {
  return Math.abs(figure) < 10 ? figure.toFixed(2) : Math.round(figure).toLocaleString('en-US');
}
