import { accountNumber, accountNumbers, seedAccounts } from '../accounts.ts';
import { seedRawAccounts } from '../bounds/raw-account.ts';
import { openRawLog } from '../bounds/raw-log.ts';
import { benchSchema, openBenchStore } from '../place.ts';
import { openDepositorProcesses } from '../processes/depositor-processes.ts';
import { type Depositors, openDepositors, type Side } from '../processes/depositors.ts';
import type { Workload } from '../workload.ts';

const CALLERS = 16;
const MILLISECONDS = 1500;
/** More accounts than repetitions: each begins on a short stream. */
const ACCOUNTS = 50;

/** The best of the other libraries makes 0.65 of what the statements by hand make in the same workload. */
const BEST_OTHER = 0.65;

export const hotStreamWorkloads: readonly Workload[] = [
  hotStream('hot-stream', 'in one process', 100 * BEST_OTHER, openDepositors),
  hotStream('hot-stream-processes', 'in four processes', BEST_OTHER, (side) => openDepositorProcesses(side, 4)),
];

function hotStream(name: string, where: string, goal: number, open: (side: Side) => Promise<Depositors>): Workload {
  return {
    name,
    about: `commands of ${CALLERS} callers ${where} on one account, against select, decide and insert by hand, again at once after each conflict`,
    unit: 'commands/s',
    better: 'higher',
    goal,
    repetitions: 7,
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const schemas = { ours: benchSchema(), raw: benchSchema() };
      const [store, log, accounts] = [await openBenchStore(url, schemas.ours), await openRawLog(url, schemas.raw), accountNumbers(0, ACCOUNTS)];
      await seedAccounts(store, accounts, 2);
      await seedRawAccounts(log, accounts, 2);
      const [ours, raw] = [await open({ kind: 'ours', url, schema: schemas.ours }), await open({ kind: 'raw', url, schema: schemas.raw })];
      return {
        measured: rates(ours),
        bound: rates(raw),
        dispose: async () => {
          for (const each of [ours, raw, store, log]) await each.close();
        },
      };
    },
  };
}

function rates(depositors: Depositors): () => Promise<number> {
  let next = 0;
  return async () => {
    const { accepted, milliseconds } = await depositors.payIn(accountNumber(0, next++), CALLERS, MILLISECONDS);
    return (accepted * 1000) / milliseconds;
  };
}
