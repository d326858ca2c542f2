import { openRawLog, type RawLog } from '../bounds/raw-log.ts';
import { readByPolling } from '../bounds/raw-reader.ts';
import { watching } from '../followers.ts';
import { benchSchema, openBenchStore } from '../place.ts';
import type { Workload } from '../workload.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';
import { createPostgresStore } from '../../../runtime/postgres/postgres-store.ts';
import type { Store } from '../../../runtime/store/store.ts';
import { rawWriterOn, writerOn } from './append.ts';

const WRITERS = 16;
const STORES = 4;
const EVENTS_EACH = 250;
const LONG_ENOUGH = 60_000;

export const faultlessWorkloads: readonly Workload[] = [
  {
    name: 'events-missed',
    about: 'of 4,000 events of 16 writers on four stores at once, those that a subscription misses, sees twice or sees out of order, against a reader of "position > last"',
    unit: 'events',
    goal: 0,
    repetitions: 9,
    prepare: async (place) => {
      const [url, schema] = [await place.databaseUrl(), benchSchema()];
      const [store, bound] = [await openBenchStore(url, schema), await openRawLog(url, undefined, WRITERS + 1)];
      const others = await Promise.all(Array.from({ length: STORES - 1 }, () => createPostgresStore({ url, schema, readModelSchema: `${schema}_rows` })));
      let names = 0;
      return {
        measured: () => faultsOfOurs([store, ...others], `Watch ${(names += 1)}`),
        bound: () => faultsOfRaw(bound),
        dispose: async () => {
          for (const each of [...others, store, bound]) await each.close();
        },
      };
    },
  },
];

async function faultsOfOurs(stores: readonly Store[], name: string): Promise<number> {
  const [store] = stores;
  if (store === undefined) throw new Error('There is no store to read from.');
  const before = await store.events.head();
  const seen = watch();
  const application = await startApplication(watching(name, ({ stream, revision, position }) => position > before && seen.see(stream, revision)), store);
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => repeatedly(writerOn(stores[writer % stores.length] ?? store))));
  await application.waitFor(await store.events.head(), LONG_ENOUGH);
  await application.stop();
  return seen.faults();
}

async function faultsOfRaw(log: RawLog): Promise<number> {
  const seen = watch();
  const reader = await readByPolling(log, ({ stream, version }) => seen.see(stream, version + 1));
  await Promise.all(Array.from({ length: WRITERS }, () => repeatedly(rawWriterOn(log))));
  await reader.stop();
  return seen.faults();
}

async function repeatedly(write: () => Promise<void>): Promise<void> {
  for (let number = 0; number < EVENTS_EACH; number += 1) await write();
}

/** Every revision of every stream should be seen once, and after the one before it. */
function watch(): { see(stream: string, revision: number): void; faults(): number } {
  const last = new Map<string, number>();
  const seen = new Set<string>();
  let amiss = 0;
  return {
    see: (stream, revision) => {
      const event = `${stream}@${revision}`;
      if (seen.has(event) || revision < (last.get(stream) ?? 0)) amiss += 1;
      seen.add(event);
      last.set(stream, revision);
    },
    faults: () => WRITERS * EVENTS_EACH - seen.size + amiss,
  };
}
