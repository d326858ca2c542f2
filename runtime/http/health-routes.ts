import type { FastifyInstance } from 'fastify';
import type { RunningApplication } from '../reaction/running-application.ts';
import { HEALTH } from './identify.ts';
import { sendProblem } from './problem.ts';

/** Whether everything has been followed that was in the log when the server began. Once it is, it stays so. */
export interface Readiness {
  readonly target: bigint;
  position(): Promise<bigint>;
}

export async function readinessOf(running: RunningApplication): Promise<Readiness> {
  const target = await running.store.events.head();
  let reached = false;
  return {
    target,
    position: async () => {
      if (reached) return target;
      const position = await running.caughtUpTo();
      reached = position >= target;
      return position;
    },
  };
}

/** For whoever looks after the server, and for strangers: how far it is, and what fails, is told only where `toEverybody` may know. */
export function serveHealth(server: FastifyInstance, running: RunningApplication, readiness: Readiness, toEverybody: boolean): void {
  server.get('/health/live', { config: HEALTH }, async (_, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'alive' }));
  server.get('/health/ready', { config: HEALTH }, async (_, reply) => {
    reply.header('Cache-Control', 'no-store');
    const position = await readiness.position();
    const isReady = position >= readiness.target;
    if (!toEverybody) return isReady ? { status: 'ready' } : sendProblem(reply, { ...NOT_READY, detail: 'The read models and policies have not followed the log yet.' });
    const troubles = named(running.troubles());
    if (isReady) return { status: 'ready', position: position.toString(), troubles };
    const stuck = troubles.map(({ subscription, error }) => `${subscription} ${error}.`);
    return sendProblem(reply, {
      ...NOT_READY,
      detail: [`The read models and policies have followed the log to position ${position}; at the start it went to ${readiness.target}.`, ...stuck].join(' '),
      members: { position: position.toString(), waitsFor: readiness.target.toString(), troubles: troubles.map((trouble) => ({ ...trouble })) },
    });
  });
}

const NOT_READY = { kind: 'Busy', title: 'Not ready yet' } as const;

/** Who is in trouble is told to everybody, why is not: what something failed at may be in it, and whose row it is. */
function named(troubles: ReturnType<RunningApplication['troubles']>): ReturnType<RunningApplication['troubles']> {
  return [...new Set(troubles.map(({ subscription }) => subscription))].map((subscription) => ({ subscription, error: 'fails, or has something parked: see the log, and `npx stormwright store parked`' }));
}
