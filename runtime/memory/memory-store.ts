import type { Store } from '../store/store.ts';
import { createMemoryCheckpoints } from './memory-checkpoints.ts';
import { createMemoryEvents } from './memory-events.ts';
import { createMemoryLeases } from './memory-leases.ts';
import { createMemoryParking } from './memory-parking.ts';
import { createMemoryReadModels } from './memory-read-models.ts';
import { createMemoryRequests } from './memory-requests.ts';
import { createMemorySights } from './memory-sights.ts';
import { createMemorySnapshots } from './memory-snapshots.ts';
import { createMemoryTimers } from './memory-timers.ts';

/**
 * A store that keeps everything in this process and nothing beyond it: for tests, for trying a model out, and as
 * the readable account of what every store does. PostgreSQL gives the same results; one contract holds both.
 */
export function createMemoryStore(): Store {
  const [events, leases, parking] = [createMemoryEvents(), createMemoryLeases(), createMemoryParking()];
  const checkpoints = createMemoryCheckpoints(leases, parking);
  return {
    events,
    snapshots: createMemorySnapshots(events),
    readModels: createMemoryReadModels(checkpoints, events),
    checkpoints,
    leases,
    parking,
    sights: createMemorySights(),
    requests: createMemoryRequests(),
    timers: createMemoryTimers(),
    close: async () => {},
  };
}
