import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { embeddedPrograms } from '../support/postgres-programs.ts';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import type { Place } from './harness.ts';
import type { WorkerOptions } from './worker-options.ts';
import { nothingSaid, type Said, startWorker, type Worker } from './workers.ts';

/** A PostgreSQL that can be hurt, a bad network in front of it, and workers on one store. */
export interface Arena {
  readonly cluster: Cluster;
  readonly proxy: TcpProxy;
  /** Straight to the database, past the network. */
  readonly place: Place;
  readonly said: Said;
  /** Through the network; resolves once it works. */
  worker(options?: Partial<WorkerOptions>): Promise<Worker>;
  /** Until so many more commands were acknowledged. */
  acknowledged(more: number): Promise<void>;
  /** On a connection of its own, past the network. */
  sql(text: string, values?: readonly unknown[]): Promise<readonly { readonly [column: string]: unknown }[]>;
  /** SIGTERM to all workers, and waits for them. How each ended. */
  endAll(): Promise<readonly (number | null)[]>;
  /** What workers wrote that ended by themselves. */
  crashes(): readonly string[];
  /** Whatever is left of it is ended. */
  close(): Promise<void>;
}

const ACKNOWLEDGED_IN_MILLISECONDS = 30_000;

export async function openArena(cluster: Cluster): Promise<Arena> {
  const proxy = await startProxy(cluster);
  const place = { url: cluster.url, schema: `faults_${randomUUID().replaceAll('-', '')}` };
  const said = nothingSaid();
  const workers: Worker[] = [];
  const crashes: string[] = [];
  let seed = 0;
  return {
    cluster,
    proxy,
    place,
    said,
    worker: async (options = {}) => {
      seed += 1;
      const worker = startWorker({ url: place.url.replace(`:${cluster.port}/`, `:${proxy.port}/`), schema: place.schema, seed, ...options }, said);
      workers.push(worker);
      void worker.ended.then(({ code, stderr }) => void (code === 1 && crashes.push(stderr)));
      await worker.ready;
      return worker;
    },
    acknowledged: async (more) => {
      const wanted = said.acknowledged.length + more;
      const deadline = performance.now() + ACKNOWLEDGED_IN_MILLISECONDS;
      while (said.acknowledged.length < wanted) {
        if (crashes.length > 0) throw new Error(`A worker has crashed: ${crashes[0]}`);
        if (performance.now() > deadline) throw new Error(`Only ${said.acknowledged.length} of ${wanted} commands were acknowledged. The last failures: ${said.failures.slice(-3).join(' ')}`);
        await sleep(5);
      }
    },
    sql: (text, values = []) => onConnection(place.url, async (client) => (await client.query(text, [...values])).rows),
    endAll: async () => {
      for (const worker of workers) worker.signal('SIGTERM');
      const ends = await Promise.all(workers.map((worker) => worker.ended));
      const broken = ends.find(({ stderr }) => stderr !== '');
      if (broken !== undefined) throw new Error(`A worker complained: ${broken.stderr}`);
      return ends.map(({ code }) => code);
    },
    crashes: () => crashes,
    close: async () => {
      for (const worker of workers) worker.signal('SIGKILL');
      await Promise.all(workers.map((worker) => worker.ended));
      await proxy.close();
    },
  };
}

/** An arena on the cluster, for the length of `work`. */
export async function inArena(cluster: Cluster, work: (arena: Arena) => Promise<void>): Promise<void> {
  const arena = await openArena(cluster);
  try {
    await work(arena);
  } finally {
    await arena.close();
  }
}

/** On the PostgreSQL that comes with npm. */
export async function startFaultyCluster(): Promise<Cluster> {
  return startCluster(await embeddedPrograms());
}

export async function onConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
