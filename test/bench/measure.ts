import type { Workload } from './workload.ts';

/** Of several repetitions: the middle one, and the least and the most. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Figures {
  readonly workload: string;
  readonly about: string;
  readonly unit: Workload['unit'];
  readonly repetitions: number;
  readonly measured: Spread;
  readonly bound: Spread;
  /** Of the medians. */
  readonly ratio: number;
  readonly goal: number;
  readonly reached: boolean;
}

/** Does both sides in turn, so that whatever else the machine does meanwhile slows both. */
export async function measure(workload: Workload): Promise<Figures> {
  const { name, about, unit, goal, repetitions } = workload;
  const prepared = await workload.prepare();
  const [measured, bound]: [number[], number[]] = [[], []];
  try {
    for (let repetition = 0; repetition <= repetitions; repetition += 1) {
      const one = await prepared.measured();
      const other = await prepared.bound();
      if (repetition === 0) continue;
      measured.push(one);
      bound.push(other);
    }
  } finally {
    await prepared.dispose?.();
  }
  const [ours, theirs] = [spreadOf(measured), spreadOf(bound)];
  const ratio = ours.median / theirs.median;
  return { workload: name, about, unit, repetitions, measured: ours, bound: theirs, ratio, goal, reached: ratio <= goal };
}

function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}
