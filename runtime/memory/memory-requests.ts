import { Temporal } from 'temporal-polyfill';
import { checkedRequest, checkedRequestId } from '../store/checked-request.ts';
import type { KeptRequest, RequestStore, RequestToSend } from '../store/request-store.ts';
import { storableText } from '../store/storable.ts';

interface Kept {
  readonly request: KeptRequest;
  readonly nextAttemptAt: number;
}

export function createMemoryRequests(): RequestStore {
  // A map keeps the order in which requests came.
  const requests = new Map<string, Kept>();
  const all = (): readonly Kept[] => [...requests.values()];
  return {
    async keepRequest(toKeep) {
      const kept = keptRequest(toKeep);
      if (!requests.has(kept.id)) requests.set(kept.id, { request: kept, nextAttemptAt: 0 });
    },
    dueRequests: async (limit) =>
      all()
        .filter(({ request, nextAttemptAt }) => request.deliveredAt === null && nextAttemptAt <= Date.now())
        .map(({ request }) => request)
        .slice(0, limit),
    async markDelivered(id) {
      change(requests, id, ({ request, nextAttemptAt }) => ({ request: { ...request, attempts: request.attempts + 1, deliveredAt: Temporal.Now.instant(), lastError: null }, nextAttemptAt }));
    },
    async markFailed(id, error, retryInMilliseconds) {
      const lastError = storableText('The error of a request', error);
      change(requests, id, ({ request }) => ({ request: { ...request, attempts: request.attempts + 1, lastError }, nextAttemptAt: Date.now() + retryInMilliseconds }));
    },
    listRequests: async (limit) =>
      all()
        .map(({ request }) => request)
        .reverse()
        .slice(0, limit),
  };
}

/** What was delivered stays delivered: a late answer of another attempt changes nothing. */
function change(requests: Map<string, Kept>, id: string, to: (kept: Kept) => Kept): void {
  const kept = requests.get(checkedRequestId(id));
  if (kept !== undefined && kept.request.deliveredAt === null) requests.set(kept.request.id, to(kept));
}

function keptRequest(toKeep: RequestToSend): KeptRequest {
  const { data, metadata, ...rest } = checkedRequest(toKeep);
  return { ...rest, data: JSON.parse(data), metadata: JSON.parse(metadata), attempts: 0, deliveredAt: null, lastError: null };
}
