import { type Figures, figuresOf, type ResultLine, type Spread, written } from './figures.ts';
import { peerTable } from './peer-table.ts';
import type { PeerLine } from './result-lines.ts';
import { runtimeWorkloads } from './workloads.ts';

/** The page with its tables made anew from raw lines; what stands around them stays. */
export function performancePage(page: string, results: readonly ResultLine[], peers: ReadonlyMap<string, readonly PeerLine[]>): string {
  const withStore = between(page, 'store', [...storeTable(results.map(figuresOf)), '', ...machines(results), ...unmeasured(results)]);
  return between(withStore, 'peers', peerTable(peers));
}

function between(page: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- figures of ${name}: written by npm run bench:report -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for its figures of ${name}: it needs the lines "${begin}" and "${end}".`);
  return `${page.slice(0, from + begin.length)}\n\n${lines.join('\n')}\n\n${page.slice(to)}`;
}

function storeTable(figures: readonly Figures[]): readonly string[] {
  return ['| workload | what is done, and against what | measured | bound | ratio | goal | |', '|---|---|--:|--:|--:|--:|---|', ...figures.map(rowOf)];
}

function rowOf({ workload, about, unit, better, measured, bound, ratio, ratios, goal, reached }: Figures): string {
  const sign = better === 'higher' ? '≥' : '≤';
  const cells = [`\`${workload}\``, about, `${written(measured.median)} ${unit}${spread(measured)}`, `${written(bound.median)}${spread(bound)}`, `**${ratio.toFixed(2)}** (${ratios.least.toFixed(2)}–${ratios.most.toFixed(2)})`, `${sign} ${goal}`, reached ? 'reached' : '**missed**'];
  return `| ${cells.join(' | ')} |`;
}

const spread = ({ least, most }: Spread): string => ` (${written(least)}–${written(most)})`;

function unmeasured(results: readonly ResultLine[]): readonly string[] {
  const missing = runtimeWorkloads.map(({ name }) => name).filter((name) => !results.some(({ workload }) => workload === name));
  return missing.length === 0 ? [] : ['', `Not measured yet: ${missing.map((name) => `\`${name}\``).join(', ')}.`];
}

function machines(results: readonly ResultLine[]): readonly string[] {
  const repetitions = results.map(({ measured }) => measured.length);
  const loads = results.flatMap(({ load }) => load ?? []);
  const load = loads.length === 0 ? '' : ` Load average of the machine meanwhile: ${written(Math.min(...loads))} to ${written(Math.max(...loads))}.`;
  const days = [...new Set(results.map(({ at }) => at.slice(0, 10)))];
  return [
    `Measured on ${[...new Set(results.map(({ on }) => on))].join('; ')}; ${days.join(' and ')}. Medians of ${Math.min(...repetitions)} to ${Math.max(...repetitions)} repetitions that alternate with their bound, least and most in brackets; the ratio is that of the medians, in brackets those of the single repetitions.${load}`,
  ];
}
