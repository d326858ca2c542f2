import type { Store } from '../../runtime/store/store.ts';
import { assertNever } from '../../runtime/message/assert-never.ts';
import type { Parked } from './waiting-work.ts';

/** Tries it again. `false` when somebody else has said what to do with it meanwhile. */
export async function retryParked({ parking, requests, timers }: Store, parked: Parked): Promise<boolean> {
  switch (parked.kind) {
    case 'event':
      return parking.retryParked(parked.subscription, parked.key);
    case 'request':
      return requests.retryRequest(parked.id);
    case 'delayed reaction':
    case 'stroke':
      return timers.retryTimer(parked.id);
    default:
      return assertNever(parked);
  }
}

export async function skipParked({ parking, requests, timers }: Store, parked: Parked, reason: string): Promise<boolean> {
  switch (parked.kind) {
    case 'event':
      return parking.skipParked(parked.subscription, parked.key, reason);
    case 'request':
      return requests.skipRequest(parked.id, reason);
    case 'delayed reaction':
    case 'stroke':
      return timers.skipTimer(parked.id, reason);
    default:
      return assertNever(parked);
  }
}

/** `"Money deposited" at position 4 in CEO bonus` */
export function parkedInWords(parked: Parked): string {
  switch (parked.kind) {
    case 'event':
      return `"${parked.type}" at position ${parked.position} in ${parked.subscription}, under ${parked.key},`;
    case 'request':
      return `"${parked.type}" to ${parked.system} (${parked.id})`;
    case 'delayed reaction':
      return `What ${parked.policy} put off on "${parked.type}" at position ${parked.position} (${parked.id})`;
    case 'stroke':
      return `What ${parked.policy} had to do at ${parked.dueAt.toString()} (${parked.id})`;
    default:
      return assertNever(parked);
  }
}

/** Who does it: the processes that run now, or the next one that starts. */
export async function whoDoesIt({ leases }: Store): Promise<string> {
  const working = (await leases.listLeases()).some(({ owner, remainingMilliseconds }) => owner !== null && remainingMilliseconds > 0);
  return working ? 'The application that runs does it within a second or two' : 'No application is running: it is done when one starts';
}
