import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { makePrivateFolder } from '../../runtime/postgres/embedded/account.ts';
import type { Programs } from './postgres-programs.ts';

/** `fast` ends connections and writes what was committed; `immediate` is a crash, from which the next start recovers. */
export type StopMode = 'fast' | 'immediate';

/** A PostgreSQL of a test's own, to be stopped and started at will. */
export interface Cluster {
  readonly port: number;
  readonly url: string;
  stop(mode: StopMode): Promise<void>;
  /** On the same port again. */
  start(): Promise<void>;
  /** Stops it and takes its files away. */
  remove(): Promise<void>;
}

const SIGNALS: { readonly [mode in StopMode]: NodeJS.Signals } = { fast: 'SIGINT', immediate: 'SIGQUIT' };
const START_IN_MILLISECONDS = 60_000;

/** Made in a temporary folder and started on a free port of 127.0.0.1. `settings` are lines of postgresql.conf. */
export async function startCluster(programs: Programs, settings: readonly string[] = []): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'stormwright-cluster-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  await makePrivateFolder(data, programs.account);
  const { env, account } = programs;
  await promisify(execFile)(programs.initdb, ['--no-sync', '--no-locale', '-E', 'UTF8', '-U', 'storm', '--auth=trust', '-D', data], { cwd: data, env, ...account });
  const port = await freePort();
  const url = `postgres://storm@127.0.0.1:${port}/postgres?sslmode=disable`;
  // The operating system does not crash here, so nothing has to wait for the disk.
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=120', 'logging_collector=off', ...settings];
  let server: ChildProcess | undefined;
  const atExit = (): void => void server?.kill('SIGQUIT');
  const start = async (): Promise<void> => {
    const log = await open(join(folder, 'log'), 'a');
    server = spawn(programs.postgres, ['-D', data, '-p', String(port), ...all.flatMap((each) => ['-c', each])], { cwd: data, env, detached: true, stdio: ['ignore', log.fd, log.fd], ...account });
    server.on('error', () => {});
    await log.close();
    await untilReady(server, url, join(folder, 'log'));
  };
  const stop = async (mode: StopMode): Promise<void> => {
    const ending = server;
    if (ending === undefined || hasEnded(ending)) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(SIGNALS[mode]);
    await ended;
  };
  process.once('exit', atExit);
  await start();
  return {
    port,
    url,
    start,
    stop,
    remove: async () => {
      await stop('immediate');
      process.off('exit', atExit);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function untilReady(server: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + START_IN_MILLISECONDS;
  for (;;) {
    const client = new pg.Client(url);
    client.on('error', () => {});
    const failure = await client.connect().then(() => undefined, (error: unknown) => error);
    await client.end().catch(() => {});
    if (failure === undefined) return;
    if (hasEnded(server) || Date.now() > deadline) {
      const said = (await readFile(log, 'utf8')).trim().split('\n').slice(-5).join(' | ');
      throw new Error(`The test's PostgreSQL did not start: ${said}`, { cause: failure });
    }
    await sleep(20);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port is free on 127.0.0.1.'))));
    });
  });
}
