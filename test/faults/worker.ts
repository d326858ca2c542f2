import { writeSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { Email } from '../../generated/bank/email.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { traffic, type ToSend } from './bank-traffic.ts';
import { randomFrom } from './random.ts';
import type { WorkerLine, WorkerOptions } from './worker-options.ts';

/**
 * The bank as a process of its own, to be hurt: it sends itself commands from a seeded source, says which were accepted once
 * they were, and follows the log like any other worker. What fails is sent again under the same id. SIGTERM ends it in order.
 */
const options: WorkerOptions = JSON.parse(process.argv[2] ?? '{}');
const random = randomFrom(options.seed);
const ending = { asked: false };
process.on('SIGTERM', () => (ending.asked = true));

/** Past every buffer of ours: what was said stays said when the process is killed. */
const say = (line: WorkerLine): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const email: Email = {
  async sendThankYouEmail(_request, { idempotencyKey }) {
    await sleep(random.below(5));
    say({ kind: 'delivered', request: idempotencyKey });
  },
};

const jumps = options.clockJumps ?? 0;
const clock = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Date.now() + Math.round((random.next() - 0.5) * 2 * jumps));

const store = await untilItWorks(() => createPostgresStore({ url: options.url, schema: options.schema, connections: options.connections }));
const { pollInMilliseconds, leaseInMilliseconds, batchSize } = options;
const application = await untilItWorks(() => startApplication(bank({ email }), store, { pollInMilliseconds, batchSize, leaseInMilliseconds, ...(jumps === 0 ? {} : { clock }) }));
say({ kind: 'ready' });
await work(application, store);

async function work(running: RunningApplication, on: Store): Promise<void> {
  const source = traffic(options.seed, random);
  await Promise.all(Array.from({ length: options.callers }, () => call(running, source)));
  while (!ending.asked) await sleep(20);
  await running.stop();
  await on.close();
  say({ kind: 'stopped' });
}

async function call(running: RunningApplication, source: Generator<ToSend>): Promise<void> {
  for (const each of source) {
    await sendUntilItEnds(running, each);
    if (ending.asked) return;
  }
}

async function sendUntilItEnds(running: RunningApplication, { commandId, message }: ToSend): Promise<void> {
  while (!ending.asked) {
    try {
      const result = await running.send(message, { commandId });
      if (result.kind === 'refused') say({ kind: 'refused', commandId });
      if (result.kind === 'accepted') say({ kind: 'acknowledged', commandId, events: result.events.map(({ id, stream, revision, position }) => ({ id, stream, revision, position: String(position) })) });
      if (result.kind !== 'retries exhausted') return;
    } catch (error) {
      say({ kind: 'failed', error: error instanceof Error ? error.message : String(error) });
    }
    await sleep(20);
  }
}

async function untilItWorks<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      say({ kind: 'failed', error: error instanceof Error ? error.message : String(error) });
      if (ending.asked) throw error;
      await sleep(50);
    }
  }
}
