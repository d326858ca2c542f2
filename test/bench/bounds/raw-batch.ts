import pg from 'pg';
import { manyAtOnce, openRawLog, type RawEvent, type RawLog } from './raw-log.ts';

/** How many statements are under way at a time, each on a connection of its own. */
const LANES = 2;

interface Waiting {
  readonly stream: string;
  readonly version: number;
  readonly event: RawEvent;
  readonly resolve: (stored: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** The raw log, where appends that arrive while statements are under way go out together as the next one. */
export async function openRawBatchLog(url: string): Promise<RawLog> {
  const log = await openRawLog(url);
  const pool = new pg.Pool({ connectionString: url, max: LANES });
  let queue: Waiting[] = [];
  let flying = 0;
  const pump = async (): Promise<void> => {
    if (flying >= LANES || queue.length === 0) return;
    const batch = queue;
    queue = [];
    flying += 1;
    await send(pool, log.schema, batch);
    flying -= 1;
    void pump();
  };
  return {
    ...log,
    append: (stream, version, event) =>
      new Promise((resolve, reject) => {
        queue.push({ stream, version, event, resolve, reject });
        if (queue.length === 1) queueMicrotask(() => void pump());
      }),
    close: async () => {
      await pool.end();
      await log.close();
    },
  };
}

async function send(pool: pg.Pool, schema: string, batch: readonly Waiting[]): Promise<void> {
  try {
    const { rows } = await pool.query<{ readonly stream: string; readonly version: number }>(manyAtOnce(schema, batch));
    const stored = rows.length === batch.length ? undefined : new Set(rows.map(({ stream, version }) => `${stream}@${version}`));
    for (const { stream, version, resolve } of batch) resolve(stored === undefined || stored.has(`${stream}@${version}`));
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}
