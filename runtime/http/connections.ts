import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { atOnce } from './at-once.ts';

/**
 * Keeps room for whoever has something to ask. Connections are cheap to open and cheap to keep silent; once there are `most`
 * of them, each new one takes the place of the one that has been silent, or busy with sending its request, for longest. One
 * whose request has arrived is left alone, and when nobody but those is there, who comes next is turned away. When the server
 * closes, it waits for nobody who has not begun to ask.
 */
export function makeRoom(server: FastifyInstance, most: number): void {
  // How many requests are under way on each: several, where somebody does not wait for an answer.
  const underWay = new Map<Socket, number>();
  // In the order in which they began to be waited for, with the bytes that had come by then.
  const waitedFor = new Map<Socket, number>();
  server.server.on('connection', (socket: Socket) => {
    underWay.set(socket, 0);
    waitedFor.set(socket, 0);
    socket.once('close', () => {
      underWay.delete(socket);
      waitedFor.delete(socket);
    });
    const [longest] = waitedFor.keys();
    if (underWay.size > most) longest?.destroy();
  });
  const count = (socket: Socket, change: number): number => {
    const now = underWay.get(socket);
    if (now !== undefined) underWay.set(socket, now + change);
    return (now ?? 1) + change;
  };
  server.addHook('onRequest', atOnce(({ raw: { socket } }) => void count(socket, 1)));
  server.addHook('preHandler', atOnce(({ raw: { socket } }) => void waitedFor.delete(socket)));
  const waitAgain = atOnce(({ raw: { socket } }) => {
    if (count(socket, -1) > 0 || !underWay.has(socket)) return;
    waitedFor.delete(socket);
    waitedFor.set(socket, socket.bytesRead);
  });
  server.addHook('onResponse', waitAgain);
  server.addHook('preClose', async () => {
    for (const [socket, bytes] of waitedFor) if (underWay.get(socket) === 0 && socket.bytesRead === bytes) socket.destroy();
  });
}
