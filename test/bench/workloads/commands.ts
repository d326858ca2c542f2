import { accountNumbers, bankHandler, deposit, seedAccounts } from '../accounts.ts';
import { rawDeposit, seedRawAccounts } from '../bounds/raw-account.ts';
import { openRawLog } from '../bounds/raw-log.ts';
import { rateOf, rateOfAll } from '../callers.ts';
import { openBenchStore, tidy } from '../place.ts';
import type { Prepared, Workload } from '../workload.ts';
import type { Store } from '../../../runtime/store/store.ts';
import { writerOn } from './append.ts';

const CALLERS = 16;
const COMMANDS = 6000;
const MILLISECONDS = 1500;

/** By how many events each account has: how many accounts there are. Cold, each gets one command a repetition. */
const LENGTHS: readonly { readonly events: number; readonly warm: number; readonly cold: number }[] = [
  { events: 10, warm: 1000, cold: 2000 },
  { events: 100, warm: 400, cold: 800 },
  { events: 1000, warm: 100, cold: 160 },
];

export const commandWorkloads: readonly Workload[] = [
  ...LENGTHS.map(({ events, warm }) => warmCommands(events, warm)),
  {
    name: 'command-warm-length',
    about: 'whole commands on warm accounts of 1,000 events, against the same on accounts of 10',
    unit: 'commands/s',
    better: 'higher',
    goal: 0.9,
    repetitions: 5,
    prepare: async (place) => {
      const store = await openBenchStore(await place.databaseUrl());
      const [long, short] = [warmRates(store, 1000, 100, 0), warmRates(store, 10, 1000, 300)];
      return { measured: long, bound: short, dispose: () => store.close() };
    },
  },
  ...LENGTHS.map(({ events, cold }) => coldCommands(events, cold)),
  {
    name: 'command-cold-snapshots',
    about: `whole commands, ${CALLERS} at once, on accounts of 1,000 events that nobody remembers, from their snapshots, against select, fold, decide and insert by hand on accounts of 10`,
    unit: 'commands/s',
    better: 'higher',
    goal: 0.9,
    repetitions: 5,
    prepare: async (place) => {
      const [long, short] = [await coldSides(place.databaseUrl(), 1000, 400, 100), await coldSides(place.databaseUrl(), 10, 2000, 100)];
      const dispose = async (): Promise<void> => {
        for (const each of [long, short]) await each.dispose?.();
      };
      return { measured: long.measured, bound: short.bound, dispose };
    },
  },
];

function warmCommands(events: number, accounts: number): Workload {
  return {
    name: `command-warm-${events}`,
    about: `whole commands (load, decide, append), ${CALLERS} at once, on warm accounts of ${events} events, against bare appends of ours by ${CALLERS} writers`,
    unit: 'commands/s',
    better: 'higher',
    goal: 0.8,
    repetitions: 5,
    prepare: async (place) => {
      const store = await openBenchStore(await place.databaseUrl());
      return {
        measured: warmRates(store, events, accounts, 0),
        bound: () => rateOf(CALLERS, MILLISECONDS, () => writerOn(store)),
        dispose: () => store.close(),
      };
    },
  };
}

/** Each time with accounts of its own, which have had a command before, so that their length stays what it is called. */
function warmRates(store: Store, events: number, count: number, firstSet: number): () => Promise<number> {
  let set = firstSet;
  return async () => {
    const accounts = accountNumbers(set, count);
    set += 1;
    await seedAccounts(store, accounts, events);
    const handler = bankHandler(store);
    const command = (number: number): Promise<void> => deposit(handler, accounts[number % count] ?? '');
    await rateOfAll(CALLERS, count, command);
    return rateOfAll(CALLERS, COMMANDS, command);
  };
}

function coldCommands(events: number, count: number): Workload {
  return {
    name: `command-cold-${events}`,
    about: `whole commands, ${CALLERS} at once, on accounts of ${events} events that nobody remembers, against select, fold, decide and insert by hand`,
    unit: 'commands/s',
    better: 'higher',
    goal: 0.9,
    repetitions: 5,
    prepare: (place) => coldSides(place.databaseUrl(), events, count, Number.MAX_SAFE_INTEGER),
  };
}

async function coldSides(databaseUrl: Promise<string>, events: number, count: number, eventsPerSnapshot: number): Promise<Prepared> {
  const url = await databaseUrl;
  const [store, bound, accounts] = [await openBenchStore(url), await openRawLog(url), accountNumbers(0, count)];
  await seedAccounts(store, accounts, events);
  await seedRawAccounts(bound, accounts, events);
  await tidy(url);
  return {
    measured: () => {
      const handler = bankHandler(store, { snapshots: store.snapshots, eventsPerSnapshot });
      return rateOfAll(CALLERS, count, (number) => deposit(handler, accounts[number] ?? ''));
    },
    bound: () => rateOfAll(CALLERS, count, (number) => rawDeposit(bound, accounts[number] ?? '')),
    dispose: async () => {
      await store.close();
      await bound.close();
    },
  };
}
