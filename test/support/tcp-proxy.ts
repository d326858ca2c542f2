import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between an application and its PostgreSQL, and can be a bad network. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection there is, without a farewell. New ones are taken. How many there were. */
  cut(): number;
  /** Nothing passes in either direction until `flow`; connections stay open. */
  hold(): void;
  flow(): void;
  /** Whether new connections are broken off at once. */
  refuse(refusing: boolean): void;
  /** Ends it, and what is connected. */
  close(): Promise<void>;
}

export async function startProxy(target: { readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const state = { refusing: false, holding: false };
  const server = createServer((client) => {
    client.on('error', () => {});
    if (state.refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(target.port, '127.0.0.1');
    upstream.on('error', () => {});
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (state.holding) from.pause();
    }
  });
  return {
    port: await listening(server),
    cut: () => {
      const cut = sockets.size / 2;
      for (const socket of sockets) socket.resetAndDestroy();
      return cut;
    },
    hold: () => {
      state.holding = true;
      for (const socket of sockets) socket.pause();
    },
    flow: () => {
      state.holding = false;
      for (const socket of sockets) socket.resume();
    },
    refuse: (refusing) => void (state.refusing = refusing),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
}
