import { randomUUID } from 'node:crypto';
import { openRawLog, type RawLog } from '../bounds/raw-log.ts';
import { timed } from '../callers.ts';
import { percentile } from '../figures.ts';
import { type Balance, folded, noBalance, payment, toStore } from '../payments.ts';
import { openBenchStore, tidy } from '../place.ts';
import type { Workload } from '../workload.ts';
import { isJsonObject } from '../../../runtime/message/json.ts';
import type { Store } from '../../../runtime/store/store.ts';

const MOST_AT_ONCE = 1000;

export const loadWorkloads: readonly Workload[] = [loading(1000, 20), loading(10_000, 5)];

/** Each repetition loads `times` streams; its figure is the middle one. */
function loading(length: number, times: number): Workload {
  return {
    name: `load-${length}`,
    about: `the ${length.toLocaleString('en-US')} events of a stream read and folded, against one select and the same fold`,
    unit: 'ms',
    goal: 1.2,
    repetitions: 11,
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const [store, bound] = [await openBenchStore(url), await openRawLog(url)];
      const streams = Array.from({ length: times }, () => `account/${randomUUID()}`);
      for (const stream of streams) await seed(store, bound, stream, length);
      await tidy(url);
      return {
        measured: () => middle(streams, async (stream) => expectAll(await load(store, stream), length)),
        bound: () => middle(streams, async (stream) => expectAll(await rawLoad(bound, stream), length)),
        dispose: async () => {
          await store.close();
          await bound.close();
        },
      };
    },
  };
}

async function seed(store: Store, bound: RawLog, stream: string, length: number): Promise<void> {
  for (let from = 0; from < length; from += MOST_AT_ONCE) {
    const events = Array.from({ length: Math.min(MOST_AT_ONCE, length - from) }, (_, offset) => payment(stream, from + offset));
    await store.events.append({ streams: [{ stream, expected: from, events: events.map(toStore) }] });
    await bound.appendMany(stream, from, events);
  }
}

async function middle(streams: readonly string[], work: (stream: string) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (const stream of streams) times.push(await timed(() => work(stream)));
  return percentile(times, 0.5);
}

async function load(store: Store, stream: string): Promise<Balance> {
  let balance = noBalance;
  for await (const { data } of store.events.readStream(stream)) {
    if (isJsonObject(data)) balance = folded(balance, data);
  }
  return balance;
}

async function rawLoad(log: RawLog, stream: string): Promise<Balance> {
  return (await log.load(stream)).reduce((balance, { data }) => folded(balance, data), noBalance);
}

async function expectAll({ balance }: Balance, length: number): Promise<void> {
  if (balance !== (length - 1) * 10) throw new Error(`A stream of ${length} events was folded to ${balance}.`);
}
