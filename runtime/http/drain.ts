import type { FastifyInstance } from 'fastify';
import { atOnce } from './at-once.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Closing takes no new connections and lets those with a request under way finish it. What comes in on a connection that
 * was open already is turned away; whoever takes too long is cut off, or one slow caller would keep the server for ever.
 */
export function drainOnClose(server: FastifyInstance, patienceInMilliseconds: number): void {
  let closing = false;
  let cutOff: NodeJS.Timeout | undefined;
  const turnAway = atOnce((_, reply) => {
    if (!closing) return;
    reply.header('Connection', 'close');
    throw new ProblemError({ kind: 'Busy', title: 'Stopping', detail: 'The server is being stopped. Nothing happened; send it again later.' });
  });
  server.addHook('onRequest', turnAway);
  server.addHook('onSend', (_, reply, payload, done) => {
    if (closing) reply.header('Connection', 'close');
    done(null, payload);
  });
  server.addHook('preClose', async () => {
    closing = true;
    cutOff = setTimeout(() => server.server.closeAllConnections(), patienceInMilliseconds);
  });
  server.addHook('onClose', async () => clearTimeout(cutOff));
}
