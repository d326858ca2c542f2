import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { WakeUps } from '../store/wake-ups.ts';
import type { Database } from './database.ts';
import { quoted } from './names.ts';
import { statements } from './statements.ts';

/** Wakes this process and others when something was appended. Everything here may be lost: polling delivers. */
export interface WakeListener {
  /** Something was appended in this process, up to `position`. */
  appended(position: bigint): void;
  /** Listens to other processes from now on. */
  listen(): void;
  stop(): Promise<void>;
}

/** Others hear of many appends at once: a NOTIFY takes a lock of the whole cluster while it commits. */
const GATHER_IN_MILLISECONDS = 10;
const FIRST_RETRY_IN_MILLISECONDS = 100;
const LAST_RETRY_IN_MILLISECONDS = 5_000;

export function createWakeListener(database: Database, schema: string, wakeUps: WakeUps): WakeListener {
  const channel = `storm_${createHash('sha256').update(schema).digest('hex').slice(0, 24)}`;
  const self = randomUUID();
  const listening = createListening(database, channel, (sender) => {
    if (sender !== self) wakeUps.wakeAll();
  });
  let gathering: NodeJS.Timeout | undefined;
  const tellOthers = (): void => {
    gathering = undefined;
    // In a transaction of its own, after the append: what happens to it cannot harm an event.
    database.run(statements.notify, [channel, self]).catch(() => {});
  };
  return {
    appended(position) {
      wakeUps.wakeAll(position);
      gathering ??= setTimeout(tellOthers, GATHER_IN_MILLISECONDS).unref();
    },
    listen: listening.start,
    async stop() {
      clearTimeout(gathering);
      await listening.stop();
    },
  };
}

interface Listening {
  start(): void;
  stop(): Promise<void>;
}

/** One connection that listens, and is made anew whenever it breaks. */
function createListening(database: Database, channel: string, hear: (sender: string) => void): Listening {
  let state: 'idle' | 'listening' | 'stopped' = 'idle';
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let connecting: Promise<void> = Promise.resolve();

  const again = (delay: number): void => {
    if (state !== 'listening') return;
    retry = setTimeout(() => void (connecting = connect(Math.min(delay * 2, LAST_RETRY_IN_MILLISECONDS))), delay).unref();
  };
  const connect = async (nextDelay: number): Promise<void> => {
    const fresh = await database.connect().catch(() => undefined);
    client = fresh;
    if (fresh === undefined) return again(nextDelay);
    fresh.on('notification', ({ payload }) => hear(payload ?? ''));
    fresh.on('end', () => again(FIRST_RETRY_IN_MILLISECONDS));
    await fresh.query(`LISTEN ${quoted(channel)}`).catch(() => fresh.end());
    // Whatever was said while nobody listened.
    hear('');
  };
  return {
    start() {
      if (state !== 'idle') return;
      state = 'listening';
      connecting = connect(FIRST_RETRY_IN_MILLISECONDS);
    },
    async stop() {
      state = 'stopped';
      clearTimeout(retry);
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
