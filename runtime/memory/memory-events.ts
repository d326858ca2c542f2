import { batchSizeOf } from '../store/batch-size.ts';
import { checkedAppend, checkedCommandId, type CheckedAppend, repeatedEventId, storedEvent } from '../store/checked-append.ts';
import { checkedOutcome } from '../store/checked-outcome.ts';
import type { AppendResult, CommandOutcome, EventStore, OutcomeToKeep, ReadAllOptions, ReadStreamOptions, StoredEvent } from '../store/event-store.ts';
import { createWakeUps } from '../store/wake-ups.ts';

/** The log, readable as a specification: what PostgreSQL does with locks and indexes, done with lists and maps. */
interface Log {
  /** The event at position p is `events[p - 1]`. */
  readonly events: StoredEvent[];
  /** The event at revision r is the stream's `[r - 1]`. */
  readonly streams: Map<string, StoredEvent[]>;
  readonly eventIds: Set<string>;
  readonly outcomes: Map<string, CommandOutcome>;
}

export function createMemoryEvents(): EventStore {
  const log: Log = { events: [], streams: new Map(), eventIds: new Set(), outcomes: new Map() };
  const wakeUps = createWakeUps();
  return {
    async append(request) {
      const result = append(log, checkedAppend(request));
      if (result.kind === 'appended' && result.events.length > 0) wakeUps.wakeAll();
      return result;
    },
    findOutcome: async (commandId) => log.outcomes.get(checkedCommandId(commandId)),
    keepOutcome: async (outcome) => keepOutcome(log, outcome),
    readStream: (stream, options = {}) => readStream(log, stream, options),
    readAll: (options) => readAll(log, options),
    head: async () => BigInt(log.events.length),
    onAppend: wakeUps.add,
  };
}

/** Runs to its end without waiting for anything: that is what makes it atomic here. */
function append(log: Log, { commandId, fingerprint, streams }: CheckedAppend): AppendResult {
  const outcome = commandId === null ? undefined : log.outcomes.get(commandId);
  if (outcome !== undefined) return { kind: 'repeated', outcome };
  for (const { stream, expected, lowest, highest } of streams) {
    const actual = log.streams.get(stream)?.length ?? 0;
    if (actual < lowest || actual > highest) return { kind: 'conflict', stream, expected, actual };
  }
  if (streams.some(({ events }) => events.some(({ id }) => log.eventIds.has(id)))) throw repeatedEventId();
  const events = streams.flatMap((each) => each.events.map((event) => store(log, each.stream, event)));
  const stream = streams[0]?.stream;
  if (commandId !== null && stream !== undefined) log.outcomes.set(commandId, { kind: 'accepted', stream, fingerprint, events });
  return { kind: 'appended', events };
}

function store(log: Log, stream: string, event: CheckedAppend['streams'][number]['events'][number]): StoredEvent {
  const before = log.streams.get(stream) ?? [];
  const stored = storedEvent(event, stream, before.length + 1, BigInt(log.events.length + 1));
  log.events.push(stored);
  log.streams.set(stream, before);
  before.push(stored);
  log.eventIds.add(stored.id);
  return stored;
}

function keepOutcome(log: Log, toKeep: OutcomeToKeep): CommandOutcome {
  const { commandId, stream, fingerprint, refusal } = checkedOutcome(toKeep);
  const first = log.outcomes.get(commandId);
  if (first !== undefined) return first;
  const outcome: CommandOutcome = refusal === null ? { kind: 'accepted', stream, fingerprint, events: [] } : { kind: 'refused', stream, fingerprint, refusal };
  log.outcomes.set(commandId, outcome);
  return outcome;
}

async function* readStream(log: Log, stream: string, { direction = 'forward', from, to }: ReadStreamOptions): AsyncIterable<StoredEvent> {
  const events = log.streams.get(stream) ?? [];
  if (direction === 'forward') yield* events.slice(Math.max(from ?? 1, 1) - 1, Math.max(to ?? events.length, 0));
  else yield* events.slice(Math.max(to ?? 1, 1) - 1, Math.max(from ?? events.length, 0)).reverse();
}

async function* readAll(log: Log, { after, upTo, types, batchSize }: ReadAllOptions): AsyncIterable<readonly StoredEvent[]> {
  const size = batchSizeOf(batchSize);
  let batch: StoredEvent[] = [];
  for (let index = Number(after < 0n ? 0n : after); index < log.events.length; index += 1) {
    const event = log.events[index];
    if (event === undefined || (upTo !== undefined && event.position > upTo)) break;
    if (types === undefined || types.includes(event.type)) batch.push(event);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
