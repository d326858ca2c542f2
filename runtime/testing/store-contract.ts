import { describe } from 'vitest';
import { appendContract } from './store-contract-appends.ts';
import { orderContract } from './store-contract-order.ts';
import { outcomeContract } from './store-contract-outcomes.ts';
import { feedContract } from './store-contract-feed.ts';
import { raceContract } from './store-contract-races.ts';
import { readContract } from './store-contract-reads.ts';
import { requestContract } from './store-contract-rest.ts';
import { readModelContract } from './store-contract-rows.ts';
import type { MakeStore } from './store-contract-samples.ts';
import { snapshotContract } from './store-contract-snapshots.ts';
import { subscriptionContract } from './store-contract-subscriptions.ts';
import { timerContract } from './store-contract-timers.ts';

export type { MakeStore } from './store-contract-samples.ts';

/**
 * Everything a store promises, as tests for vitest. A store is what passes: `makeStore` gives an empty one each time,
 * and the tests close it.
 */
export function storeContract(name: string, makeStore: MakeStore): void {
  describe(name, () => {
    appendContract(makeStore);
    raceContract(makeStore);
    outcomeContract(makeStore);
    readContract(makeStore);
    feedContract(makeStore);
    readModelContract(makeStore);
    orderContract(makeStore);
    subscriptionContract(makeStore);
    requestContract(makeStore);
    snapshotContract(makeStore);
    timerContract(makeStore);
  });
}
