import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountEvent, accountEvents, accountNumber, accountStream, seedAccounts } from '../accounts.ts';
import { openRawLog, type RawLog } from '../bounds/raw-log.ts';
import { readWhenNotified } from '../bounds/raw-reader.ts';
import { percentile } from '../figures.ts';
import { overviewCalled } from '../followers.ts';
import { openBenchStore } from '../place.ts';
import type { Workload } from '../workload.ts';
import type { RunningApplication } from '../../../runtime/reaction/running-application.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';

const EVENTS = 120;
const LONG_ENOUGH = 10_000;

export const visibleWorkloads: readonly Workload[] = [visible('visible-p50', 0.5, 2), visible('visible-p99', 0.99, 3)];

/** One event after the other, some 20 ms apart, as on a day without a rush. */
function visible(name: string, share: number, goal: number): Workload {
  return {
    name,
    about: `from the call of an append until its row of the Account overview is committed (${share * 100} % of all), against insert with NOTIFY, LISTEN and select`,
    unit: 'ms',
    goal,
    repetitions: 5,
    prepare: async (place) => {
      const url = await place.databaseUrl();
      const [store, log] = [await openBenchStore(url), await openRawLog(url)];
      const application = await startApplication(overviewCalled('Overview'), store);
      let sets = 0;
      return {
        measured: () => untilVisible(application, accountNumber(0, (sets += 1)), share),
        bound: () => untilHeard(log, share),
        dispose: async () => {
          await application.stop();
          await store.close();
          await log.close();
        },
      };
    },
  };
}

async function untilVisible({ store, waitFor }: RunningApplication, account: string, share: number): Promise<number> {
  await seedAccounts(store, [account], 1);
  return middleOf(share, async (revision) => {
    const result = await store.events.append({ streams: [{ stream: accountStream(account), expected: revision, events: accountEvents(account, revision, revision + 1) }] });
    const position = result.kind === 'appended' ? result.events[0]?.position : undefined;
    if (position === undefined || !(await waitFor(position, LONG_ENOUGH))) throw new Error('What was appended did not become visible.');
  });
}

async function untilHeard(log: RawLog, share: number): Promise<number> {
  const [stream, heard] = [`account/${randomUUID()}`, new Map<string, () => void>()];
  const reader = await readWhenNotified(log, ({ stream: of, version }) => heard.get(`${of}@${version}`)?.());
  try {
    return await middleOf(share, async (version) => {
      const arrived = new Promise<void>((resolve) => heard.set(`${stream}@${version}`, resolve));
      await reader.append(stream, version, accountEvent(stream, version));
      await arrived;
    });
  } finally {
    await reader.stop();
  }
}

async function middleOf(share: number, work: (number: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let number = 1; number <= EVENTS; number += 1) {
    const start = performance.now();
    await work(number);
    times.push(performance.now() - start);
    await sleep(10 + Math.random() * 10);
  }
  return percentile(times, share);
}
