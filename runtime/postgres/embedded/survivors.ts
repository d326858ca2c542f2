import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPostgresOn, startOfProcess } from './process-identity.ts';

const PATIENCE_IN_MILLISECONDS = 15_000;

/**
 * Ends what an application that was killed has left running on `data`: the server, or its children whose server
 * was killed too. Only called by the one who has claimed the folder, so nobody can be using it.
 *
 * A survivor is ended and started anew rather than taken over: its programs may have been replaced by an update
 * meanwhile, and there is one way into a running server instead of two.
 */
export async function endSurvivors(data: string): Promise<void> {
  const server = await serverOf(data);
  if (server !== undefined) await end(server, data, ['SIGINT', 'SIGQUIT']);
  // Without their server nothing coordinates them, and the log is recovered at the next start in any case.
  for (const child of await childrenOn(data)) await end(child, data, ['SIGQUIT', 'SIGKILL']);
  // The number in it may belong to somebody else by now, and PostgreSQL would take that one for a server.
  await rm(join(data, 'postmaster.pid'), { force: true });
}

async function serverOf(data: string): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => ''), 10);
  return Number.isSafeInteger(pid) && pid > 0 && (await isPostgresOn(pid, data)) ? pid : undefined;
}

async function childrenOn(data: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter(Number.isSafeInteger);
  const ours = await Promise.all(pids.map((pid) => isPostgresOn(pid, data)));
  return pids.filter((_, index) => ours[index]);
}

async function end(pid: number, data: string, signals: readonly NodeJS.Signals[]): Promise<void> {
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + PATIENCE_IN_MILLISECONDS;
    while (Date.now() < deadline) {
      if ((await startOfProcess(pid)) === null || !(await isPostgresOn(pid, data))) return;
      await sleep(20);
    }
  }
  throw new Error(`A PostgreSQL that an earlier run has left behind (process ${pid}) works on ${data} and does not end: end it, then start again.`);
}
