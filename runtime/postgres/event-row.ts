import type { StoredEvent } from '../store/event-store.ts';
import type { EventRow } from './statements.ts';
import { instantFromPostgres } from './times.ts';

export function eventFromRow(row: EventRow): StoredEvent {
  return {
    id: row.id,
    type: row.type,
    version: Number(row.version),
    data: JSON.parse(row.data),
    metadata: {
      correlationId: row.correlation_id,
      causationId: row.causation_id,
      actor: row.actor_name === null ? null : { name: row.actor_name, id: row.actor_id },
      policy: row.policy,
    },
    occurredAt: instantFromPostgres(row.occurred_at),
    stream: row.stream,
    revision: Number(row.revision),
    position: BigInt(row.position),
  };
}
