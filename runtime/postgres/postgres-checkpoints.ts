import { type Checkpoint, type CheckpointMove, type CheckpointStore, shareId } from '../store/checkpoint-store.ts';
import { checkedParking } from '../store/checked-parking.ts';
import { storableName, storableText } from '../store/storable.ts';
import type { Database, Run } from './database.ts';
import { type CheckpointRow, statements } from './statements.ts';

export function createPostgresCheckpoints(database: Database): CheckpointStore {
  return {
    async checkpoint(subscription) {
      const [row] = (await database.run(statements.checkpoint, [storableName('A subscription', subscription)])).rows;
      return row === undefined ? { position: 0n, failure: null } : checkpointFromRow(row);
    },
    async moveCheckpoint(move) {
      const { park = [], settle = [] } = move;
      // Nearly always there is nothing else to do, and one statement is a transaction of its own.
      if (park.length === 0 && settle.length === 0) return moves(database.run, move);
      return database.transaction(async (run, rollBack) => {
        const moved = await moves(run, move);
        if (!moved) rollBack();
        return moved;
      });
    },
    async noteFailure(subscription, { position, attempts, error, retryInMilliseconds }) {
      await database.run(statements.noteFailure, [storableName('A subscription', subscription), position, attempts, storableText('The error of a subscription', error), retryInMilliseconds]);
    },
    beginShares: (name, shares, position) => database.transaction((run) => beginShares(run, storableName('A subscription', name), shares, position)),
    listCheckpoints: async () => (await database.run(statements.listCheckpoints, [])).rows.map((row) => ({ subscription: row.subscription, ...checkpointFromRow(row) })),
  };
}

/** Moves a checkpoint, and parks and settles with it, in the transaction of `run`. `false` when nothing may stay of it. */
export async function moves(run: Run, { subscription, from, to, lease, park = [], settle = [] }: CheckpointMove): Promise<boolean> {
  const { rows } = await run(statements.moveCheckpoint, [storableName('A subscription', subscription), from, to, lease?.name ?? null, lease?.token ?? null]);
  if (rows.length === 0) return false;
  if (park.length > 0) await run(statements.park, [parkText(park)]);
  for (const { subscription: of, key, position } of settle) {
    await run(statements.settleParked, [of, key, position]);
    await run(statements.wantFollowers, [of, key]);
  }
  return true;
}

function parkText(events: NonNullable<CheckpointMove['park']>): string {
  return JSON.stringify(
    events.map((event) => {
      const { waitsFor, position, ...rest } = checkedParking(event);
      return { ...rest, position: position.toString(), waitsFor: waitsFor?.subscription ?? null, waitsForKey: waitsFor?.key ?? null };
    }),
  );
}

async function beginShares(run: Run, name: string, shares: number, position: bigint): Promise<void> {
  await run(statements.lockSchema, []);
  const { rows: known } = await run(statements.sharesOf, [name]);
  const wanted = Array.from({ length: shares }, (_, number) => shareId(name, number, shares));
  if (wanted.every((id) => known.some(({ subscription }) => subscription === id))) return;
  const slowest = known.map((row) => BigInt(row.position)).reduce<bigint | undefined>((least, each) => (least === undefined || each < least ? each : least), undefined);
  await run(statements.forgetShares, [name]);
  await run(statements.beginShares, [name, wanted, slowest ?? position]);
}

function checkpointFromRow({ position, failed_position: failed, failed_attempts: attempts, failed_error: error, retry_in: retry }: CheckpointRow): Checkpoint {
  if (failed === null) return { position: BigInt(position), failure: null };
  return { position: BigInt(position), failure: { position: BigInt(failed), attempts: Number(attempts), error: error ?? '', retryInMilliseconds: Number(retry) } };
}
