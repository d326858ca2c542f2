import { Temporal } from 'temporal-polyfill';
import { checkedSnapshot } from '../store/checked-snapshot.ts';
import { type FoldableEvent, MOST_IN_TAIL, type Snapshot, type SnapshotStore } from '../store/snapshot-store.ts';
import type { Database } from './database.ts';
import { type FoldableRow, statements } from './statements.ts';
import { instantFromPostgres, instantToPostgres } from './times.ts';

const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

export function createPostgresSnapshots(database: Database): SnapshotStore {
  return {
    async find(stream, fold) {
      const { rows } = await database.run(statements.findSnapshot, [stream, fold, MOST_IN_TAIL]);
      const [first] = rows;
      const snapshot = first?.[0] === '0' ? snapshotFromRow(stream, first, fold) : undefined;
      return { snapshot, tail: foldableEvents(stream, snapshot === undefined ? rows : rows.slice(1)) };
    },
    async keep(snapshot) {
      const { stream, fold, revision, lastEventId, occurredAt, state } = checkedSnapshot(snapshot);
      await database.run(statements.keepSnapshot, [stream, fold, revision, lastEventId, instantToPostgres(occurredAt), state]);
    },
  };
}

function snapshotFromRow(stream: string, [, revision, id, , , occurredAt, data]: FoldableRow, fold: string): Snapshot {
  return { stream, fold, revision: Number(revision), lastEventId: id, occurredAt: instantFromPostgres(occurredAt), state: JSON.parse(data) };
}

/** Events of one append happened at one time, which is made once: that takes longer than all else about an event. */
function foldableEvents(stream: string, rows: readonly FoldableRow[]): readonly FoldableEvent[] {
  let [text, time] = ['', EPOCH];
  return rows.map(([position, revision, id, type, version, occurredAt, data]) => {
    if (occurredAt !== text) [text, time] = [occurredAt, instantFromPostgres(occurredAt)];
    return { id, type, version: Number(version), data: JSON.parse(data), occurredAt: time, stream, revision: Number(revision), position: BigInt(position) };
  });
}
