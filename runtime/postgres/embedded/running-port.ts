import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startOfProcess } from './process-identity.ts';

/** Where the server that works on `data` accepts connections on 127.0.0.1; undefined while there is none that does. */
export async function runningPort(data: string): Promise<number | undefined> {
  // The server notes its process in the first line of this file, its port in the fourth and its state in the eighth.
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (lines[7]?.trim() !== 'ready' || !Number.isSafeInteger(pid) || pid <= 0 || !Number.isSafeInteger(port) || port <= 0) return undefined;
  return (await startOfProcess(pid)) === null ? undefined : port;
}
