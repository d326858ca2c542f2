import { storableName } from '../store/storable.ts';
import { type Checkpoint, type CheckpointMove, type CheckpointStore, type Failure, shareId } from '../store/checkpoint-store.ts';
import type { MemoryLeases } from './memory-leases.ts';
import type { MemoryParking } from './memory-parking.ts';

interface Kept {
  readonly name: string;
  readonly position: bigint;
  readonly failure: (Failure & { readonly due: number }) | null;
}

export interface MemoryCheckpoints extends CheckpointStore {
  /** Whether `moveCheckpoint` would move it. */
  canMove(move: CheckpointMove): boolean;
  forget(subscription: string): void;
}

export function createMemoryCheckpoints(leases: MemoryLeases, parking: MemoryParking): MemoryCheckpoints {
  const checkpoints = new Map<string, Kept>();
  const at = (subscription: string): Kept => checkpoints.get(subscription) ?? { name: subscription, position: 0n, failure: null };
  const canMove = ({ subscription, from, lease }: CheckpointMove): boolean => at(storableName('A subscription', subscription)).position === from && (lease === undefined || leases.isNewest(lease));
  return {
    canMove,
    forget: (subscription) => void checkpoints.delete(subscription),
    checkpoint: async (subscription) => shown(at(subscription)),
    async moveCheckpoint(move) {
      if (!canMove(move)) return false;
      const { subscription, to, park = [], settle = [] } = move;
      checkpoints.set(subscription, { name: at(subscription).name, position: to, failure: null });
      parking.park(park);
      for (const at of settle) parking.settle(at);
      return true;
    },
    async noteFailure(subscription, failure) {
      const kept = at(subscription);
      if (kept.position < failure.position) checkpoints.set(subscription, { ...kept, failure: { ...failure, due: Date.now() + failure.retryInMilliseconds } });
    },
    async beginShares(name, shares, position) {
      const before = [...checkpoints].filter(([, kept]) => kept.name === name);
      const wanted = Array.from({ length: shares }, (_, number) => shareId(name, number, shares));
      if (wanted.every((id) => checkpoints.has(id))) return;
      const slowest = before.map(([, kept]) => kept.position).reduce<bigint | undefined>((least, each) => (least === undefined || each < least ? each : least), undefined);
      for (const [id] of before) checkpoints.delete(id);
      for (const id of wanted) checkpoints.set(id, { name, position: slowest ?? position, failure: null });
    },
    listCheckpoints: async () => [...checkpoints].map(([subscription, kept]) => ({ subscription, ...shown(kept) })),
  };
}

function shown({ position, failure }: Kept): Checkpoint {
  if (failure === null) return { position, failure };
  const { due, ...rest } = failure;
  return { position, failure: { ...rest, retryInMilliseconds: Math.max(0, due - Date.now()) } };
}
