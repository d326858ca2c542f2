import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { rateOf } from '../callers.ts';
import { type HttpConnection, openHttpConnection } from '../http-connection.ts';
import { benchSchema, dropSchemas } from '../place.ts';
import { ACCOUNTS } from '../served-accounts.ts';
import type { Workload } from '../workload.ts';

const CONNECTIONS = 64;
const MILLISECONDS = 2000;

export const httpWorkloads: readonly Workload[] = [
  {
    name: 'http-command-64',
    about: `commands over HTTP on warm accounts, ${CONNECTIONS} connections, against a bare Fastify server that appends by hand-written batches of inserts, under the same client`,
    unit: 'commands/s',
    better: 'higher',
    goal: 0.7,
    repetitions: 7,
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const [ours, bare] = [await serverProcess('ours', url), await serverProcess('raw', url)];
      return {
        measured: () => rateOf(CONNECTIONS, MILLISECONDS, payingIn(ours)),
        bound: () => rateOf(CONNECTIONS, MILLISECONDS, payingIn(bare)),
        dispose: async () => {
          await ours.close();
          await bare.close();
        },
      };
    },
  },
];

interface ServerProcess {
  readonly connections: readonly HttpConnection[];
  close(): Promise<void>;
}

/** In a process of its own, as a server is, so that the client takes no time from it. */
async function serverProcess(kind: 'ours' | 'raw', url: string): Promise<ServerProcess> {
  const schema = benchSchema();
  const child = fork(join(import.meta.dirname, '..', 'processes', 'http-server.ts'), [kind, url, schema], { execArgv: ['--conditions=stormwright-source', '--import', import.meta.resolve('tsx')] });
  const port = await portOf(child);
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openHttpConnection(port)));
  return {
    connections,
    close: async () => {
      for (const connection of connections) connection.close();
      child.disconnect();
      await once(child, 'exit');
      await dropSchemas(url, [schema, `${schema}_rows`]);
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The server has ended with ${String(code)} before it listened.`);
  });
  const [port] = await Promise.race([once(child, 'message'), ended]);
  return Number(port);
}

/** Everybody takes the next account: those of two requests that are under way at the same time are never the same. */
function payingIn({ connections }: ServerProcess): (caller: number) => () => Promise<void> {
  let next = 0;
  return (caller) => {
    const connection = connections[caller];
    return async () => {
      const body = `{"accountNumber":"${ACCOUNTS[next++ % ACCOUNTS.length]}","amount":"10.00"}`;
      const status = await connection?.post('/commands/deposit-money', body);
      if (status !== 200) throw new Error(`Ten can be paid in, and yet the server answered ${status}.`);
    };
  };
}
