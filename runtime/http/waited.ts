import type { RunningApplication } from '../reaction/running-application.ts';
import { WAIT_FOR } from './list-query.ts';
import type { Problem } from './problem.ts';

const LONGEST_WAIT_IN_MILLISECONDS = 5000;

/** Waits until these read models have followed the log to `position`; a problem when that takes too long. */
export async function waited(running: RunningApplication, readModels: readonly string[], position: bigint): Promise<Problem | undefined> {
  if (position === 0n || (await running.waitFor(position, LONGEST_WAIT_IN_MILLISECONDS, readModels))) return undefined;
  const [names, have] = [readModels.join(' and '), readModels.length === 1 ? 'has' : 'have'];
  return { kind: 'Busy', title: 'Not there yet', detail: `${names} ${have} not followed the log to position ${position} within ${LONGEST_WAIT_IN_MILLISECONDS / 1000} seconds. Ask again, or without "${WAIT_FOR}".` };
}
