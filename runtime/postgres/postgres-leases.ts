import { checkedHeartbeat } from '../store/checked-heartbeat.ts';
import type { LeaseStore } from '../store/lease-store.ts';
import type { Database } from './database.ts';
import { statements } from './statements.ts';

export function createPostgresLeases(database: Database): LeaseStore {
  return {
    async holdLeases(given) {
      const { owner, names, milliseconds } = checkedHeartbeat(given);
      const { rows } = await database.run(statements.holdLeases, [owner, names, milliseconds]);
      return rows.map(({ name, token }) => ({ name, token: BigInt(token) }));
    },
    async releaseLeases(owner, names) {
      await database.run(statements.releaseLeases, [owner, names ?? null]);
      if (names === undefined) await database.run(statements.forgetWorker, [owner]);
    },
    listLeases: async () =>
      (await database.run(statements.listLeases, [])).rows.map(({ name, owner, token, remaining }) => ({ name, owner, token: BigInt(token), remainingMilliseconds: owner === null ? 0 : Number(remaining) })),
  };
}
