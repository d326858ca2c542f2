import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import process from 'node:process';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { percentile } from '../figures.ts';
import { benchSchema, dropSchemas, openPlace } from '../place.ts';
import type { Done, Order } from './orders.ts';
import { follow } from './tail.ts';

/**
 * What keeps the feed of all events free of gaps, and what it costs: four mechanisms under appends that are batched as ours are, with a reader that
 * follows, and with and without a transaction of somebody else that stays open. A line of JSON for each run goes to `--out`.
 */

const CANDIDATES = ['advisory-lock', 'counter-row', 'shared-lock', 'transaction-id'];
const LOADS = [{ processes: 1, writers: 1 }, { processes: 1, writers: 16 }, { processes: 1, writers: 64 }, { processes: 4, writers: 16 }];
const MOST_PROCESSES = 4;

const { values } = parseArgs({ options: { out: { type: 'string' }, repetitions: { type: 'string', default: '5' }, milliseconds: { type: 'string', default: '1000' } } });

interface Run {
  readonly candidate: string;
  readonly processes: number;
  readonly writers: number;
  /** Whether somebody else has a transaction open that wrote something. */
  readonly beside: boolean;
}

const place = openPlace();
const url = await place.databaseUrl();
const machine = await place.description();
const children = Array.from({ length: MOST_PROCESSES }, () => fork(new URL('writer.ts', import.meta.url), { execArgv: ['--conditions=stormwright-source', '--import', import.meta.resolve('tsx')] }));
try {
  for (let repetition = 1; repetition <= Number(values.repetitions); repetition += 1) {
    for (const load of LOADS) for (const beside of [false, true]) for (const candidate of CANDIDATES) await measureAndTell({ candidate, ...load, beside }, repetition);
  }
} finally {
  for (const child of children) child.disconnect();
  await place.close();
}

async function measureAndTell(run: Run, repetition: number): Promise<void> {
  const line = { ...run, repetition, ...(await measured(run)), machine };
  if (values.out !== undefined) appendFileSync(values.out, `${JSON.stringify(line)}\n`);
  process.stdout.write(`${Object.values({ ...line, machine: '' }).join('\t')}\n`);
}

async function measured({ candidate, processes, writers, beside }: Run): Promise<object> {
  const schema = benchSchema();
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.unrelated (number integer)`);
  await other.query(readFileSync(new URL(`candidates/${candidate}.sql`, import.meta.url), 'utf8').replaceAll('{schema}', schema));
  if (beside) await other.query(`BEGIN; INSERT INTO ${schema}.unrelated VALUES (1)`);
  const tail = follow(url, schema);
  const all = await Promise.all(children.slice(0, processes).map((child) => carriedOut(child, { url, schema, writers, milliseconds: Number(values.milliseconds) })));
  const delays = (await tail.stop()).toSorted((a, b) => a - b);
  const appended = all.reduce((sum, done) => sum + done.appended, 0);
  const seconds = (Math.max(...all.map(({ to }) => to)) - Math.min(...all.map(({ from }) => from))) / 1000;
  await other.end();
  await dropSchemas(url, [schema]);
  return { appendsPerSecond: Math.round(appended / seconds), appended, seen: delays.length, visibleMedian: rounded(delays, 0.5), visible99: rounded(delays, 0.99) };
}

/** Milliseconds; null when nothing was seen. */
function rounded(delays: readonly number[], share: number): number | null {
  return delays.length === 0 ? null : Math.round(percentile(delays, share) * 10) / 10;
}

async function carriedOut(child: ChildProcess, order: Order): Promise<Done> {
  const answered = once(child, 'message');
  child.send(order);
  const [done] = await answered;
  return done;
}
