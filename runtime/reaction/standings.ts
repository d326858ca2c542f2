import { tableId } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';

/** How far a read model is, and what it has parked. Its rows are as of then. */
export interface Standing {
  /** Of the table that is read. */
  readonly id: string;
  readonly position: bigint;
  readonly parked: ReadonlySet<string>;
}

/** How far everybody is. Nobody ever gets back, so that an old answer is never wrong, only late. */
export interface Standings {
  /** At `wanted`, if it is there already, or wherever it is. A table that is still being filled is at 0. */
  readModel(name: string, wanted: bigint): Promise<Standing>;
  /** Of the share of a policy that has got least far. */
  policy(name: string): Promise<bigint>;
}

/** As the store has it, each read model asked for once in a while: until it is as far as somebody wants it. */
export function standingsIn({ readModels, checkpoints, parking }: Store, shares: (policy: string) => readonly string[]): Standings {
  const seen = new Map<string, Standing>();
  return {
    readModel: async (name, wanted) => {
      const known = seen.get(name);
      if (known !== undefined && known.position >= wanted && known.parked.size === 0) return known;
      const table = (await readModels.tables(name)).findLast(({ state }) => state === 'serving');
      if (table === undefined) return { id: name, position: 0n, parked: new Set() };
      const id = tableId(table);
      const { position } = await checkpoints.checkpoint(id);
      // Read behind the checkpoint: what was parked up to there shows.
      const standing = { id, position, parked: new Set((await parking.listParked(id)).map(({ key }) => key)) };
      seen.set(name, standing);
      return standing;
    },
    policy: async (name) => {
      const all = await Promise.all(shares(name).map(async (share) => (await checkpoints.checkpoint(share)).position));
      return all.reduce((least, each) => (each < least ? each : least));
    },
  };
}
