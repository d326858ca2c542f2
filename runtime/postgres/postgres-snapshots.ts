import { checkedSnapshot } from '../store/checked-snapshot.ts';
import { MOST_IN_TAIL, type Snapshot, type SnapshotStore } from '../store/snapshot-store.ts';
import type { Database } from './database.ts';
import { eventsFromRows } from './event-row.ts';
import { type EventRow, statements } from './statements.ts';
import { instantFromPostgres, instantToPostgres } from './times.ts';

export function createPostgresSnapshots(database: Database): SnapshotStore {
  return {
    async find(stream, fold) {
      const { rows } = await database.run(statements.findSnapshot, [stream, fold, MOST_IN_TAIL]);
      const [first] = rows;
      const snapshot = first?.[0] === '0' ? snapshotFromRow(first, fold) : undefined;
      return { snapshot, tail: eventsFromRows(snapshot === undefined ? rows : rows.slice(1)) };
    },
    async keep(snapshot) {
      const { stream, fold, revision, lastEventId, occurredAt, state } = checkedSnapshot(snapshot);
      await database.run(statements.keepSnapshot, [stream, fold, revision, lastEventId, instantToPostgres(occurredAt), state]);
    },
  };
}

function snapshotFromRow([, stream, revision, id, , , occurredAt, , , , , , data]: EventRow, fold: string): Snapshot {
  return { stream, fold, revision: Number(revision), lastEventId: id, occurredAt: instantFromPostgres(occurredAt), state: JSON.parse(data) };
}
