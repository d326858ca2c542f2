import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const EVERY_MILLISECONDS = 250;

/**
 * Calls `gone` when the npm that started this process has ended. npm starts a shell that starts us, and hands a signal
 * to that shell, which dies of it without a word to us: `kill` on `npm start` would leave a server behind that nobody
 * sees, and that has its folder and its port. Returns how to stop watching.
 */
export function watchNpm(gone: () => void): () => void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const npm = npmAbove(parent);
  const timer = setInterval(() => {
    if (process.ppid !== parent || !isAlive(npm)) gone();
  }, EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The parent, or the one above it where that is the shell in between. Whoever started npm may end without us. */
function npmAbove(parent: number): number {
  try {
    const { name, above } = process.platform === 'linux' ? fromProc(parent) : fromPs(parent);
    return /^(?:.*\/)?-?(?:sh|bash|dash|ash|zsh|ksh)$/.test(name) && above > 1 ? above : parent;
  } catch {
    return parent;
  }
}

interface ParentProcess {
  readonly name: string;
  readonly above: number;
}

function fromProc(pid: number): ParentProcess {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [open, close] = [stat.indexOf('('), stat.lastIndexOf(')')];
  return { name: stat.slice(open + 1, close), above: Number(stat.slice(close + 2).split(' ')[1]) };
}

function fromPs(pid: number): ParentProcess {
  const [above = '', ...name] = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' }).trim().split(/\s+/);
  return { name: name.join(' '), above: Number(above) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
