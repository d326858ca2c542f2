import { randomUUID } from 'node:crypto';
import { openRawLog, type RawLog } from '../bounds/raw-log.ts';
import { timed } from '../callers.ts';
import { watching } from '../followers.ts';
import { payment, toStore } from '../payments.ts';
import { openBenchStore, tidy } from '../place.ts';
import type { Workload } from '../workload.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';
import type { Store } from '../../../runtime/store/store.ts';

const EVENTS = 200_000;
const STREAM_LENGTH = 100;
const LONG_ENOUGH = 600_000;

export const catchUpWorkloads: readonly Workload[] = [
  {
    name: 'catch-up',
    about: 'a subscription that counts 200,000 events in the order of the log and keeps a durable checkpoint, against an SQL cursor that keeps none',
    unit: 'events/s',
    better: 'higher',
    goal: 0.5,
    repetitions: 7,
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const [store, bound] = [await openBenchStore(url), await openRawLog(url)];
      await seed(store, bound);
      await tidy(url);
      let names = 0;
      return {
        measured: () => countAll(store, `Count ${(names += 1)}`),
        bound: () => countByCursor(bound),
        dispose: async () => {
          await store.close();
          await bound.close();
        },
      };
    },
  },
];

async function seed(store: Store, bound: RawLog): Promise<void> {
  for (let from = 0; from < EVENTS; from += STREAM_LENGTH) {
    const stream = `account/${randomUUID()}`;
    const events = Array.from({ length: STREAM_LENGTH }, (_, index) => payment(stream, index));
    await Promise.all([store.events.append({ streams: [{ stream, expected: 0, events: events.map(toStore) }] }), bound.appendMany(stream, 0, events)]);
  }
}

async function countAll(store: Store, name: string): Promise<number> {
  let count = 0;
  const head = await store.events.head();
  const taken = await timed(async () => {
    const application = await startApplication(watching(name, () => (count += 1)), store);
    await application.waitFor(head, LONG_ENOUGH);
    await application.stop();
  });
  return rate(count, taken);
}

async function countByCursor(log: RawLog): Promise<number> {
  let count = 0;
  const taken = await timed(() => log.readAll(() => (count += 1)));
  return rate(count, taken);
}

function rate(count: number, milliseconds: number): number {
  if (count !== EVENTS) throw new Error(`${EVENTS} events were to be counted, and ${count} were.`);
  return (count * 1000) / milliseconds;
}
