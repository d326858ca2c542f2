import type { Store } from '../store/store.ts';
import { createMemoryCheckpoints } from './memory-checkpoints.ts';
import { createMemoryEvents } from './memory-events.ts';
import { createMemoryReadModels } from './memory-read-models.ts';
import { createMemoryRequests } from './memory-requests.ts';
import { createMemoryTimers } from './memory-timers.ts';

/**
 * A store that keeps everything in this process and nothing beyond it: for tests, for trying a model out, and as
 * the readable account of what every store does. PostgreSQL gives the same results; one contract holds both.
 */
export function createMemoryStore(): Store {
  return {
    events: createMemoryEvents(),
    readModels: createMemoryReadModels(),
    checkpoints: createMemoryCheckpoints(),
    requests: createMemoryRequests(),
    timers: createMemoryTimers(),
    close: async () => {},
  };
}
