import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { listening, openServer } from './open-server.ts';

/** Asks whether the server is alive, and holds on to the connection. */
async function ask(port: number, agent: Agent): Promise<{ readonly status: number; readonly connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: '/health/live', agent }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection }));
    });
    asked.on('error', reject).end();
  });
}

describe('A server that closes', () => {
  test('waits for no connection on which nothing is asked, however long it would be held', async () => {
    await using open = await openServer(undefined, { drainInMilliseconds: 600_000 });
    const port = await listening(open);
    const agent = new Agent({ keepAlive: true });
    expect((await ask(port, agent)).connection).toBe('keep-alive');
    const silent = connect(port, '127.0.0.1');
    await new Promise((connected) => silent.once('connect', connected));
    await open.server.close();
    await expect(ask(port, agent)).rejects.toThrow();
    agent.destroy();
    silent.destroy();
  });

  test('answers what is under way, takes nothing more on a connection that is held, and tells both to let go of it', async () => {
    await using open = await openServer();
    let answerNow = (): void => {};
    const arrived = new Promise<void>((resolve) => {
      open.server.addHook('preHandler', async () => {
        resolve();
        await new Promise<void>((answer) => (answerNow = answer));
      });
    });
    const port = await listening(open);
    // Two requests on one connection: the second is there when the server begins to close, and its turn comes later.
    const socket = connect(port, '127.0.0.1');
    const line = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
    socket.write(line);
    await arrived;
    const closed = open.server.close();
    await new Promise((later) => setImmediate(later));
    socket.write(line);
    answerNow();
    let heard = '';
    for await (const part of socket) heard += String(part);
    await closed;
    expect(heard.match(/^HTTP\/1\.1 [0-9]+/gm)).toEqual(['HTTP/1.1 200']);
    expect(heard.match(/^connection: close/gim)).toEqual(['connection: close']);
  });

  test('cuts off, in the end, who never comes to the end of a request', async () => {
    await using open = await openServer(undefined, { drainInMilliseconds: 50 });
    const port = await listening(open);
    const slow = connect(port, '127.0.0.1');
    slow.on('error', () => {});
    slow.resume();
    await new Promise((sent) => slow.write('POST /commands/open-account HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{', sent));
    await expect.poll(async () => new Promise((resolve) => open.server.server.getConnections((_, count) => resolve(count)))).toBe(1);
    await open.server.close();
    await expect.poll(() => slow.destroyed).toBe(true);
  });
});
