import type { ParkedEvent } from '../../runtime/store/parking-store.ts';
import type { KeptRequest } from '../../runtime/store/request-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import type { KeptEventTimer, KeptStrokeTimer, KeptTimer } from '../../runtime/store/timer-store.ts';

/** What could not be done and waits for somebody, or was skipped. */
export type Parked =
  /** Under a key of a policy, or of a table of a read model. `behind` is how many events wait for it. */
  | (Pick<ParkedEvent, 'subscription' | 'key' | 'position' | 'stream' | 'type' | 'parkedAt' | 'error' | 'reason'> & { readonly kind: 'event'; readonly state: ParkedEvent['state']; readonly behind: number; readonly waitsFor: { readonly subscription: string; readonly key: string } | null })
  | (Pick<KeptRequest, 'id' | 'system' | 'type' | 'requestedAt' | 'attempts' | 'reason'> & { readonly kind: 'request'; readonly error: string | null })
  | (Pick<KeptEventTimer, 'id' | 'policy' | 'stream' | 'position' | 'dueAt' | 'attempts' | 'reason'> & { readonly kind: 'delayed reaction'; readonly type: string; readonly error: string | null })
  /** One row of one stroke of the clock. */
  | (Pick<KeptStrokeTimer, 'id' | 'policy' | 'row' | 'dueAt' | 'attempts' | 'reason'> & { readonly kind: 'stroke'; readonly error: string | null });

const ALL = Number.MAX_SAFE_INTEGER;

/** The first event of each key, requests and delayed reactions. */
export async function parkedIn({ parking, requests, timers }: Store): Promise<readonly Parked[]> {
  const keys = new Map<string, readonly ParkedEvent[]>();
  for (const event of await parking.listParked()) {
    const key = JSON.stringify([event.subscription, event.key]);
    keys.set(key, [...(keys.get(key) ?? []), event]);
  }
  return [
    ...[...keys.values()].flatMap(([first, ...behind]) => (first === undefined ? [] : [parkedEvent(first, behind.length)])),
    ...(await requests.listRequests(ALL, 'parked')).toReversed().map(parkedRequest),
    ...(await timers.listTimers('parked', ALL)).map(parkedTimer),
  ];
}

export async function skippedIn({ parking, requests, timers }: Store): Promise<readonly Parked[]> {
  return [
    ...(await parking.listSkipped(ALL)).map((event) => parkedEvent(event, 0)),
    ...(await requests.listRequests(ALL, 'skipped')).map(parkedRequest),
    ...(await timers.listTimers('skipped', ALL)).map(parkedTimer),
  ];
}

function parkedEvent({ subscription, key, position, stream, type, state, parkedAt, error, reason, waitsFor }: ParkedEvent, behind: number): Parked {
  return { kind: 'event', subscription, key, position, stream, type, state, parkedAt, error, reason, behind, waitsFor: waitsFor ?? null };
}

function parkedRequest({ id, system, type, requestedAt, attempts, lastError: error, reason }: KeptRequest): Parked {
  return { kind: 'request', id, system, type, requestedAt, attempts, error, reason };
}

function parkedTimer(timer: KeptTimer): Parked {
  const { id, policy, dueAt, attempts, lastError: error, reason } = timer;
  if (timer.kind === 'stroke') return { kind: 'stroke', id, policy, row: timer.row, dueAt, attempts, error, reason };
  const { eventType: type, stream, position } = timer;
  return { kind: 'delayed reaction', id, policy, type, stream, position, dueAt, attempts, error, reason };
}
