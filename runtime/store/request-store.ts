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

/** `waiting` to be delivered, `delivered`, `parked` after too many failures until somebody says what to do, or `skipped` for good. */
export type RequestState = 'waiting' | 'delivered' | 'parked' | 'skipped';

export interface KeptRequest extends RequestToSend {
  readonly state: RequestState;
  /** Begun, from 1. */
  readonly attempts: number;
  readonly deliveredAt: Temporal.Instant | null;
  readonly lastError: string | null;
  /** Why it was skipped. */
  readonly reason: string | null;
}

/** The outbox: what external systems are still to be told, and what they were told. */
export interface RequestStore {
  keepRequest(request: RequestToSend): Promise<void>;
  /**
   * Takes waiting requests that are due, oldest first, but for those to some systems, and counts an attempt at each. Nobody else
   * is given them for that long: who takes them has to mark each or to hold it on, or it comes again.
   */
  claimRequests(limit: number, milliseconds: number, except?: readonly string[]): Promise<readonly KeptRequest[]>;
  /** Requests that were claimed are under way for that much longer. */
  holdRequests(ids: readonly string[], milliseconds: number): Promise<void>;
  markDelivered(id: string): Promise<void>;
  /** Puts the next attempt off by `retryInMilliseconds`; null parks the request. */
  markFailed(id: string, error: string, retryInMilliseconds: number | null): Promise<void>;
  /** A parked request waits again. `false` when it is not parked. */
  retryRequest(id: string): Promise<boolean>;
  /** A parked request is never made, for a reason that is kept. `false` when it is not parked. */
  skipRequest(id: string, reason: string): Promise<boolean>;
  /** How many there are of each state in which something is still to be done. */
  countRequests(): Promise<{ readonly waiting: number; readonly parked: number }>;
  /** The newest first. */
  listRequests(limit: number, state?: RequestState): Promise<readonly KeptRequest[]>;
}
