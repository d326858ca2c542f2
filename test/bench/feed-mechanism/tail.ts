import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { now } from './orders.ts';

export interface Tail {
  /** Milliseconds from sending to seeing, one for each event seen. */
  stop(): Promise<readonly number[]>;
}

const PAUSE_IN_MILLISECONDS = 3;
const LAST_LOOK_IN_MILLISECONDS = 200;

/** Reads what is behind the last place it saw, over and over. */
export function follow(url: string, schema: string): Tail {
  const control = { stopAt: Number.POSITIVE_INFINITY };
  const reading = (async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const delays: number[] = [];
    for (let place = '0'; now() < control.stopAt; ) {
      const { rows: [bound] } = await client.query(`SELECT ${schema}.bound() AS bound`);
      const { rows } = await client.query({ name: schema, text: `SELECT place, data ->> 'at' AS at FROM ${schema}.read_behind($1, $2)`, values: [place, bound.bound] });
      const seen = now();
      for (const { at } of rows) delays.push(seen - Number(at));
      place = rows.at(-1)?.place ?? place;
      if (rows.length === 0) await sleep(PAUSE_IN_MILLISECONDS);
    }
    await client.end();
    return delays;
  })();
  return {
    stop: async () => {
      control.stopAt = now() + LAST_LOOK_IN_MILLISECONDS;
      return reading;
    },
  };
}
