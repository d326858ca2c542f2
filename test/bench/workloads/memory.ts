import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { rateOfAll } from '../callers.ts';
import { payment, toStore } from '../payments.ts';
import { benchSchema, dropSchemas, openBenchStore, tidy } from '../place.ts';
import type { Prepared, Workload } from '../workload.ts';

const EVENTS = 1_000_000;
const AT_ONCE = 500;

const memory = { unit: 'MB', goal: 1.1, repetitions: 5, warmUp: false } as const;

export const memoryWorkloads: readonly Workload[] = [
  {
    ...memory,
    name: 'memory-read',
    about: 'what is in use after a subscription has seen 1,000,000 events, against after 200,000',
    prepare: async (place) => {
      const [url, schema] = [await place.databaseUrl(), benchSchema()];
      const store = await openBenchStore(url, schema);
      await rateOfAll(4, EVENTS / AT_ONCE, async () => {
        const stream = `account/${randomUUID()}`;
        await store.events.append({ streams: [{ stream, expected: 0, events: Array.from({ length: AT_ONCE }, (_, index) => toStore(payment(stream, index))) }] });
      });
      await tidy(url);
      return lateAndEarly(() => million('read', url, schema), () => store.close());
    },
  },
  {
    ...memory,
    name: 'memory-write',
    about: 'what is in use after 1,000,000 events were appended and the Account overview has followed, against after 200,000',
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const run = async (): Promise<readonly number[]> => {
        const schema = benchSchema();
        const figures = await million('write', url, schema);
        await dropSchemas(url, [schema, `${schema}_rows`]);
        return figures;
      };
      return lateAndEarly(run, async () => {});
    },
  },
];

/** Both figures come out of one run. */
function lateAndEarly(run: () => Promise<readonly number[]>, dispose: () => Promise<void>): Prepared {
  let early = Number.NaN;
  return {
    measured: async () => {
      const [first = Number.NaN, last = Number.NaN] = await run();
      early = first;
      return last;
    },
    bound: async () => early,
    dispose,
  };
}

async function million(mode: 'read' | 'write', url: string, schema: string): Promise<readonly number[]> {
  const child = fork(join(import.meta.dirname, '..', 'processes', 'million.ts'), [mode, url, schema], { execArgv: ['--expose-gc', '--conditions=stormwright-source', '--import', import.meta.resolve('tsx')] });
  const ended = once(child, 'exit');
  const [figures] = await Promise.race([once(child, 'message'), ended.then(([code]) => Promise.reject(new Error(`The process that sees a million events has ended with ${String(code)}.`)))]);
  await ended;
  return figures as readonly number[];
}
