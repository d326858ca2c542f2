import type { CheckpointStore } from './checkpoint-store.ts';
import type { EventStore } from './event-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { ParkingStore } from './parking-store.ts';
import type { ReadModelStore } from './read-model-store.ts';
import type { RequestStore } from './request-store.ts';
import type { SightStore } from './sight-store.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { TimerStore } from './timer-store.ts';

/** Everything an application keeps. In memory and on PostgreSQL it behaves the same: `testing/` holds both to one contract. */
export interface Store {
  readonly events: EventStore;
  readonly snapshots: SnapshotStore;
  readonly readModels: ReadModelStore;
  readonly checkpoints: CheckpointStore;
  readonly leases: LeaseStore;
  readonly parking: ParkingStore;
  readonly sights: SightStore;
  readonly requests: RequestStore;
  readonly timers: TimerStore;
  close(): Promise<void>;
}
