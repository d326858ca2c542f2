import type { Store } from '../store/store.ts';
import type { KeptRequest } from '../store/request-store.ts';
import { backOff } from '../subscription/subscription-state.ts';
import type { ApplicationDefinition } from './application.ts';
import { printable } from './printable.ts';

/** Delivers kept requests to the adapters of their external systems. */
export interface RequestDispatcher {
  /** One attempt at each request that is due. How many there were. */
  deliverDue(): Promise<number>;
  /** What the last attempt at each system failed with, until one succeeds. */
  troubles(): ReadonlyMap<string, string>;
}

const AT_ONCE = 10;
const LONGEST_ANSWER_IN_MILLISECONDS = 30_000;

/**
 * At least once: a request is marked only after its adapter has answered, so whoever dies in between delivers it again,
 * under the same idempotency key. An adapter that rejects, or does not answer, is asked again, later each time.
 */
export function requestDispatcher(application: ApplicationDefinition, { requests }: Store): RequestDispatcher {
  const troubles = new Map<string, string>();
  const attempt = async (request: KeptRequest): Promise<void> => {
    try {
      await answered(request, deliver(application, request));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      troubles.set(request.system, `"${request.type}" could not be delivered to ${request.system}: ${reason}`);
      return requests.markFailed(request.id, printable(reason), backOff(request.attempts + 1));
    }
    troubles.delete(request.system);
    return requests.markDelivered(request.id);
  };
  return {
    troubles: () => troubles,
    deliverDue: async () => {
      const due = await requests.dueRequests(AT_ONCE);
      const attempts = await Promise.allSettled(due.map(attempt));
      for (const each of attempts) if (each.status === 'rejected') throw each.reason;
      return due.length;
    },
  };
}

async function deliver(application: ApplicationDefinition, { id, system, type, data, attempts, metadata }: KeptRequest): Promise<void> {
  const connected = application.externalSystems.find(({ definition }) => definition.name === system);
  const codec = connected?.definition.requests[type]?.data;
  if (connected === undefined || codec === undefined) throw new Error(`${application.name} has no external system "${system}" that takes "${type}" any more.`);
  await connected.definition.deliver(connected.port, { type, data: codec.decode(data) }, { idempotencyKey: id, attempt: attempts + 1, metadata });
}

function answered({ type }: KeptRequest, answer: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = new Error(`The adapter did not answer "${type}" within ${LONGEST_ANSWER_IN_MILLISECONDS / 1000} seconds.`);
    const timer = setTimeout(() => reject(tooLate), LONGEST_ANSWER_IN_MILLISECONDS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
