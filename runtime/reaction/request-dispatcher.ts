import type { Store } from '../store/store.ts';
import type { KeptRequest } from '../store/request-store.ts';
import { printable } from '../subscription/printable.ts';
import { cloudEventOfRequest } from '../message/cloud-event.ts';
import { backOff } from '../subscription/subscription-state.ts';
import { type Consumed, delivering } from '../telemetry/consumers.ts';
import { tracedHere } from '../telemetry/trace-context.ts';
import { DeliveryDelayed, DeliveryRefused } from './delivery-errors.ts';
import type { ApplicationDefinition } from './application.ts';

/** Delivers kept requests to the adapters of their external systems. */
export interface RequestDispatcher {
  /** One attempt at each request that is due, and everything after it. How many there were. */
  deliverDue(): Promise<number>;
  /** Begins an attempt at requests that are due, as many as there is room for beside those under way. How many it began. */
  beginDue(): Promise<number>;
  /** Resolves when one of those under way has ended, and at once when none is. */
  untilOneEnds(): Promise<void>;
  /** Resolves when none is under way. */
  untilAllEnd(): Promise<void>;
  /** What the last attempt at each system failed with, until one succeeds. */
  troubles(): ReadonlyMap<string, string>;
}

export interface RequestDispatcherOptions {
  /** How long a request that somebody has begun stays theirs without a sign of life; 5,000 unless given. */
  readonly claimInMilliseconds?: number;
  /** How long an adapter may take; 30,000 unless given. */
  readonly answerInMilliseconds?: number;
  /** Hears of every attempt that failed, by the name of the external system. Must not throw. */
  onFailure?(system: string, error: unknown): void;
}

/** A system that does not answer holds up its own requests, and leaves room for those of others. */
const AT_ONCE_TO_A_SYSTEM = 10;
const AT_ONCE = 50;

/** Somebody else's machine may be down for long: it is asked for about an hour and a half, every ten minutes at last. */
const MOST_ATTEMPTS = 20;
const LONGEST_PAUSE_IN_MILLISECONDS = 600_000;

/**
 * At least once: a request is marked only after its adapter has answered, so whoever dies in between delivers it again,
 * under the same idempotency key. An adapter that rejects, or does not answer, is asked again, later each time, and then the
 * request is parked.
 */
export function requestDispatcher(application: ApplicationDefinition, { requests }: Store, options: RequestDispatcherOptions = {}): RequestDispatcher {
  const { claimInMilliseconds = 5_000, answerInMilliseconds = 30_000 } = options;
  const troubles = new Map<string, string>();
  const underWay = new Map<string, { readonly system: string; readonly end: Promise<void> }>();
  const attempt = async (request: KeptRequest): Promise<void> => {
    try {
      await delivering(consumedOf(request), () => answered(request, deliver(application, request), answerInMilliseconds));
    } catch (error) {
      options.onFailure?.(request.system, error);
      const reason = error instanceof Error ? error.message : String(error);
      troubles.set(request.system, `"${request.type}" could not be delivered to ${request.system}: ${reason}`);
      return requests.markFailed(request.id, printable(reason), pauseAfter(error, request.attempts));
    }
    troubles.delete(request.system);
    return requests.markDelivered(request.id);
  };
  const begin = (request: KeptRequest): Promise<void> => {
    // An application that has stopped waits for no adapter.
    const sign = setInterval(() => void requests.holdRequests([request.id], claimInMilliseconds).catch(() => undefined), claimInMilliseconds / 3).unref();
    const end = attempt(request).finally(() => {
      clearInterval(sign);
      underWay.delete(request.id);
    });
    underWay.set(request.id, { system: request.system, end });
    return end;
  };
  const full = (): readonly string[] => {
    const systems = [...underWay.values()].map(({ system }) => system);
    return [...new Set(systems)].filter((system) => systems.filter((each) => each === system).length >= AT_ONCE_TO_A_SYSTEM);
  };
  const claim = (room: number): Promise<readonly KeptRequest[]> => requests.claimRequests(Math.min(room, AT_ONCE_TO_A_SYSTEM), claimInMilliseconds, full());
  return {
    troubles: () => troubles,
    deliverDue: async () => {
      const due = await claim(AT_ONCE_TO_A_SYSTEM);
      const attempts = await Promise.allSettled(due.map(begin));
      for (const each of attempts) if (each.status === 'rejected') throw each.reason;
      return due.length;
    },
    beginDue: async () => {
      if (underWay.size >= AT_ONCE) return 0;
      const due = await claim(AT_ONCE - underWay.size);
      // What can not be marked is claimed by nobody any more after a while, and comes again.
      for (const request of due) begin(request).catch(() => undefined);
      return due.length;
    },
    untilOneEnds: async () => void (await Promise.race([...underWay.values()].map(({ end }) => end.catch(() => undefined)))),
    untilAllEnd: async () => void (await Promise.allSettled([...underWay.values()].map(({ end }) => end))),
  };
}

/** Until the next attempt; null where there is none. */
function pauseAfter(error: unknown, attempts: number): number | null {
  if (attempts >= MOST_ATTEMPTS || error instanceof DeliveryRefused) return null;
  const pause = backOff(attempts, LONGEST_PAUSE_IN_MILLISECONDS);
  return error instanceof DeliveryDelayed ? Math.min(Math.max(pause, error.forMilliseconds), LONGEST_PAUSE_IN_MILLISECONDS) : pause;
}

function consumedOf({ id, system, type, attempts, metadata: { traceparent } }: KeptRequest): Consumed {
  return { consumer: system, id, traceparent, attributes: { 'stormwright.request': type, 'stormwright.request.attempt': attempts } };
}

async function deliver(application: ApplicationDefinition, { id, system, type, data, attempts, metadata, requestedAt }: KeptRequest): Promise<void> {
  const connected = application.externalSystems.find(({ definition }) => definition.name === system);
  const codec = connected?.definition.requests[type]?.data;
  if (connected === undefined || codec === undefined) throw new Error(`${application.name} has no external system "${system}" that takes "${type}" any more.`);
  const traced = tracedHere(metadata);
  const cloudEvent = cloudEventOfRequest(application.name, { id, system, type, data, metadata: traced, requestedAt });
  await connected.definition.deliver(connected.port, { type, data: codec.decode(data) }, { idempotencyKey: id, attempt: attempts, metadata: traced, requestedAt, cloudEvent });
}

function answered({ type }: KeptRequest, answer: Promise<void>, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = new Error(`The adapter did not answer "${type}" within ${milliseconds / 1000} seconds.`);
    const timer = setTimeout(() => reject(tooLate), milliseconds).unref();
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
