import { loadavg } from 'node:os';
import type { Unit, Workload } from './workload.ts';

/** What one workload came to, as it was measured: one line of a result file. */
export interface ResultLine {
  readonly workload: string;
  readonly about: string;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  readonly goal: number;
  /** A sentence: machine and versions. */
  readonly on: string;
  /** ISO 8601. */
  readonly at: string;
  /** How many processes wanted to run, on average over the last minute: with more than there are cores, something else was measured as well. */
  readonly load?: number;
  /** A figure for each repetition, in their order; the two sides alternated. */
  readonly measured: readonly number[];
  readonly bound: readonly number[];
}

/** Of several repetitions: the middle one, and the least and the most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Figures {
  readonly workload: string;
  readonly about: string;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  readonly repetitions: number;
  readonly measured: Spread;
  readonly bound: Spread;
  /** Of the medians. */
  readonly ratio: number;
  /** Of the two sides of each repetition: what disturbs both at the same time does not show in it. */
  readonly ratios: Spread;
  readonly goal: number;
  readonly reached: boolean;
}

export function figuresOf({ workload, about, unit, better, goal, measured, bound }: ResultLine): Figures {
  const [ours, theirs] = [spreadOf(measured), spreadOf(bound)];
  const ratio = ours.median / theirs.median;
  const ratios = spreadOf(measured.map((figure, index) => figure / (bound[index] ?? Number.NaN)));
  return { workload, about, unit, better, repetitions: measured.length, measured: ours, bound: theirs, ratio, ratios, goal, reached: isReached(better, goal, ratio, ours) };
}

function isReached(better: 'lower' | 'higher', goal: number, ratio: number, measured: Spread): boolean {
  if (goal === 0) return measured.most === 0;
  return better === 'higher' ? ratio >= goal : ratio <= goal;
}

export function lineOf(workload: Workload, on: string, measured: readonly number[], bound: readonly number[]): ResultLine {
  const { name, about, unit, better = 'lower', goal } = workload;
  return { workload: name, about, unit, better, goal, on, at: new Date().toISOString(), load: short(loadavg()[0] ?? 0), measured: measured.map(short), bound: bound.map(short) };
}

/** Four digits: more of them would only say what else the machine did. */
const short = (figure: number): number => Number(figure.toPrecision(4));

export function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}

/** The figure that `share` of all are not above. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Three digits, and none after the point from a hundred on. */
export function written(figure: number): string {
  if (Math.abs(figure) >= 100) return Math.round(Number(figure.toPrecision(3))).toLocaleString('en-US');
  return String(Number(figure.toPrecision(3)));
}
