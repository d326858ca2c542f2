import type { Temporal } from 'temporal-polyfill';
import type { RequestToSend } from './request-store.ts';
import { storableInstant, storableJson, storableText, storableUuid } from './storable.ts';

/** A request that every store can keep, with its JSON as text. */
export interface CheckedRequest {
  readonly id: string;
  readonly system: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly requestedAt: Temporal.Instant;
}

/** Throws a sentence when no store could keep it. */
export function checkedRequest(request: RequestToSend): CheckedRequest {
  const what = `The request ${JSON.stringify(request.type)}`;
  return {
    id: checkedRequestId(request.id),
    system: storableText(what, request.system),
    type: storableText(what, request.type),
    data: storableJson(what, request.data),
    metadata: storableJson(`${what}: its metadata`, request.metadata),
    requestedAt: storableInstant(`${what}: its time`, request.requestedAt),
  };
}

export function checkedRequestId(id: string): string {
  return storableUuid('The id of a request', id);
}
