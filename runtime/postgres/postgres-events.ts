import pg from 'pg';
import { checkedAppend, checkedCommandId, type CheckedAppend, repeatedEventId, storedEvent } from '../store/checked-append.ts';
import { checkedOutcome } from '../store/checked-outcome.ts';
import type { AppendResult, CommandOutcome, EventStore, OutcomeToKeep, StoredEvent } from '../store/event-store.ts';
import type { WakeUps } from '../store/wake-ups.ts';
import { type AppendAnswer, appendAnswers } from './append-answer.ts';
import { appendValues, tracesOf } from './append-batch.ts';
import { createAppendQueue } from './append-queue.ts';
import type { Database } from './database.ts';
import { readAll, readCorrelation, readStream } from './event-reads.ts';
import { eventFromRow, eventsFromRows } from './event-row.ts';
import { type AppendRow, type AppendValues, type OutcomeRow, statements } from './statements.ts';
import { instantToPostgres } from './times.ts';
import type { WakeListener } from './wake-listener.ts';

/** One batch is made ready while the server stores the other. */
const LANES = 2;

/** The log in PostgreSQL. Why its feed has no gaps is written where positions are chosen, in `migrations/008-append-batch.sql`. */
export function createPostgresEvents(database: Database, wakeUps: WakeUps, listener: WakeListener): EventStore {
  const send = createAppendQueue<CheckedAppend, AppendAnswer>({
    lanes: LANES,
    keysOf: ({ streams }) => streams.map(({ stream }) => stream),
    sizeOf: ({ streams }) => streams.reduce((sum, { events }) => sum + events.length, 0),
    send: (batch) => sendBatch(database, listener, batch),
  });
  return {
    system: 'postgresql',
    async append(request) {
      const checked = checkedAppend(request);
      return appendResult(database, checked, await send(checked));
    },
    findOutcome: (commandId) => findOutcome(database, checkedCommandId(commandId)),
    keepOutcome: (outcome) => keepOutcome(database, outcome),
    readStream: (stream, options = {}) => readStream(database, stream, options),
    readCorrelation: (correlationId) => readCorrelation(database, correlationId),
    readAll: (options) => readAll(database, options),
    head: async () => BigInt((await database.run(statements.head, [])).rows[0]?.position ?? 0),
    onAppend(wake) {
      listener.listen();
      return wakeUps.add(wake);
    },
  };
}

async function sendBatch(database: Database, listener: WakeListener, batch: readonly CheckedAppend[]): Promise<readonly AppendAnswer[]> {
  const answers = appendAnswers(batch, await rowsOf(database, appendValues(batch), tracesOf(batch)));
  const last = answers.reduce((highest, answer, index) => {
    const end = lastPosition(answer, batch[index]);
    return end > highest ? end : highest;
  }, 0n);
  if (last > 0n) listener.appended(last);
  return answers;
}

const UNIQUE_VIOLATION = '23505';

async function rowsOf(database: Database, values: AppendValues, traces: string): Promise<readonly AppendRow[]> {
  try {
    return (await database.run(statements.append, [...values, false, traces])).rows;
  } catch (error) {
    // Somebody of the batch brings an id that is used: nothing was stored, and now it is found out who.
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return (await database.run(statements.append, [...values, true, traces])).rows;
    throw error;
  }
}

/** Of what was stored now; 0 when nothing was. */
function lastPosition(answer: AppendAnswer, request: CheckedAppend | undefined): bigint {
  const events = request?.streams.reduce((sum, stream) => sum + stream.events.length, 0) ?? 0;
  return answer.kind === 'appended' && events > 0 ? answer.first + BigInt(events - 1) : 0n;
}

async function appendResult(database: Database, { commandId, streams }: CheckedAppend, answer: AppendAnswer): Promise<AppendResult> {
  switch (answer.kind) {
    case 'appended':
      return { kind: 'appended', events: storedEvents(streams, answer.first, answer.before) };
    case 'conflict': {
      const { stream, expected } = surely(streams[answer.stream]);
      return { kind: 'conflict', stream, expected, actual: answer.actual };
    }
    case 'repeated':
      return { kind: 'repeated', outcome: surely(commandId === null ? undefined : await findOutcome(database, commandId)) };
    case 'there':
      return { kind: 'repeated', outcome: { kind: 'accepted', stream: surely(streams[0]).stream, fingerprint: null, events: await findEvents(database, answer.first, streams) } };
    case 'taken':
      throw repeatedEventId();
  }
}

/** What PostgreSQL's answer refers to. */
function surely<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('PostgreSQL says something about an append that is not in its tables. Outcomes and events are never deleted.');
  return value;
}

function storedEvents(streams: CheckedAppend['streams'], first: bigint, before: readonly number[]): readonly StoredEvent[] {
  let position = first - 1n;
  return streams.flatMap(({ stream, events }, index) => events.map((event, offset) => storedEvent(event, stream, (before[index] ?? 0) + offset + 1, (position += 1n))));
}

async function findEvents(database: Database, first: bigint, streams: CheckedAppend['streams']): Promise<readonly StoredEvent[]> {
  const count = streams.reduce((sum, { events }) => sum + events.length, 0);
  return eventsFromRows((await database.run(statements.findEvents, [first, first + BigInt(count - 1)])).rows);
}

async function findOutcome(database: Database, commandId: string): Promise<CommandOutcome | undefined> {
  const { rows } = await database.run(statements.findOutcome, [commandId]);
  const [first] = rows;
  if (first === undefined) return undefined;
  const [stream, fingerprint, refusal] = [first[14], first[15], first[16]];
  if (refusal !== null) return { kind: 'refused', stream, fingerprint, refusal };
  return { kind: 'accepted', stream, fingerprint, events: first[0] === null ? [] : rows.flatMap(eventOfOutcome) };
}

function eventOfOutcome([position, stream, revision, id, type, version, occurredAt, correlationId, causationId, actorName, actorId, policy, traceparent, data]: OutcomeRow): readonly StoredEvent[] {
  return position === null ? [] : [eventFromRow([position, stream, revision, id, type, version, occurredAt, correlationId, causationId, actorName, actorId, policy, traceparent, data])];
}

async function keepOutcome(database: Database, toKeep: OutcomeToKeep): Promise<CommandOutcome> {
  const { commandId, command, stream, fingerprint, refusal, unanswered, metadata, occurredAt } = checkedOutcome(toKeep);
  const { count } = await database.run(statements.keepOutcome, [commandId, command, stream, refusal, unanswered, metadata, instantToPostgres(occurredAt), fingerprint]);
  // A statement of its own: only what begins after the insert has waited for somebody else's is sure to see theirs.
  const first = count === 0 ? await findOutcome(database, commandId) : undefined;
  return first ?? (refusal === null ? { kind: 'accepted', stream, fingerprint, events: [] } : { kind: 'refused', stream, fingerprint, refusal });
}
