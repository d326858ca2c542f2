import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Depositors, Deposits, Side } from './depositors.ts';

/** The same from several processes, among which the callers are shared out. */
export async function openDepositorProcesses(side: Side, count: number): Promise<Depositors> {
  const children = Array.from({ length: count }, () => started(side));
  await Promise.all(children.map((child) => answer(child)));
  return {
    payIn: async (account, callers, milliseconds) => {
      const deposits = await Promise.all(
        children.map(async (child) => {
          const answered = answer(child);
          child.send({ account, callers: callers / count, milliseconds });
          return (await answered) as Deposits;
        }),
      );
      const accepted = deposits.reduce((sum, each) => sum + each.accepted, 0);
      return { accepted, milliseconds: Math.max(...deposits.map((each) => each.milliseconds)) };
    },
    close: async () => {
      await Promise.all(
        children.map(async (child) => {
          child.disconnect();
          await once(child, 'exit');
        }),
      );
    },
  };
}

function started({ kind, url, schema }: Side): ChildProcess {
  return fork(join(import.meta.dirname, 'depositor.ts'), [kind, url, schema], { execArgv: ['--conditions=stormwright-source', '--import', import.meta.resolve('tsx')] });
}

/** The next word of a process. Rejects when it ends instead. */
async function answer(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process that pays in has ended with ${String(code)}.`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}
