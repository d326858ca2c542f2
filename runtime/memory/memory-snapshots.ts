import { type CheckedSnapshot, checkedSnapshot } from '../store/checked-snapshot.ts';
import type { EventStore, StoredEvent } from '../store/event-store.ts';
import { MOST_IN_TAIL, type SnapshotStore } from '../store/snapshot-store.ts';

export function createMemorySnapshots(events: EventStore): SnapshotStore {
  const snapshots = new Map<string, CheckedSnapshot>();
  return {
    async find(stream, fold) {
      const kept = snapshots.get(stream);
      const usable = kept !== undefined && kept.fold === fold && (await read(events, stream, kept.revision, kept.revision))[0]?.id === kept.lastEventId;
      const from = usable ? kept.revision + 1 : 1;
      return { snapshot: usable ? { ...kept, state: JSON.parse(kept.state) } : undefined, tail: await read(events, stream, from, from + MOST_IN_TAIL - 1) };
    },
    async keep(snapshot) {
      snapshots.set(snapshot.stream, checkedSnapshot(snapshot));
    },
  };
}

async function read(events: EventStore, stream: string, from: number, to: number): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const event of events.readStream(stream, { from, to })) found.push(event);
  return found;
}
