import process from 'node:process';
import { accountEvents, accountNumbers, accountStream, seedAccounts } from '../accounts.ts';
import { rateOfAll } from '../callers.ts';
import { overviewCalled, watching } from '../followers.ts';
import { CONNECTIONS } from '../place.ts';
import { createPostgresStore } from '../../../runtime/postgres/postgres-store.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';
import type { Store } from '../../../runtime/store/store.ts';

/**
 * A process of its own, run with --expose-gc: `million.ts <read or write> <url> <schema>` lets a million events through,
 * and answers with the megabytes in use after the first 200,000 and after all.
 */
const EARLY = 200_000;
const ALL = 1_000_000;
const ACCOUNTS = 5000;
const AT_A_TIME = 20;
const LONG_ENOUGH = 600_000;

const [mode, url = '', schema = ''] = process.argv.slice(2);
const store = await createPostgresStore({ url, schema, readModelSchema: `${schema}_rows`, connections: CONNECTIONS });
process.send?.(await (mode === 'read' ? readAll(store) : writeAll(store)));
await store.close();
process.disconnect();

/** Megabytes that are still held when everything else has been collected. */
function inUse(): number {
  if (globalThis.gc === undefined) throw new Error('Run this with --expose-gc.');
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function readAll(from: Store): Promise<readonly number[]> {
  const figures: number[] = [];
  let count = 0;
  const application = await startApplication(
    watching(`Read ${process.pid}`, () => {
      count += 1;
      if (count === EARLY || count === ALL) figures.push(inUse());
    }),
    from,
  );
  await application.waitFor(await from.events.head(), LONG_ENOUGH);
  await application.stop();
  return figures;
}

/** Rounds of 20 events for each of 5,000 accounts, and the Account overview kept up meanwhile. */
async function writeAll(to: Store): Promise<readonly number[]> {
  const figures: number[] = [];
  const application = await startApplication(overviewCalled('Overview'), to);
  const accounts = accountNumbers(0, ACCOUNTS);
  await seedAccounts(to, accounts, 1);
  for (let each = 0; each < ALL / ACCOUNTS; each += AT_A_TIME) {
    await rateOfAll(16, ACCOUNTS, async (number) => {
      const account = accounts[number] ?? '';
      await to.events.append({ streams: [{ stream: accountStream(account), expected: each + 1, events: accountEvents(account, each + 1, each + 1 + AT_A_TIME) }] });
    });
    const written = (each + AT_A_TIME) * ACCOUNTS;
    if (written !== EARLY && written !== ALL) continue;
    await application.waitFor(await to.events.head(), LONG_ENOUGH);
    figures.push(inUse());
  }
  await application.stop();
  return figures;
}
