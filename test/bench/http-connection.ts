import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection that is kept, on which one request follows the answer to the one before. It knows no more of HTTP than both sides of a workload need. */
export interface HttpConnection {
  /** Resolves with the status once the whole answer is there. */
  post(path: string, body: string): Promise<number>;
  close(): void;
}

export async function openHttpConnection(port: number): Promise<HttpConnection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const answers = answersOn(socket);
  return {
    post: (path, body) => {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      return answers.next();
    },
    close: () => socket.destroy(),
  };
}

/** Reads answers, of which each says how long it is. */
function answersOn(socket: Socket): { next(): Promise<number> } {
  let received = '';
  let waiting: { readonly resolve: (status: number) => void; readonly reject: (error: Error) => void } | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    received += part;
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(received.slice(0, end))?.[1];
    if (length === undefined) return void socket.destroy(new Error(`An answer does not say how long it is: ${received.slice(0, end)}`));
    if (received.length < end + 4 + Number(length)) return;
    const status = Number(received.slice(9, 12));
    received = received.slice(end + 4 + Number(length));
    waiting?.resolve(status);
  });
  socket.on('error', (error) => waiting?.reject(error));
  socket.on('close', () => waiting?.reject(new Error('The server has closed a connection.')));
  return { next: () => new Promise((resolve, reject) => (waiting = { resolve, reject })) };
}
