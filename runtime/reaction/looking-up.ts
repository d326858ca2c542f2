import type { Store } from '../store/store.ts';
import type { Found, LookUp } from './policy.ts';
import { encodedKey } from './table.ts';

/** By the names the policy gives them. */
export type LookUps = readonly (readonly [name: string, lookUp: LookUp])[];

/** Tells how far read models are. They only get further, so that most questions need not go to the store. */
export interface Reach {
  /** The first of `readModels` that has not passed `position`. */
  firstBehind(readModels: Iterable<string>, position: bigint): Promise<string | undefined>;
}

export function reachOf({ readModels: store }: Store): Reach {
  const seen = new Map<string, bigint>();
  const hasPassed = async (readModel: string, position: bigint): Promise<boolean> => {
    if ((seen.get(readModel) ?? -1n) >= position) return true;
    const checkpoint = await store.checkpoint(readModel);
    seen.set(readModel, checkpoint);
    return checkpoint >= position;
  };
  return {
    firstBehind: async (readModels, position) => {
      for (const readModel of readModels) if (!(await hasPassed(readModel, position))) return readModel;
      return undefined;
    },
  };
}

export type Looked =
  /** Nothing when one of the rows is not there: the policy then does not act. */
  | { readonly kind: 'looked'; readonly found: Found | undefined }
  | { readonly kind: 'held up'; readonly by: string };

/** All rows by the names the policy gives them, unless one of their read models has not passed `position` yet. */
export async function lookUp({ readModels }: Store, reach: Reach, lookUps: LookUps, position: bigint): Promise<Looked> {
  const by = await reach.firstBehind(lookUps.map(([, { readModel }]) => readModel.name), position);
  if (by !== undefined) return { kind: 'held up', by };
  const found: [string, object][] = [];
  for (const [name, { readModel, key }] of lookUps) {
    const row = Object.values(key).includes(null) ? undefined : await readModels.find(readModel.name, encodedKey(readModel, key));
    if (row === undefined) return { kind: 'looked', found: undefined };
    found.push([name, readModel.row.decode(row)]);
  }
  return { kind: 'looked', found: Object.fromEntries(found) };
}
