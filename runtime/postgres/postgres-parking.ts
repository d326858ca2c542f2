import { checkedReason } from '../store/checked-parking.ts';
import type { ParkedEvent, ParkingState, ParkingStore } from '../store/parking-store.ts';
import { storableText } from '../store/storable.ts';
import type { Database } from './database.ts';
import { type ParkedRow, statements } from './statements.ts';
import { instantFromPostgres } from './times.ts';

export function createPostgresParking(database: Database): ParkingStore {
  return {
    listParked: async (subscription) => (await database.run(statements.listParked, [subscription ?? null])).rows.map(parkedFromRow),
    parkedKeys: async () =>
      (await database.run(statements.parkedKeys, [])).rows.map(({ subscription, key, events, state, error }) => ({ subscription, key, events: Number(events), wanted: state !== 'parked', error })),
    listSkipped: async (limit) => (await database.run(statements.listSkipped, [limit])).rows.map(parkedFromRow),
    retryParked: async (subscription, key) => (await database.run(statements.changeFirstParked, [subscription, key, 'wanted', null])).count > 0,
    async skipParked(subscription, key, given) {
      const reason = checkedReason(given);
      return database.transaction(async (run) => {
        const { count } = await run(statements.changeFirstParked, [subscription, key, 'skipped', reason]);
        if (count === 0) return false;
        await run(statements.changeFirstParked, [subscription, key, 'wanted', null]);
        await run(statements.wantFollowers, [subscription, key]);
        return true;
      });
    },
    async parkAgain({ subscription, key, position }, error) {
      await database.run(statements.parkAgain, [subscription, key, position, storableText('The error of a parked event', error)]);
    },
  };
}

function parkedFromRow({ waits_for: waitsFor, waits_for_key: waitsForKey, ...row }: ParkedRow): ParkedEvent {
  return {
    subscription: row.subscription,
    key: row.key,
    position: BigInt(row.position),
    stream: row.stream,
    type: row.type,
    state: stateOf(row.state),
    error: row.error,
    reason: row.reason,
    parkedAt: instantFromPostgres(row.parked_at),
    ...(waitsFor === null || waitsForKey === null ? {} : { waitsFor: { subscription: waitsFor, key: waitsForKey } }),
  };
}

/** The table's own check allows no other. */
function stateOf(state: string): ParkingState {
  return state === 'behind' || state === 'wanted' || state === 'skipped' ? state : 'parked';
}
