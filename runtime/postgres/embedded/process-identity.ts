import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import process from 'node:process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * When a process began, so that a number that has been given to another process since is not taken for it. On
 * Linux the boot and the ticks since then, elsewhere the words of `ps`. Null when there is no such process; empty
 * where nobody can tell.
 */
export async function startOfProcess(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return '';
  return run('ps', ['-o', 'lstart=', '-p', String(pid)]).then(({ stdout }) => stdout.trim() || null, () => null);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function linuxStart(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
    // The name of the program stands in brackets and may hold anything; field 3 follows the last of them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks = ''] = [fields[0], fields[19]];
    return state === 'Z' || state === 'X' ? null : `${boot.trim()} ${ticks}`;
  } catch {
    return isAlive(pid) ? '' : null;
  }
}

/** Whether `pid` is a PostgreSQL that works on `data`. False when it cannot be told. */
export async function isPostgresOn(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  if (process.platform !== 'linux') return run('ps', ['-o', 'command=', '-p', String(pid)]).then(({ stdout }) => /postgres/.test(stdout) && stdout.includes(data), () => false);
  const [program, folder] = await Promise.all([readlink(`/proc/${pid}/exe`), readlink(`/proc/${pid}/cwd`)]).catch(() => ['', '']);
  // The program's file may have been replaced by a newer one since: then the kernel says so behind its name.
  return /\/postgres(?: \(deleted\))?$/.test(program ?? '') && folder === data;
}
