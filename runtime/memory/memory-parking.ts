import { Temporal } from 'temporal-polyfill';
import { checkedParking, checkedReason } from '../store/checked-parking.ts';
import type { EventToPark, ParkedAt, ParkedEvent, ParkingStore } from '../store/parking-store.ts';

export interface MemoryParking extends ParkingStore {
  park(events: readonly EventToPark[]): void;
  /** It is handled now; what waited for the last of its key is wanted again. */
  settle(at: ParkedAt): void;
}

export function createMemoryParking(): MemoryParking {
  let parked: readonly ParkedEvent[] = [];
  const waiting = (subscription: string, key?: string): readonly ParkedEvent[] => parked.filter((each) => each.subscription === subscription && each.state !== 'skipped' && (key === undefined || each.key === key));
  const change = (one: ParkedEvent | undefined, changes: Partial<ParkedEvent>): boolean => {
    if (one === undefined) return false;
    parked = parked.map((each) => (each === one ? { ...each, ...changes } : each));
    return true;
  };
  /** Whoever waits for a key that nothing waits under any more, is wanted again. */
  const wantFollowers = (subscription: string, key: string): void => {
    if (waiting(subscription, key).length > 0) return;
    for (const each of parked) if (each.state === 'parked' && each.waitsFor?.subscription === subscription && each.waitsFor.key === key) change(each, { state: 'wanted' });
  };
  return {
    park: (events) => {
      const added = events.map(checkedParking).map((event): ParkedEvent => ({ ...event, state: event.error === null ? 'behind' : 'parked', parkedAt: Temporal.Now.instant(), reason: null }));
      parked = [...parked, ...added.filter((each) => !parked.some((other) => sameAs(other)(each)))].toSorted(byPosition);
    },
    settle: (at) => {
      parked = parked.filter((each) => each.state === 'skipped' || !sameAs(at)(each));
      wantFollowers(at.subscription, at.key);
    },
    listParked: async (subscription) => parked.filter((each) => each.state !== 'skipped' && (subscription === undefined || each.subscription === subscription)),
    parkedKeys: async () => {
      const firsts = parked.filter((each) => each.state !== 'skipped' && waiting(each.subscription, each.key)[0] === each);
      return firsts.map(({ subscription, key, state, error }) => ({ subscription, key, events: waiting(subscription, key).length, wanted: state !== 'parked', error }));
    },
    listSkipped: async (limit) => parked.filter(({ state }) => state === 'skipped').toReversed().slice(0, limit),
    retryParked: async (subscription, key) => change(waiting(subscription, key)[0], { state: 'wanted' }),
    async skipParked(subscription, key, given) {
      const reason = checkedReason(given);
      const [first, second] = waiting(subscription, key);
      if (!change(first, { state: 'skipped', reason })) return false;
      change(second, { state: 'wanted' });
      wantFollowers(subscription, key);
      return true;
    },
    async parkAgain(at, error) {
      change(waiting(at.subscription, at.key).find(sameAs(at)), { state: 'parked', error });
    },
  };
}

const sameAs = (one: ParkedAt) => (other: ParkedAt): boolean => one.subscription === other.subscription && one.key === other.key && one.position === other.position;

const byPosition = (a: ParkedEvent, b: ParkedEvent): number => Number(a.position - b.position);
