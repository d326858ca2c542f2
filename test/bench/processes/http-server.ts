import { fastify, type FastifyInstance } from 'fastify';
import process from 'node:process';
import { createApplication } from '../../../generated/bank/app.ts';
import { createServer } from '../../../runtime/http/index.ts';
import { createPostgresStore } from '../../../runtime/postgres/postgres-store.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';
import { seedAccounts } from '../accounts.ts';
import { openRawBatchLog } from '../bounds/raw-batch.ts';
import { payment } from '../payments.ts';
import { CONNECTIONS } from '../place.ts';
import { ACCOUNTS, SEEDED } from '../served-accounts.ts';

/** A process of its own: `http-server.ts <ours or raw> <url> <schema>`. Says at which port it listens. */
const [kind, url = '', schema = ''] = process.argv.slice(2);
const { server, close } = kind === 'raw' ? await bareServer() : await ourServer();
const port = new URL(await server.listen({ host: '127.0.0.1', port: 0 })).port;
process.once('disconnect', () => void server.close().then(close).then(() => process.exit()));
process.send?.(Number(port));

interface Served {
  readonly server: FastifyInstance;
  close(): Promise<void>;
}

/** The bank's commands with everything that is on their way. Nobody follows the log: that has figures of its own. */
async function ourServer(): Promise<Served> {
  const store = await createPostgresStore({ url, schema, readModelSchema: `${schema}_rows`, connections: CONNECTIONS });
  await seedAccounts(store, ACCOUNTS, SEEDED);
  const running = await startApplication({ ...createApplication(), policies: [], readModels: [], externalSystems: [] }, store);
  const close = async (): Promise<void> => {
    await running.stop();
    await store.close();
  };
  return { server: await createServer(running), close };
}

/** The same framework, one route, and the append by hand. */
async function bareServer(): Promise<Served> {
  const log = await openRawBatchLog(url);
  const versions = new Map<string, number>();
  const server = fastify();
  server.post<{ Body: { readonly accountNumber: string; readonly amount: string } }>('/commands/deposit-money', async ({ body }, reply) => {
    const version = versions.get(body.accountNumber) ?? 0;
    versions.set(body.accountNumber, version + 1);
    const event = payment(body.accountNumber, version);
    if (!(await log.append(body.accountNumber, version, event))) return reply.code(409).send({ conflict: true });
    return { revision: version, id: body.accountNumber, events: [event] };
  });
  return { server, close: log.close };
}
