import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../runtime/postgres/embedded.ts';
import { startOfProcess } from '../../runtime/postgres/embedded/process-identity.ts';

/** An application in a process of its own, with everything it has said so far. */
interface Application {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Resolves with the first line that begins so; rejects when the application ends without one. */
  line(beginning: string): Promise<string>;
  /** How many events it has told us are stored. */
  acknowledged(): number;
}

function startApplication(folder: string): Application {
  const child = spawn(process.execPath, ['--conditions=stormwright-source', '--import', 'tsx', fileURLToPath(new URL('embedded-application.ts', import.meta.url)), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const ended = { yes: false };
  output.once('close', () => (ended.yes = true));
  const line = async (beginning: string): Promise<string> => {
    for (;;) {
      const found = lines.find((each) => each.startsWith(beginning));
      if (found !== undefined) return found;
      if (ended.yes) throw new Error(`The application ended and said: ${lines.join('\n')}`);
      await sleep(5);
    }
  };
  return { child, lines, line, acknowledged: () => lines.filter((each) => each.startsWith('wrote')).length };
}

async function kill(application: Application, signal: NodeJS.Signals): Promise<void> {
  const exit = once(application.child, 'exit');
  application.child.kill(signal);
  await exit;
  // What it had said before is still on its way through the pipe.
  await sleep(50);
}

async function serverPid(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);
}

async function killServer(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while ((await startOfProcess(pid)) !== null) await sleep(5);
}

describe('the embedded PostgreSQL', () => {
  let folder = '';
  let stored = 0;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'stormwright-test-embedded-')));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** Starts an application, lets it write for a while, and checks that it found everything acknowledged before. */
  async function writeFor(events: number): Promise<Application> {
    const application = startApplication(folder);
    const found = Number((await application.line('found')).slice('found '.length));
    // One more may have been stored whose acknowledgement nobody lived to say.
    expect(found - stored, `${found} found, ${stored} acknowledged`).toBeGreaterThanOrEqual(0);
    expect(found - stored).toBeLessThanOrEqual(1);
    await application.line(`wrote ${events}`);
    stored = found;
    return application;
  }

  test('begins again when it was killed while it was being set up', async () => {
    for (const moment of [250, 500, 800]) {
      const application = startApplication(folder);
      await sleep(moment);
      await kill(application, 'SIGKILL');
    }
    await mkdir(join(folder, 'data.draft-left-behind'), { recursive: true });
    const application = await writeFor(20);
    expect((await readdir(folder)).filter((name) => name.startsWith('data'))).toEqual(['data']);
    application.child.kill('SIGTERM');
    await application.line('stopped');
    stored += application.acknowledged();
  });

  test('refuses a second start on its folder while the first application lives, and works on', async () => {
    const application = await writeFor(5);
    const sentence = `The folder ${folder} is in use by another application (process ${application.child.pid}): stop it, or use another folder.`;
    await expect(startEmbeddedPostgres({ folder })).rejects.toThrow(sentence);
    expect(await startApplication(folder).line('The folder')).toBe(sentence);
    await application.line(`wrote ${application.acknowledged() + 5}`);
    application.child.kill('SIGTERM');
    await application.line('stopped');
    stored += application.acknowledged();
  });

  test('has everything that was acknowledged when the application alone was killed, and its server is ended first', async () => {
    const application = await writeFor(50);
    const survivor = await serverPid(folder);
    await kill(application, 'SIGKILL');
    stored += application.acknowledged();
    expect(await startOfProcess(survivor)).not.toBeNull();
    const next = await writeFor(5);
    expect(await startOfProcess(survivor)).toBeNull();
    await kill(next, 'SIGKILL');
    stored += next.acknowledged();
  });

  test('has everything that was acknowledged when application and server were killed together', async () => {
    const application = await writeFor(50);
    const server = await serverPid(folder);
    await Promise.all([kill(application, 'SIGKILL'), killServer(server)]);
    stored += application.acknowledged();
    const next = await writeFor(5);
    next.child.kill('SIGTERM');
    await next.line('stopped');
    stored += next.acknowledged();
  });

  test('starts where lock files were left whose numbers belong to other processes by now', async () => {
    const application = await writeFor(5);
    const file = join(folder, 'data', 'postmaster.pid');
    const lock = await readFile(file, 'utf8');
    await Promise.all([kill(application, 'SIGKILL'), killServer(Number.parseInt(lock, 10))]);
    stored += application.acknowledged();
    await writeFile(file, lock.replace(/^\d+/, String(process.pid)));
    await writeFile(join(folder, 'owner', 'left-behind.json'), JSON.stringify({ pid: process.pid, started: 'another time', confirmed: true }));
    const next = await writeFor(5);
    await kill(next, 'SIGKILL');
    stored += next.acknowledged();
  });

  test('keeps its password to itself and listens on the loopback alone', async () => {
    const postgres = await startEmbeddedPostgres({ folder });
    await expect(new pg.Client(postgres.url.replace(/:[0-9a-f]+@/, ':wrong@')).connect()).rejects.toThrow('password authentication failed');
    const client = new pg.Client(postgres.url);
    await client.connect();
    const { rows } = await client.query("SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'fsync', 'max_connections') ORDER BY 1");
    expect(rows.map(({ setting }) => setting)).toEqual(['on', '127.0.0.1', '100', '']);
    await client.end();
    await postgres.stop();
    await postgres.stop();
    expect(await readdir(join(folder, 'owner'))).toEqual([]);
  });

  test('lets one of many start at the same time, and the others know why not', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 4 }, () => startEmbeddedPostgres({ folder })));
    const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    expect(started).toHaveLength(1);
    for (const start of starts) if (start.status === 'rejected') expect(String(start.reason)).toContain('is in use by another application');
    await Promise.all(started.map((postgres) => postgres.stop()));
  });
});
