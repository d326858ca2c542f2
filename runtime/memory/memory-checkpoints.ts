import type { CheckpointStore } from '../store/checkpoint-store.ts';

export function createMemoryCheckpoints(): CheckpointStore {
  const checkpoints = new Map<string, bigint>();
  const at = (subscription: string): bigint => checkpoints.get(subscription) ?? 0n;
  return {
    checkpoint: async (subscription) => at(subscription),
    async moveCheckpoint(subscription, from, to) {
      if (at(subscription) !== from) return false;
      checkpoints.set(subscription, to);
      return true;
    },
  };
}
