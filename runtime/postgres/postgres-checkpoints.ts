import type { CheckpointStore } from '../store/checkpoint-store.ts';
import { storableName } from '../store/storable.ts';
import type { Database } from './database.ts';
import { statements } from './statements.ts';

export function createPostgresCheckpoints(database: Database): CheckpointStore {
  return {
    async checkpoint(subscription) {
      const { rows } = await database.run(statements.checkpoint, [storableName('A subscription', subscription)]);
      return BigInt(rows[0]?.position ?? 0);
    },
    async moveCheckpoint(subscription, from, to) {
      const { rows } = await database.run(statements.moveCheckpoint, [storableName('A subscription', subscription), from, to]);
      return rows.length > 0;
    },
  };
}
