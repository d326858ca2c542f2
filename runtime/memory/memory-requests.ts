import { Temporal } from 'temporal-polyfill';
import { checkedReason } from '../store/checked-parking.ts';
import { checkedRequest, checkedRequestId } from '../store/checked-request.ts';
import type { KeptRequest, RequestState, RequestStore, RequestToSend } from '../store/request-store.ts';
import { storableText } from '../store/storable.ts';

interface Kept {
  readonly request: KeptRequest;
  readonly nextAttemptAt: number;
}

export function createMemoryRequests(): RequestStore {
  // A map keeps the order in which requests came.
  const requests = new Map<string, Kept>();
  const all = (): readonly Kept[] => [...requests.values()];
  const changeParked = (id: string, changes: Partial<KeptRequest>): boolean => {
    const kept = requests.get(checkedRequestId(id));
    if (kept?.request.state !== 'parked') return false;
    requests.set(kept.request.id, { request: { ...kept.request, ...changes }, nextAttemptAt: 0 });
    return true;
  };
  return {
    async keepRequest(toKeep) {
      const kept = keptRequest(toKeep);
      if (!requests.has(kept.id)) requests.set(kept.id, { request: kept, nextAttemptAt: 0 });
    },
    async claimRequests(limit, milliseconds, except = []) {
      const due = all().filter(({ request, nextAttemptAt }) => request.state === 'waiting' && nextAttemptAt <= Date.now() && !except.includes(request.system)).slice(0, limit);
      return due.map(({ request }) => {
        const claimed = { ...request, attempts: request.attempts + 1 };
        requests.set(request.id, { request: claimed, nextAttemptAt: Date.now() + milliseconds });
        return claimed;
      });
    },
    async holdRequests(ids, milliseconds) {
      for (const id of ids) change(requests, id, ({ request }) => ({ request, nextAttemptAt: Date.now() + milliseconds }));
    },
    async markDelivered(id) {
      change(requests, id, ({ request, nextAttemptAt }) => ({ request: { ...request, state: 'delivered', deliveredAt: Temporal.Now.instant(), lastError: null }, nextAttemptAt }));
    },
    async markFailed(id, error, retryInMilliseconds) {
      const lastError = storableText('The error of a request', error);
      const state = retryInMilliseconds === null ? 'parked' : 'waiting';
      change(requests, id, ({ request }) => ({ request: { ...request, state, lastError }, nextAttemptAt: Date.now() + (retryInMilliseconds ?? 0) }));
    },
    retryRequest: async (id) => changeParked(id, { state: 'waiting', attempts: 0 }),
    skipRequest: async (id, reason) => changeParked(id, { state: 'skipped', reason: checkedReason(reason) }),
    countRequests: async () => {
      const count = (state: RequestState): number => all().filter(({ request }) => request.state === state).length;
      return { waiting: count('waiting'), parked: count('parked') };
    },
    listRequests: async (limit, state) =>
      all()
        .map(({ request }) => request)
        .filter((request) => state === undefined || request.state === state)
        .reverse()
        .slice(0, limit),
  };
}

/** What was delivered or skipped stays so: a late answer of another attempt changes nothing. */
function change(requests: Map<string, Kept>, id: string, to: (kept: Kept) => Kept): void {
  const kept = requests.get(checkedRequestId(id));
  if (kept !== undefined && (kept.request.state === 'waiting' || kept.request.state === 'parked')) requests.set(kept.request.id, to(kept));
}

function keptRequest(toKeep: RequestToSend): KeptRequest {
  const { data, metadata, ...rest } = checkedRequest(toKeep);
  return { ...rest, data: JSON.parse(data), metadata: JSON.parse(metadata), state: 'waiting', attempts: 0, deliveredAt: null, lastError: null, reason: null };
}
