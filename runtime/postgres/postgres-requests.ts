import { checkedReason } from '../store/checked-parking.ts';
import { checkedRequest, checkedRequestId } from '../store/checked-request.ts';
import type { KeptRequest, RequestState, RequestStore } from '../store/request-store.ts';
import { storableText } from '../store/storable.ts';
import type { Database } from './database.ts';
import { type RequestRow, statements } from './statements.ts';
import { instantFromPostgres, toPostgresTime } from './times.ts';

export function createPostgresRequests(database: Database): RequestStore {
  return {
    async keepRequest(request) {
      const { id, system, type, data, metadata, requestedAt } = checkedRequest(request);
      await database.run(statements.keepRequest, [id, system, type, data, metadata, toPostgresTime(requestedAt.toString())]);
    },
    async claimRequests(limit, milliseconds, except = []) {
      const { rows } = await database.run(statements.claimRequests, [limit, milliseconds, except]);
      // What an update returns has no order.
      return rows.toSorted((a, b) => Number(a.number) - Number(b.number)).map(requestFromRow);
    },
    async holdRequests(ids, milliseconds) {
      await database.run(statements.holdRequests, [ids.map(checkedRequestId), milliseconds]);
    },
    async markDelivered(id) {
      await database.run(statements.markDelivered, [checkedRequestId(id)]);
    },
    async markFailed(id, error, retryInMilliseconds) {
      await database.run(statements.markFailed, [checkedRequestId(id), storableText('The error of a request', error), retryInMilliseconds]);
    },
    retryRequest: async (id) => (await database.run(statements.changeParkedRequest, [checkedRequestId(id), 'waiting', null])).count > 0,
    skipRequest: async (id, reason) => (await database.run(statements.changeParkedRequest, [checkedRequestId(id), 'skipped', checkedReason(reason)])).count > 0,
    async countRequests() {
      const { rows } = await database.run(statements.countRequests, []);
      return { waiting: Number(rows[0]?.waiting ?? 0), parked: Number(rows[0]?.parked ?? 0) };
    },
    listRequests: async (limit, state) => (await database.run(statements.listRequests, [limit, state ?? null])).rows.map(requestFromRow),
  };
}

function requestFromRow(row: RequestRow): KeptRequest {
  return {
    id: row.id,
    system: row.system,
    type: row.type,
    data: JSON.parse(row.data),
    metadata: JSON.parse(row.metadata),
    requestedAt: instantFromPostgres(row.requested_at),
    attempts: Number(row.attempts),
    deliveredAt: row.delivered_at === null ? null : instantFromPostgres(row.delivered_at),
    lastError: row.last_error,
    state: stateOf(row.state),
    reason: row.reason,
  };
}

/** The table's own check allows no other. */
function stateOf(state: string): RequestState {
  return state === 'delivered' || state === 'parked' || state === 'skipped' ? state : 'waiting';
}
