import type { Json } from '../message/json.ts';
import { storableJson, storableUuid } from '../store/storable.ts';
import type { SightStore } from '../store/sight-store.ts';

export function createMemorySights(): SightStore {
  const sights = new Map<string, string>();
  return {
    async keepSight(given, seen): Promise<Json> {
      const id = storableUuid('The id of a sight', given);
      const first = sights.get(id) ?? storableJson('What a policy saw', seen);
      sights.set(id, first);
      return JSON.parse(first);
    },
    async forgetSights(ids) {
      for (const id of ids) sights.delete(storableUuid('The id of a sight', id));
    },
  };
}
