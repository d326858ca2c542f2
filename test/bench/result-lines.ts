import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultLine } from './figures.ts';
import { runtimeWorkloads } from './workloads.ts';

const measurements = join(import.meta.dirname, '..', '..', 'docs', 'measurements');

/** Of each workload of the runtime the line that was measured last, in the order of the workloads. */
export function latestResults(): readonly ResultLine[] {
  const lines: readonly ResultLine[] = linesOf(join(measurements, 'bench.jsonl'));
  return runtimeWorkloads.flatMap(({ name }) => lines.findLast(({ workload }) => workload === name) ?? []);
}

/** What one library, or a lower bound, came to in one repetition of the libraries' own benchmark. */
export interface PeerLine {
  readonly peer: string;
  readonly label?: string;
  readonly mode?: string;
  readonly rep: number;
  readonly value?: number | null;
  /** A second figure, where the workload has one: of the larger size. */
  readonly value2?: number;
  readonly p99?: number;
  readonly dup?: number;
  readonly error?: string;
}

/** By the workload's name in that benchmark. */
export function peerResults(): ReadonlyMap<string, readonly PeerLine[]> {
  const folder = join(measurements, 'peers');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl')) : [];
  return new Map(files.map((file) => [file.replace('.jsonl', ''), linesOf(join(folder, file))]));
}

function linesOf<Line>(path: string): readonly Line[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
}
