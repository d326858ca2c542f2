import type { Temporal } from 'temporal-polyfill';
import type { StoredEvent } from '../store/event-store.ts';
import type { EventRow } from './statements.ts';
import { instantFromPostgres } from './times.ts';

export function eventFromRow(row: EventRow): StoredEvent {
  return event(row, instantFromPostgres(row[6]));
}

/** Events that were appended together mostly have one time: it is made once for those that follow each other. */
export function eventsFromRows(rows: readonly EventRow[]): readonly StoredEvent[] {
  let [text, instant]: [string, Temporal.Instant | undefined] = ['', undefined];
  return rows.map((row) => {
    if (instant === undefined || row[6] !== text) [text, instant] = [row[6], instantFromPostgres(row[6])];
    return event(row, instant);
  });
}

function event([position, stream, revision, id, type, version, , correlationId, causationId, actorName, actorId, policy, traceparent, data]: EventRow, occurredAt: Temporal.Instant): StoredEvent {
  return {
    id,
    type,
    version: Number(version),
    data: JSON.parse(data),
    metadata: { correlationId, causationId, actor: actorName === null ? null : { name: actorName, id: actorId }, policy, ...(traceparent === null ? {} : { traceparent }) },
    occurredAt,
    stream,
    revision: Number(revision),
    position: BigInt(position),
  };
}
