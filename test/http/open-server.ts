import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createServer, type ServerOptions } from 'stormwright/server';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';

type Headers = { readonly [name: string]: string };

/** A server on nothing but memory, asked without a network. */
export interface OpenServer {
  readonly server: FastifyInstance;
  readonly running: RunningApplication;
  post(command: string, body?: unknown, headers?: Headers): Promise<LightMyRequestResponse>;
  get(url: string, headers?: Headers): Promise<LightMyRequestResponse>;
  /** Once everything has been followed. */
  settled(url: string): Promise<LightMyRequestResponse>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function openServer(definition: ApplicationDefinition = bank(), options: ServerOptions = {}): Promise<OpenServer> {
  const running = await startApplication(definition, createMemoryStore(), { pollInMilliseconds: 20 });
  return serverOn(running, options);
}

export async function serverOn(running: RunningApplication, options: ServerOptions = {}): Promise<OpenServer> {
  const server = await createServer(running, options);
  const get = (url: string, headers: Headers = {}): Promise<LightMyRequestResponse> => server.inject({ method: 'GET', url, headers });
  return {
    server,
    running,
    get,
    post: (command, body, headers = {}) =>
      server.inject({
        method: 'POST',
        url: `/commands/${command}`,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    settled: async (url) => {
      // What policies send moves the end of the log on, so one look at it is not enough.
      for (let head = 0n, before = -1n; head !== before; [before, head] = [head, await running.store.events.head()]) await running.waitFor(head, 5000);
      return get(url);
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await running.stop();
    },
  };
}

/** The same on a port of its own, for what only a network shows. */
export async function listening(open: OpenServer): Promise<number> {
  await open.server.listen({ host: '127.0.0.1', port: 0 });
  const address = open.server.server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
