import { randomUUID } from 'node:crypto';
import process from 'node:process';
import pg from 'pg';
import { jsonArray, plainArray, textArray } from '../../../runtime/postgres/array-text.ts';
import { createAppendQueue } from '../../../runtime/postgres/append-queue.ts';
import { type Done, now, type Order, type Sent } from './orders.ts';

/** A process that appends as our store does: what comes together goes together, two batches at a time. */

interface Append {
  readonly stream: string;
  readonly revision: number;
}

process.on('message', (order: Order) => void carryOut(order).then((done) => process.send?.(done)));

async function carryOut({ url, schema, writers, milliseconds }: Order): Promise<Done> {
  const pool = new pg.Pool({ connectionString: url, max: 2, onConnect: async (client) => void (await client.query('SET plan_cache_mode TO force_generic_plan')) });
  const text = `SELECT ${schema}.append($1, $2, $3)`;
  const append = createAppendQueue<Append, true>({
    lanes: 2,
    keysOf: ({ stream }) => [stream],
    sizeOf: () => 1,
    send: async (batch) => {
      const sent: Sent = { at: now() };
      const data = JSON.stringify({ ...sent, filling: 'x'.repeat(120) });
      await pool.query({ name: 'append', text, values: [textArray(batch.map(({ stream }) => stream)), plainArray(batch.map(({ revision }) => revision)), jsonArray(batch.map(() => data))] });
      return batch.map(() => true);
    },
  });
  const from = now();
  const counts = await Promise.all(Array.from({ length: writers }, () => write(append, from + milliseconds)));
  const to = now();
  await pool.end();
  return { appended: counts.reduce((sum, count) => sum + count, 0), from, to };
}

async function write(append: (event: Append) => Promise<true>, until: number): Promise<number> {
  const stream = randomUUID();
  let revision = 0;
  while (now() < until) await append({ stream, revision: (revision += 1) });
  return revision;
}
