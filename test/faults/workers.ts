import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Acknowledgement } from '../../runtime/reaction/verify/acknowledged-check.ts';
import type { WorkerLine, WorkerOptions } from './worker-options.ts';

/** What all workers of a test have said. */
export interface Said {
  readonly acknowledged: Acknowledgement[];
  /** Idempotency keys that adapters were called with. */
  readonly delivered: Set<string>;
  readonly failures: string[];
  refused: number;
}

export interface Worker {
  /** Once it has begun to work. Rejects with what it wrote when it ends before. */
  readonly ready: Promise<void>;
  /** Once it has ended, with all its lines read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stderr: string }>;
  signal(signal: NodeJS.Signals): void;
}

export const nothingSaid = (): Said => ({ acknowledged: [], delivered: new Set(), failures: [], refused: 0 });

type Told = Pick<WorkerOptions, 'url' | 'schema' | 'seed'> & Partial<WorkerOptions>;

/** Starts a worker; what it says goes into `said`. */
export function startWorker(told: Told, said: Said): Worker {
  const options: WorkerOptions = { callers: 4, leaseInMilliseconds: 1000, pollInMilliseconds: 100, batchSize: 20, connections: 6, ...told };
  const child = spawn(process.execPath, ['--conditions=stormwright-source', '--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'worker.ts'), JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  let [whenReady, whenGone] = [(): void => {}, (_: Error): void => {}];
  const ready = new Promise<void>((resolve, reject) => ([whenReady, whenGone] = [resolve, reject]));
  ready.catch(() => {});
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineOf(text);
    if (line?.kind === 'ready') whenReady();
    else if (line !== undefined) remember(line, said);
  });
  const ended = new Promise<Awaited<Worker['ended']>>((resolve) =>
    child.on('close', (code, signal) => {
      whenGone(new Error(`A worker has ended (${code ?? signal}): ${output.stderr}`));
      resolve({ code, signal, stderr: output.stderr });
    }),
  );
  const atExit = (): void => void child.kill('SIGKILL');
  process.once('exit', atExit);
  void ended.then(() => process.off('exit', atExit));
  return { ready, ended, signal: (signal) => void child.kill(signal) };
}

/** Nothing for the last line of one that was killed while it wrote. */
function lineOf(text: string): WorkerLine | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function remember(line: WorkerLine, said: Said): void {
  if (line.kind === 'acknowledged') said.acknowledged.push({ commandId: line.commandId, events: line.events.map((event) => ({ ...event, position: BigInt(event.position) })) });
  if (line.kind === 'delivered') said.delivered.add(line.request);
  if (line.kind === 'failed') said.failures.push(line.error);
  if (line.kind === 'refused') said.refused += 1;
}
