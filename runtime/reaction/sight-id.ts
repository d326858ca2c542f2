import { derivedId } from '../message/ids.ts';

/** Under what a policy keeps what it saw for one cause: an event, a timer or a stroke of the clock. A UUID. */
export function sightId(policy: string, cause: string): string {
  return derivedId(cause, JSON.stringify([policy, 'sight']));
}
