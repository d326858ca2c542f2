import type { Store } from '../../store/store.ts';

/** Events that somebody does not handle, for now or for good: they are parked, or were skipped. */
export interface LeftOut {
  /** Whether the event at `position` is left out by `subscription`, for the row or the stream with this key. */
  has(subscription: string, position: bigint, key: string): boolean;
}

const ALL = Number.MAX_SAFE_INTEGER;

export async function leftOutIn({ parking }: Store): Promise<LeftOut> {
  const all = [...(await parking.listParked()), ...(await parking.listSkipped(ALL))];
  const left = new Set(all.map(({ subscription, position, key }) => JSON.stringify([subscription, String(position), key])));
  return { has: (subscription, position, key) => left.has(JSON.stringify([subscription, String(position), key])) };
}
