import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Keeps room for whoever has something to ask. Connections are cheap to open and cheap to keep silent; once there are `most`
 * of them, each new one takes the place of the one that has been silent, or busy with sending its request, for longest. One
 * whose request has arrived is left alone, and when nobody but those is there, who comes next is turned away.
 */
export function makeRoom(server: FastifyInstance, most: number): void {
  const open = new Set<Socket>();
  // In the order in which they began to be waited for.
  const waitedFor = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    open.add(socket);
    waitedFor.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      waitedFor.delete(socket);
    });
    const [longest] = waitedFor;
    if (open.size > most) longest?.destroy();
  });
  server.addHook('preHandler', async ({ raw: { socket } }) => void waitedFor.delete(socket));
  server.addHook('onResponse', async ({ raw: { socket } }) => {
    waitedFor.delete(socket);
    if (open.has(socket)) waitedFor.add(socket);
  });
}
