import type { Temporal } from 'temporal-polyfill';
import type { Json } from '../message/json.ts';
import type { Metadata } from '../message/message.ts';

/** A request to an external system, kept until it was delivered. */
export interface RequestToSend {
  /** UUID derived from its cause: keeping it twice keeps it once. It is the idempotency key of every attempt. */
  readonly id: string;
  readonly system: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata: Metadata;
  readonly requestedAt: Temporal.Instant;
}

export interface KeptRequest extends RequestToSend {
  readonly attempts: number;
  readonly deliveredAt: Temporal.Instant | null;
  readonly lastError: string | null;
}

/** The outbox: what external systems are still to be told, and what they were told. */
export interface RequestStore {
  keepRequest(request: RequestToSend): Promise<void>;
  /** Requests not delivered whose next attempt is due, oldest first. */
  dueRequests(limit: number): Promise<readonly KeptRequest[]>;
  markDelivered(id: string): Promise<void>;
  /** Counts the attempt and puts the next one off by `retryInMilliseconds`. */
  markFailed(id: string, error: string, retryInMilliseconds: number): Promise<void>;
  /** The newest first. */
  listRequests(limit: number): Promise<readonly KeptRequest[]>;
}
