import type { Temporal } from 'temporal-polyfill';
import { batchSizeOf } from '../store/batch-size.ts';
import { checkedAppend, checkedCommandId, type CheckedAppend, repeatedEventId, storedEvent } from '../store/checked-append.ts';
import { checkedOutcome } from '../store/checked-outcome.ts';
import type { AppendResult, CommandOutcome, EventStore, OutcomeToKeep, ReadAllOptions, ReadStreamOptions, StoredEvent } from '../store/event-store.ts';
import { checkedPartition, partitionOf } from '../store/partition.ts';
import { createWakeUps } from '../store/wake-ups.ts';

/** The log, readable as a specification: what PostgreSQL does with locks and indexes, done with lists and maps. */
interface Log {
  /** The event at position p is `events[p - 1]`. */
  readonly events: StoredEvent[];
  /** The event at revision r is the stream's `[r - 1]`. */
  readonly streams: Map<string, StoredEvent[]>;
  readonly byId: Map<string, StoredEvent>;
  readonly outcomes: Map<string, CommandOutcome>;
}

export function createMemoryEvents(): EventStore {
  const log: Log = { events: [], streams: new Map(), byId: new Map(), outcomes: new Map() };
  const wakeUps = createWakeUps();
  return {
    async append(request) {
      const result = append(log, checkedAppend(request));
      if (result.kind === 'appended' && result.events.length > 0) wakeUps.wakeAll(result.events.at(-1)?.position);
      return result;
    },
    findOutcome: async (commandId) => log.outcomes.get(checkedCommandId(commandId)),
    keepOutcome: async (outcome) => keepOutcome(log, outcome),
    readStream: (stream, options = {}) => readStream(log, stream, options),
    readCorrelation: (correlationId) => readCorrelation(log, correlationId),
    readAll: (options) => readAll(log, options),
    head: async () => BigInt(log.events.length),
    onAppend: wakeUps.add,
  };
}

/** Runs to its end without waiting for anything: that is what makes it atomic here. */
function append(log: Log, { commandId, fingerprint, streams }: CheckedAppend): AppendResult {
  const outcome = commandId === null ? undefined : log.outcomes.get(commandId);
  if (outcome !== undefined) return { kind: 'repeated', outcome };
  const there = storedAlready(log, streams);
  if (there !== undefined) return { kind: 'repeated', outcome: there };
  for (const { stream, expected, lowest, highest } of streams) {
    const actual = log.streams.get(stream)?.length ?? 0;
    if (actual < lowest || actual > highest) return { kind: 'conflict', stream, expected, actual };
  }
  if (streams.some(({ events }) => events.some(({ id }) => log.byId.has(id)))) throw repeatedEventId();
  const events = streams.flatMap((each) => each.events.map((event) => store(log, each.stream, event)));
  const stream = streams[0]?.stream;
  if (commandId !== null && stream !== undefined) log.outcomes.set(commandId, { kind: 'accepted', stream, fingerprint, events });
  return { kind: 'appended', events };
}

/** The events as stored, when each is there: in the stream it was meant for, in this order and with nothing in between, as one append stores them. */
function storedAlready(log: Log, streams: CheckedAppend['streams']): CommandOutcome | undefined {
  const wanted = streams.flatMap(({ stream, events }) => events.map(({ id }) => ({ stream, id })));
  const events = wanted.flatMap(({ id }) => log.byId.get(id) ?? []);
  const [first, head] = [events[0], streams[0]];
  if (first === undefined || head === undefined || events.length < wanted.length) return undefined;
  const justSo = events.every(({ stream, position }, index) => stream === wanted[index]?.stream && position === first.position + BigInt(index));
  return justSo ? { kind: 'accepted', stream: head.stream, fingerprint: null, events } : undefined;
}

function store(log: Log, stream: string, event: CheckedAppend['streams'][number]['events'][number]): StoredEvent {
  const before = log.streams.get(stream) ?? [];
  const stored = storedEvent(event, stream, before.length + 1, BigInt(log.events.length + 1));
  log.events.push(stored);
  log.streams.set(stream, before);
  before.push(stored);
  log.byId.set(stored.id, stored);
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

async function* readStream(log: Log, stream: string, { direction = 'forward', from, to, asOf }: ReadStreamOptions): AsyncIterable<StoredEvent> {
  const events = beginningOf(log.streams.get(stream) ?? [], asOf);
  if (direction === 'forward') yield* events.slice(Math.max(from ?? 1, 1) - 1, Math.max(to ?? events.length, 0));
  else yield* events.slice(Math.max(to ?? 1, 1) - 1, Math.max(from ?? events.length, 0)).reverse();
}

function beginningOf(events: readonly StoredEvent[], asOf: Temporal.Instant | undefined): readonly StoredEvent[] {
  const later = asOf === undefined ? -1 : events.findIndex(({ occurredAt }) => occurredAt.epochNanoseconds > asOf.epochNanoseconds);
  return later < 0 ? events : events.slice(0, later);
}

async function* readCorrelation(log: Log, correlationId: string): AsyncIterable<StoredEvent> {
  yield* log.events.filter(({ metadata }) => metadata.correlationId === correlationId);
}

async function* readAll(log: Log, options: ReadAllOptions): AsyncIterable<readonly StoredEvent[]> {
  const { after, upTo } = options;
  const [size, isWanted] = [batchSizeOf(options.batchSize), filterOf(options)];
  let batch: StoredEvent[] = [];
  for (let index = Number(after < 0n ? 0n : after); index < log.events.length; index += 1) {
    const event = log.events[index];
    if (event === undefined || (upTo !== undefined && event.position > upTo)) break;
    if (isWanted(event)) batch.push(event);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function filterOf({ types, streams, streamPrefix = '', partition }: ReadAllOptions): (event: StoredEvent) => boolean {
  const part = partition === undefined ? undefined : checkedPartition(partition);
  return ({ type, stream }) =>
    (types?.includes(type) ?? true) && (streams?.includes(stream) ?? true) && stream.startsWith(streamPrefix) && (part === undefined || partitionOf(stream, part.of) === part.number);
}
