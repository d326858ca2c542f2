import type { Json } from '../message/json.ts';
import type { ParkedAt } from '../store/parking-store.ts';
import type { Row } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import type { Found, LookUp } from './policy.ts';
import type { Standings } from './standings.ts';
import { encodedKey, keyText } from './table.ts';

/** By the names the policy gives them. */
export type LookUps = readonly (readonly [name: string, lookUp: LookUp])[];

export type Looked =
  /** Nothing when one of the rows is not there: the policy then does not act. */
  | { readonly kind: 'looked'; readonly found: Found | undefined }
  | { readonly kind: 'held up'; readonly by: string }
  /** Something is parked that would have changed one of the rows. */
  | { readonly kind: 'parked'; readonly behind: Omit<ParkedAt, 'position'> };

/** Where a look-up belongs: what is seen under this id is seen again under it. */
export interface Sight {
  readonly id: string;
  readonly standings: Standings;
  /** What looked-up read models must have passed. */
  readonly position: bigint;
}

/** All rows by the names the policy gives them, unless one of their read models has not passed the position yet. */
export async function lookUp({ readModels, sights }: Store, { id, standings, position }: Sight, lookUps: LookUps): Promise<Looked> {
  if (lookUps.length === 0) return { kind: 'looked', found: {} };
  const rows: [string, Row][] = [];
  for (const [name, { readModel, key }] of lookUps) {
    const standing = await standings.readModel(readModel.name, position);
    if (standing.position < position) return { kind: 'held up', by: readModel.name };
    const wanted = Object.values(key).includes(null) ? undefined : encodedKey(readModel, key);
    const parked = wanted === undefined ? undefined : parkedKey(standing.parked, keyText(readModel, wanted));
    if (parked !== undefined) return { kind: 'parked', behind: { subscription: standing.id, key: parked } };
    const row = wanted === undefined ? undefined : await readModels.find(readModel.name, wanted);
    if (row === undefined) return { kind: 'looked', found: decoded(lookUps, await sights.keepSight(id, null)) };
    rows.push([name, row]);
  }
  return { kind: 'looked', found: decoded(lookUps, await sights.keepSight(id, Object.fromEntries(rows))) };
}

/** What can not even be read may be about any row. */
function parkedKey(parked: ReadonlySet<string>, row: string): string | undefined {
  return parked.has(row) ? row : [...parked].find((key) => !key.startsWith('['));
}

function decoded(lookUps: LookUps, seen: Json): Found | undefined {
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen)) return undefined;
  const rows = new Map(Object.entries(seen));
  return Object.fromEntries(lookUps.map(([name, { readModel }]) => [name, readModel.row.decode(rows.get(name) ?? null)] as const));
}
