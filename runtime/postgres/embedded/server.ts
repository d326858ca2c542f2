import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** A PostgreSQL that runs, and accepts connections on a port of 127.0.0.1. */
export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

export interface ServerPlace {
  readonly data: string;
  readonly log: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
}

const PORT_ATTEMPTS = 5;
const START_IN_MILLISECONDS = 120_000;
const STOP_IN_MILLISECONDS = 30_000;

/** Starts it on a free port. Somebody else may take the port in between: then another one is tried. */
export async function startServer(place: ServerPlace): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = await spawnServer(place, port);
    const failure = await untilReady(child, place);
    if (failure === undefined) return { port, stop: stopper(child, place) };
    if (attempt >= PORT_ATTEMPTS || !failure.includes('could not create any TCP/IP sockets')) {
      throw new Error(`The embedded PostgreSQL did not start on ${place.data}. It said: ${failure}`);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port is free on 127.0.0.1.'))));
    });
  });
}

/**
 * In a process group of its own, so that a Ctrl-C in the terminal reaches the application alone, which then stops the
 * server when it no longer needs it. It writes to a file: a pipe would break when the application is killed.
 */
async function spawnServer({ data, log, account, binaries }: ServerPlace, port: number): Promise<ChildProcess> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100', 'logging_collector=off', 'log_checkpoints=off'];
  const options = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const output = await open(log, 'w');
  try {
    const child = spawn(binaries.postgres, options, { cwd: data, env: binaries.env, detached: true, stdio: ['ignore', output.fd, output.fd], ...account });
    child.unref();
    // Without a listener a failing spawn would end the application; `untilReady` sees that nothing runs.
    child.on('error', () => {});
    return child;
  } finally {
    await output.close();
  }
}

/** Nothing once it accepts connections; what it said when it ended instead. */
async function untilReady(child: ChildProcess, { data, log }: ServerPlace): Promise<string | undefined> {
  const deadline = Date.now() + START_IN_MILLISECONDS;
  while (!hasEnded(child) && child.pid !== undefined) {
    // The server notes its state in the eighth line of this file.
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return undefined;
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      return `nothing for ${START_IN_MILLISECONDS / 1000} seconds`;
    }
    await sleep(10);
  }
  const said = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join(' | ');
  return said || 'nothing';
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** A fast shutdown: connections are ended, what was committed is written. Asked for twice it happens once. */
function stopper(child: ChildProcess, place: ServerPlace): () => Promise<void> {
  // An application that ends without stopping it still takes it along, as far as a last moment allows.
  const atExit = (): void => void (hasEnded(child) || child.kill('SIGINT'));
  process.once('exit', atExit);
  let stopped: Promise<void> | undefined;
  return () => {
    process.off('exit', atExit);
    stopped ??= stop(child, place);
    return stopped;
  };
}

async function stop(child: ChildProcess, { data, binaries }: ServerPlace): Promise<void> {
  if (process.platform === 'win32') await promisify(execFile)(binaries.pgCtl, ['stop', '-D', data, '-m', 'fast'], { env: binaries.env });
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!hasEnded(child) && process.platform !== 'win32') child.kill(signal);
    const deadline = Date.now() + STOP_IN_MILLISECONDS;
    while (!hasEnded(child) && Date.now() < deadline) await sleep(10);
    if (hasEnded(child)) return;
  }
}
