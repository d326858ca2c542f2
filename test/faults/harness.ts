import { setTimeout as sleep } from 'node:timers/promises';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { Email } from '../../generated/bank/email.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { verifyStore } from '../../runtime/reaction/verify/verify-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { moneyLost } from './money.ts';
import type { Said } from './workers.ts';

/** What the checker, the bank's own books and the external system have against a store, in sentences. */
export type Verdict = readonly string[];

export interface Place {
  readonly url: string;
  readonly schema: string;
}

const REST_IN_MILLISECONDS = 60_000;

/**
 * After the faults: one undisturbed application does what is left to do, and then the checker decides. Every request that was
 * kept must have been made by somebody, before or now.
 */
export async function verdict(place: Place, said: Said): Promise<Verdict> {
  const store = await createPostgresStore({ ...place, connections: 6 });
  try {
    const application = await startApplication(bank({ email: listening(said) }), store, { pollInMilliseconds: 50, leaseInMilliseconds: 1000 });
    try {
      const tired = await comesToRest(application);
      return [...tired, ...(await against(application.definition, store, said))];
    } finally {
      await application.stop();
    }
  } finally {
    await store.close();
  }
}

/** The checker's findings on a store at rest, and the books'. */
export async function against(definition: ApplicationDefinition, store: Store, said: Said): Promise<Verdict> {
  const { findings } = await verifyStore(definition, store, { acknowledged: said.acknowledged, most: 20 });
  const unmade = (await store.requests.listRequests(1_000_000)).filter(({ id }) => !said.delivered.has(id));
  return [
    ...findings.map(({ kind, place, sentence }) => `${kind}: ${place}: ${sentence}`),
    ...(await moneyLost(store.events)),
    ...unmade.slice(0, 20).map(({ id, type }) => `request: "${type}" ${id} was never made.`),
  ];
}

export function listening(said: Said): Email {
  return {
    sendThankYouEmail: async (_request, { idempotencyKey }) => void said.delivered.add(idempotencyKey),
  };
}

/** Waits until nothing more happens: everybody has passed the end of the log, it stays the end, and every request is delivered. */
export async function comesToRest(application: RunningApplication): Promise<Verdict> {
  const { events, requests } = application.store;
  const deadline = performance.now() + REST_IN_MILLISECONDS;
  while (performance.now() < deadline) {
    const head = await events.head();
    const passed = await application.waitFor(head, 1000);
    const waiting = (await requests.listRequests(1_000_000)).filter(({ deliveredAt }) => deliveredAt === null);
    if (passed && waiting.length === 0 && (await events.head()) === head) return [];
    await sleep(20);
  }
  const troubles = application.troubles().map(({ subscription, error }) => `${subscription}: ${error}`);
  return [`It does not come to rest within ${REST_IN_MILLISECONDS / 1000} seconds, at ${await application.caughtUpTo()} of ${await events.head()}. ${troubles.join(' ')}`];
}
