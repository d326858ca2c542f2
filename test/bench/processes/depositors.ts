import { bankHandler, deposit } from '../accounts.ts';
import { rawDeposit } from '../bounds/raw-account.ts';
import { openRawLog } from '../bounds/raw-log.ts';
import { CONNECTIONS } from '../place.ts';
import { createPostgresStore } from '../../../runtime/postgres/postgres-store.ts';

/** Several who pay in to one account at the same time, each again when it is done. */
export interface Depositors {
  /** How many deposits were accepted within the time, and how long that took. Whoever loses a race goes again at once. */
  payIn(account: string, callers: number, milliseconds: number): Promise<Deposits>;
  close(): Promise<void>;
}

export interface Deposits {
  readonly accepted: number;
  readonly milliseconds: number;
}

/** Where the deposits go: to our store, or to a table by hand. */
export interface Side {
  readonly kind: 'ours' | 'raw';
  readonly url: string;
  readonly schema: string;
}

export async function openDepositors({ kind, url, schema }: Side): Promise<Depositors> {
  if (kind === 'raw') {
    const log = await openRawLog(url, schema);
    return { payIn: (account, callers, milliseconds) => paidIn(callers, milliseconds, () => rawDeposit(log, account)), close: log.leave };
  }
  const store = await createPostgresStore({ url, schema, readModelSchema: `${schema}_rows`, connections: CONNECTIONS });
  const handler = bankHandler(store, { snapshots: store.snapshots, attempts: 1000 });
  return { payIn: (account, callers, milliseconds) => paidIn(callers, milliseconds, () => deposit(handler, account).then(() => true)), close: store.close };
}

async function paidIn(callers: number, milliseconds: number, attempt: () => Promise<boolean>): Promise<Deposits> {
  let accepted = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - start < milliseconds) if (await attempt()) accepted += 1;
    }),
  );
  return { accepted, milliseconds: performance.now() - start };
}
