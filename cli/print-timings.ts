import process from 'node:process';
import type { Timings } from '../generator/timings.ts';

/** Prints the milliseconds of each phase. */
export function printTimings(timings: Timings, stream: { write(text: string): unknown } = process.stdout): void {
  for (const [phase, milliseconds] of timings.phases) stream.write(`${phase.padEnd(10)} ${milliseconds.toFixed(1).padStart(8)} ms\n`);
}
