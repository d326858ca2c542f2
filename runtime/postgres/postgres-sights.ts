import { storableJson, storableUuid } from '../store/storable.ts';
import type { SightStore } from '../store/sight-store.ts';
import type { Database } from './database.ts';
import { statements } from './statements.ts';

export function createPostgresSights(database: Database): SightStore {
  return {
    async keepSight(given, seen) {
      const [id, text] = [storableUuid('The id of a sight', given), storableJson('What a policy saw', seen)];
      for (;;) {
        const [first] = (await database.run(statements.keepSight, [id, text])).rows;
        if (first !== undefined) return JSON.parse(first.seen);
        // Somebody kept another one while this statement ran, and it shows in the next.
      }
    },
    async forgetSights(ids) {
      if (ids.length > 0) await database.run(statements.forgetSights, [ids.map((id) => storableUuid('The id of a sight', id))]);
    },
  };
}
