import { accountNumber, accountNumbers, accountEvents, accountStream, seedAccounts } from '../accounts.ts';
import { openRawBatchLog } from '../bounds/raw-batch.ts';
import { rateOf, rateOfAll, timed } from '../callers.ts';
import { overviewCalled } from '../followers.ts';
import { openBenchStore, tidy } from '../place.ts';
import type { Prepared, Workload } from '../workload.ts';
import type { RunningApplication } from '../../../runtime/reaction/running-application.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';
import type { Store } from '../../../runtime/store/store.ts';
import { rawWriterOn } from './append.ts';

const ACCOUNTS = 1000;
const MOVEMENTS = 60;
/** Live, movements come a few at a time: one by one they would come no faster than the log takes them. */
const AT_A_TIME = 20;
const WRITERS = 16;
const MILLISECONDS = 1500;
const LONG_ENOUGH = 600_000;

const projecting = { unit: 'events/s', better: 'higher', goal: 1.25, repetitions: 5 } as const;

export const projectionWorkloads: readonly Workload[] = [
  {
    ...projecting,
    name: 'projection-rebuild',
    about: "the bank's Account overview filled anew from 60,000 events of 1,000 accounts, rows in PostgreSQL, exactly once, against hand-written batches of inserts of 16 writers",
    prepare: async (place) => {
      const [url, store] = [await place.databaseUrl(), await openBenchStore(await place.databaseUrl())];
      await pay(store, await openedAccounts(store, 0), 1, MOVEMENTS);
      await tidy(url);
      let names = 0;
      return withBound(url, store, () => rebuilt(store, `Overview ${(names += 1)}`));
    },
  },
  {
    ...projecting,
    name: 'projection-live',
    about: 'the same while 16 writers append the events, 20 at a time, from the first append to the last row that everybody sees',
    prepare: async (place) => {
      const [url, store] = [await place.databaseUrl(), await openBenchStore(await place.databaseUrl())];
      const application = await startApplication(overviewCalled('Overview'), store);
      let sets = 0;
      const sides = await withBound(url, store, async () => {
        const accounts = await openedAccounts(store, (sets += 1));
        await application.waitFor(await store.events.head(), LONG_ENOUGH);
        const taken = await timed(async () => {
          await pay(store, accounts, AT_A_TIME, MOVEMENTS);
          await application.waitFor(await store.events.head(), LONG_ENOUGH);
        });
        await expectRow(application, 'Overview', accounts.at(-1) ?? '', MOVEMENTS);
        return (ACCOUNTS * MOVEMENTS * 1000) / taken;
      });
      return { ...sides, dispose: () => application.stop().then(sides.dispose) };
    },
  },
];

async function withBound(url: string, store: Store, measured: () => Promise<number>): Promise<Prepared> {
  const bound = await openRawBatchLog(url);
  return {
    measured,
    bound: () => rateOf(WRITERS, MILLISECONDS, () => rawWriterOn(bound)),
    dispose: async () => {
      await store.close();
      await bound.close();
    },
  };
}

async function openedAccounts(store: Store, set: number): Promise<readonly string[]> {
  const accounts = accountNumbers(set, ACCOUNTS);
  await seedAccounts(store, accounts, 1);
  return accounts;
}

/** Round after round, so that neighbours in the log are of different accounts. */
async function pay(store: Store, accounts: readonly string[], atATime: number, movements: number): Promise<void> {
  for (let paid = 0; paid < movements; paid += atATime) {
    await rateOfAll(atATime === 1 ? 100 : WRITERS, accounts.length, async (number) => {
      const account = accounts[number] ?? '';
      await store.events.append({ streams: [{ stream: accountStream(account), expected: paid + 1, events: accountEvents(account, paid + 1, paid + 1 + atATime) }] });
    });
  }
}

async function rebuilt(store: Store, name: string): Promise<number> {
  const head = await store.events.head();
  const start = performance.now();
  const application = await startApplication(overviewCalled(name), store);
  await application.waitFor(head, LONG_ENOUGH);
  const taken = performance.now() - start;
  await expectRow(application, name, accountNumber(0, ACCOUNTS - 1), MOVEMENTS);
  await application.stop();
  return (ACCOUNTS * (MOVEMENTS + 1) * 1000) / taken;
}

async function expectRow(application: RunningApplication, readModel: string, account: string, movements: number): Promise<void> {
  const row = await application.find(readModel, { accountNumber: account });
  if (row?.['balance'] !== `${movements}0.00` || Number(row['movements']) !== movements) throw new Error(`${readModel} says of ${account}: ${JSON.stringify(row)}.`);
}
