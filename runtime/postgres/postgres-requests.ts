import { checkedRequest, checkedRequestId } from '../store/checked-request.ts';
import type { KeptRequest, RequestStore } from '../store/request-store.ts';
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
    dueRequests: async (limit) => (await database.run(statements.dueRequests, [limit])).rows.map(requestFromRow),
    async markDelivered(id) {
      await database.run(statements.markDelivered, [checkedRequestId(id)]);
    },
    async markFailed(id, error, retryInMilliseconds) {
      await database.run(statements.markFailed, [checkedRequestId(id), storableText('The error of a request', error), retryInMilliseconds]);
    },
    listRequests: async (limit) => (await database.run(statements.listRequests, [limit])).rows.map(requestFromRow),
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
  };
}
