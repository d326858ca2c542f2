import type { Temporal } from 'temporal-polyfill';
import { checkedReason } from '../store/checked-parking.ts';
import { checkedStroke, checkedStrokeTimer, checkedTimer, checkedTimerId } from '../store/checked-timer.ts';
import { storableInstant, storableName, storableText } from '../store/storable.ts';
import type { KeptEventTimer, KeptStrokeTimer, KeptTimer, TimerState, TimerStore } from '../store/timer-store.ts';
import type { Database } from './database.ts';
import { statements, type TimerRow } from './statements.ts';
import { instantFromPostgres, toPostgresTime } from './times.ts';

export function createPostgresTimers(database: Database): TimerStore {
  return {
    async keepTimer(toKeep) {
      const { id, policy, eventType, stream, revision, position, dueAt } = checkedTimer(toKeep);
      await database.run(statements.keepTimer, [id, policy, eventType, stream, revision, position, inPostgres(dueAt)]);
    },
    async callOffTimers({ policy, stream, eventTypes, beforeRevision }) {
      await database.run(statements.callOffTimers, [policy, stream, eventTypes, beforeRevision]);
    },
    dueTimers: async (policy, now, limit) => (await database.run(statements.dueTimers, [policy, inPostgres(now), limit])).rows.map(eventTimer),
    async nextTimer(policy) {
      const { rows } = await database.run(statements.nextTimer, [policy]);
      return rows[0] === undefined ? undefined : instantFromPostgres(rows[0].due_at);
    },
    claimTimer: async (id, attempts) => (await database.run(statements.claimTimer, [checkedTimerId(id), attempts])).count > 0,
    async markTimerDone(id) {
      await database.run(statements.markTimerDone, [checkedTimerId(id)]);
    },
    async markTimerFailed(id, error, retryInMilliseconds) {
      await database.run(statements.markTimerFailed, [checkedTimerId(id), storableText('The error of a timer', error), retryInMilliseconds]);
    },
    retryTimer: async (id) => (await database.run(statements.changeParkedTimer, [checkedTimerId(id), 'pending', null])).count > 0,
    skipTimer: async (id, reason) => (await database.run(statements.changeParkedTimer, [checkedTimerId(id), 'skipped', checkedReason(reason)])).count > 0,
    listTimers: async (state, limit) => (await database.run(statements.listTimers, [state, limit])).rows.map(timerFromRow),
    async keepStroke(toKeep, timers) {
      const { policy, from, at } = checkedStroke(toKeep);
      const { rows } = await database.run(statements.keepStroke, [policy, inPostgres(from), inPostgres(at), JSON.stringify(timers.map(checkedStrokeTimer))]);
      return rows.length > 0;
    },
    dueStrokes: async (policy, limit) => (await database.run(statements.dueStrokes, [policy, limit])).rows.map(strokeTimer),
    async lastStroke(policy) {
      const { rows } = await database.run(statements.lastStroke, [policy]);
      return rows[0] === undefined ? undefined : instantFromPostgres(rows[0].struck_at);
    },
    async moveStroke(policy, from, to) {
      const name = storableName('A policy', policy);
      const { count } = from === undefined ? await database.run(statements.beginStrokes, [name, inPostgres(to)]) : await database.run(statements.moveStroke, [name, inPostgres(from), inPostgres(to)]);
      return count > 0;
    },
  };
}

const inPostgres = (at: Temporal.Instant): string => toPostgresTime(storableInstant('A time', at).toString());

const timerFromRow = (row: TimerRow): KeptTimer => (row.stroke_row === null ? eventTimer(row) : strokeTimer(row));

/** The table's own check allows none without its event. */
function eventTimer(row: TimerRow): KeptEventTimer {
  const cause = { eventType: row.event_type ?? '', stream: row.stream ?? '', revision: Number(row.revision), position: BigInt(row.position) };
  return { kind: 'event', id: row.id, policy: row.policy, ...cause, dueAt: instantFromPostgres(row.due_at), ...standing(row) };
}

function strokeTimer(row: TimerRow): KeptStrokeTimer {
  const cause = { policy: row.policy, dueAt: instantFromPostgres(row.due_at) };
  return { kind: 'stroke', ...cause, id: row.id, place: Number(row.position), row: JSON.parse(row.stroke_row ?? '{}'), ...standing(row) };
}

function standing(row: TimerRow): Pick<KeptTimer, 'state' | 'attempts' | 'lastError' | 'reason'> {
  return { state: stateOf(row.state), attempts: Number(row.attempts), lastError: row.last_error, reason: row.reason };
}

/** The table's own check allows no other. */
function stateOf(state: string): TimerState {
  return state === 'done' || state === 'called off' || state === 'parked' || state === 'skipped' ? state : 'pending';
}
