import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { RawEvent, RawLog, RawRow } from './raw-log.ts';

/** Somebody who reads what was appended, and how to append so that it hears of it. */
export interface RawReader {
  append(stream: string, version: number, event: RawEvent): Promise<void>;
  stop(): Promise<void>;
}

/** Reads behind the last position it saw whenever an append notifies. As fast as it goes, and it misses what commits late. */
export async function readWhenNotified(log: RawLog, onEvent: (event: RawRow) => void): Promise<RawReader> {
  const listener = new pg.Client({ connectionString: log.url });
  await listener.connect();
  let position = await log.head();
  let busy = false;
  let again = false;
  const pump = async (): Promise<void> => {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      const rows = await log.readAfter(position);
      again = rows.length > 0;
      position = rows.at(-1)?.position ?? position;
      rows.forEach(onEvent);
    }
    busy = false;
  };
  listener.on('notification', () => void pump());
  await listener.query(`LISTEN "${log.schema}"`);
  const notifying = `WITH stored AS (INSERT INTO "${log.schema}".events (stream, version, type, data) VALUES ($1, $2, $3, $4) RETURNING position) SELECT pg_notify('${log.schema}', position::text) FROM stored`;
  return {
    append: async (stream, version, { type, data }) => void (await log.run(notifying, [stream, version, type, data], 'notifying')),
    stop: async () => {
      await listener.end();
      while (busy) await sleep(1);
    },
  };
}

/** Reads behind the last position it saw, every few milliseconds. */
export async function readByPolling(log: RawLog, onEvent: (event: RawRow) => void): Promise<{ stop(): Promise<void> }> {
  const control = { stopped: false };
  const from = await log.head();
  const reading = (async () => {
    for (let position = from; ; ) {
      const { stopped } = control;
      const rows = await log.readAfter(position);
      position = rows.at(-1)?.position ?? position;
      rows.forEach(onEvent);
      if (rows.length === 0 && stopped) return;
      if (rows.length === 0) await sleep(5);
    }
  })();
  return {
    stop: async () => {
      control.stopped = true;
      await reading;
    },
  };
}
