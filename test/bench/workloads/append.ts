import { randomUUID } from 'node:crypto';
import { rateOf } from '../callers.ts';
import { openRawBatchLog } from '../bounds/raw-batch.ts';
import { openRawLog, type RawLog } from '../bounds/raw-log.ts';
import { payment, toStore } from '../payments.ts';
import { openBenchStore } from '../place.ts';
import type { Workload } from '../workload.ts';
import type { Store } from '../../../runtime/store/store.ts';

const MILLISECONDS = 1500;
const STREAM_LENGTH = 100;

export const appendWorkloads: readonly Workload[] = [
  appending(1, 'one prepared insert a commit', openRawLog),
  appending(16, 'hand-written batches of inserts', openRawBatchLog),
  appending(64, 'hand-written batches of inserts', openRawBatchLog),
];

function appending(writers: number, against: string, openBound: (url: string) => Promise<RawLog>): Workload {
  return {
    name: `append-${writers}`,
    about: `events appended one by one by ${writers === 1 ? 'one writer' : `${writers} writers`}, each at the revision it expects, against ${against}`,
    unit: 'commits/s',
    better: 'higher',
    goal: 0.8,
    repetitions: 7,
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const [store, bound] = [await openBenchStore(url), await openBound(url)];
      return {
        measured: () => rateOf(writers, MILLISECONDS, () => writerOn(store)),
        bound: () => rateOf(writers, MILLISECONDS, () => rawWriterOn(bound)),
        dispose: async () => {
          await store.close();
          await bound.close();
        },
      };
    },
  };
}

/** Writes one event after the other, a hundred into each stream. */
export function writerOn(store: Store): () => Promise<void> {
  let [account, revision] = [randomUUID(), 0];
  return async () => {
    if (revision === STREAM_LENGTH) [account, revision] = [randomUUID(), 0];
    const result = await store.events.append({ streams: [{ stream: `account/${account}`, expected: revision, events: [toStore(payment(account, revision))] }] });
    if (result.kind !== 'appended') throw new Error(`Nobody else writes to this stream, and yet the append came to: ${result.kind}.`);
    revision += 1;
  };
}

export function rawWriterOn(log: RawLog): () => Promise<void> {
  let [account, version] = [randomUUID(), 0];
  return async () => {
    if (version === STREAM_LENGTH) [account, version] = [randomUUID(), 0];
    if (!(await log.append(`account/${account}`, version, payment(account, version)))) throw new Error('Nobody else writes to this stream, and yet there was a conflict.');
    version += 1;
  };
}
