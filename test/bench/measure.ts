import { lineOf, type ResultLine } from './figures.ts';
import type { Place } from './place.ts';
import type { Workload } from './workload.ts';

/** Does both sides in turn, so that whatever else the machine does meanwhile slows both. */
export async function measure(workload: Workload, place: Place, repetitions = workload.repetitions): Promise<ResultLine> {
  const prepared = await workload.prepare(place);
  const [measured, bound]: [number[], number[]] = [[], []];
  try {
    for (let repetition = workload.warmUp === false ? 1 : 0; repetition <= repetitions; repetition += 1) {
      const one = await prepared.measured();
      const other = await prepared.bound();
      if (repetition === 0) continue;
      measured.push(one);
      bound.push(other);
    }
  } finally {
    await prepared.dispose?.();
  }
  return lineOf(workload, await place.description(), measured, bound);
}
