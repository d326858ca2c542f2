import pg from 'pg';
import { batchSizeOf } from '../store/batch-size.ts';
import { checkedAppend, checkedCommandId, type CheckedAppend, repeatedEventId, storedEvent } from '../store/checked-append.ts';
import { checkedOutcome } from '../store/checked-outcome.ts';
import type { AppendResult, CommandOutcome, EventStore, OutcomeToKeep, ReadAllOptions, ReadStreamOptions, StoredEvent } from '../store/event-store.ts';
import type { WakeUps } from '../store/wake-ups.ts';
import { appendText } from './append-text.ts';
import { createAppendQueue } from './append-queue.ts';
import type { Database } from './database.ts';
import { eventFromRow } from './event-row.ts';
import { type AppendRow, statements } from './statements.ts';
import { toPostgresTime } from './times.ts';
import type { WakeListener } from './wake-listener.ts';

const LAST_POSITION = 2n ** 63n - 1n;

/** The log in PostgreSQL. Why its feed has no gaps is written where positions are chosen, in `migrations/002-append.sql`. */
export function createPostgresEvents(database: Database, wakeUps: WakeUps, listener: WakeListener): EventStore {
  const send = createAppendQueue<CheckedAppend, AppendRow>(async (batch) => (await database.run(statements.append, [appendText(batch)])).rows);
  return {
    async append(request) {
      const checked = checkedAppend(request);
      const row = await send(checked).catch((error: unknown) => {
        throw error instanceof pg.DatabaseError && error.constraint === 'events_id_key' ? repeatedEventId() : error;
      });
      const result = await appendResult(database, checked, row);
      if (result.kind === 'appended' && result.events.length > 0) listener.appended();
      return result;
    },
    findOutcome: (commandId) => findOutcome(database, checkedCommandId(commandId)),
    keepOutcome: (outcome) => keepOutcome(database, outcome),
    readStream: (stream, options = {}) => readStream(database, stream, options),
    readAll: (options) => readAll(database, options),
    head: async () => BigInt((await database.run(statements.head, [])).rows[0]?.position ?? 0),
    onAppend(wake) {
      listener.listen();
      return wakeUps.add(wake);
    },
  };
}

async function appendResult(database: Database, { commandId, streams }: CheckedAppend, row: AppendRow): Promise<AppendResult> {
  if (row.kind === 'repeated' && commandId !== null) {
    const outcome = await findOutcome(database, commandId);
    if (outcome === undefined) throw new Error(`The outcome of command ${commandId} is gone. Outcomes are never deleted.`);
    return { kind: 'repeated', outcome };
  }
  const conflicting = streams.find(({ stream }) => stream === row.stream);
  if (conflicting !== undefined) return { kind: 'conflict', stream: conflicting.stream, expected: conflicting.expected, actual: Number(row.actual) };
  // `{3,0}`: where each stream was before.
  const before = (row.revisions ?? '').slice(1, -1).split(',').map(Number);
  let position = BigInt(row.first_position ?? 0) - 1n;
  const events = streams.flatMap(({ stream, events: toStore }, index) =>
    toStore.map((event, offset) => storedEvent(event, stream, (before[index] ?? 0) + offset + 1, (position += 1n))),
  );
  return { kind: 'appended', events };
}

async function findOutcome(database: Database, commandId: string): Promise<CommandOutcome | undefined> {
  const { rows } = await database.run(statements.findOutcome, [commandId]);
  const [first] = rows;
  if (first === undefined) return undefined;
  const { outcome_stream: stream, fingerprint, refusal } = first;
  if (refusal !== null) return { kind: 'refused', stream, fingerprint, refusal };
  return { kind: 'accepted', stream, fingerprint, events: rows.flatMap((row) => (row.position === null ? [] : [eventFromRow(row)])) };
}

async function keepOutcome(database: Database, toKeep: OutcomeToKeep): Promise<CommandOutcome> {
  const { commandId, command, stream, fingerprint, refusal, unanswered, metadata, occurredAt } = checkedOutcome(toKeep);
  const { count } = await database.run(statements.keepOutcome, [commandId, command, stream, refusal, unanswered, metadata, toPostgresTime(occurredAt.toString()), fingerprint]);
  // A statement of its own: only what begins after the insert has waited for somebody else's is sure to see theirs.
  const first = count === 0 ? await findOutcome(database, commandId) : undefined;
  return first ?? (refusal === null ? { kind: 'accepted', stream, fingerprint, events: [] } : { kind: 'refused', stream, fingerprint, refusal });
}

async function* readStream(database: Database, stream: string, { direction = 'forward', from, to }: ReadStreamOptions): AsyncIterable<StoredEvent> {
  const forward = direction === 'forward';
  let lowest = (forward ? from : to) ?? 1;
  let highest = (forward ? to : from) ?? Number.MAX_SAFE_INTEGER;
  const statement = forward ? statements.readStreamForward : statements.readStreamBackward;
  const size = batchSizeOf(undefined);
  for (;;) {
    const { rows } = await database.run(statement, [stream, lowest, highest, size]);
    yield* rows.map(eventFromRow);
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    if (forward) lowest = Number(last.revision) + 1;
    else highest = Number(last.revision) - 1;
  }
}

async function* readAll(database: Database, { after, upTo, types, batchSize }: ReadAllOptions): AsyncIterable<readonly StoredEvent[]> {
  const size = batchSizeOf(batchSize);
  let behind = after;
  for (;;) {
    const { rows } = await database.run(statements.readAll, [behind, upTo ?? LAST_POSITION, types ?? null, size]);
    const batch = rows.map(eventFromRow);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    if (batch.length < size) return;
    behind = last.position;
  }
}
