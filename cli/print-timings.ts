import type { Timings } from '../generator/timings.ts';

/** Prints the milliseconds of each phase. */
export function printTimings(timings: Timings): void {
  for (const [phase, milliseconds] of timings.phases) process.stdout.write(`${phase.padEnd(10)} ${milliseconds.toFixed(1).padStart(8)} ms\n`);
}
