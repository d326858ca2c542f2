import type { CheckedAppend, CheckedEvent, CheckedStreamAppend } from '../store/checked-append.ts';
import { jsonArray, plainArray, textArray } from './array-text.ts';
import type { AppendValues } from './statements.ts';
import { instantToPostgres } from './times.ts';

interface PlacedEvent {
  readonly event: CheckedEvent;
  /** The number of its stream in the batch, and its own among the events there, from 1. */
  readonly owner: number;
  readonly place: number;
}

/** A batch of appends as the function `append` in `migrations/012-traces.sql` takes it. */
export function appendValues(batch: readonly CheckedAppend[]): AppendValues {
  const streams = batch.flatMap((request) => request.streams);
  const placed = streams.flatMap(({ events }, index) => events.map((event, offset): PlacedEvent => ({ event, owner: index + 1, place: offset + 1 })));
  const [streamEnds, eventEnds] = ends(batch);
  return [
    textArray(batch.map(({ commandId }) => commandId)),
    textArray(batch.map(({ fingerprint }) => fingerprint)),
    plainArray(streamEnds),
    plainArray(eventEnds),
    textArray(streams.map(({ stream }) => stream)),
    plainArray(streams.map(({ lowest }) => lowest)),
    plainArray(streams.map(({ highest }) => highest)),
    plainArray(earlier(streams)),
    ...eventColumns(placed),
  ];
}

/** Where each event was traced; nothing at all, which costs nothing, where none was. */
export function tracesOf(batch: readonly CheckedAppend[]): string {
  const traced = batch.some(({ streams }) => streams.some(({ events }) => events.some(({ metadata }) => metadata.traceparent !== undefined)));
  return textArray(traced ? batch.flatMap(({ streams }) => streams.flatMap(({ events }) => events.map(({ metadata }) => metadata.traceparent ?? null))) : []);
}

type EventColumns = readonly [string, string, string, string, string, string, string, string, string, string, string, string];

function eventColumns(placed: readonly PlacedEvent[]): EventColumns {
  const events = placed.map(({ event }) => event);
  return [
    plainArray(placed.map(({ owner }) => owner)),
    plainArray(placed.map(({ place }) => place)),
    plainArray(events.map(({ id }) => id)),
    textArray(events.map(({ type }) => type)),
    plainArray(events.map(({ version }) => version)),
    textArray(events.map(({ occurredAt }) => instantToPostgres(occurredAt))),
    textArray(events.map(({ metadata }) => metadata.correlationId)),
    textArray(events.map(({ metadata }) => metadata.causationId)),
    textArray(events.map(({ metadata }) => metadata.actor?.name ?? null)),
    textArray(events.map(({ metadata }) => metadata.actor?.id ?? null)),
    textArray(events.map(({ metadata }) => metadata.policy)),
    jsonArray(events.map(({ data }) => data)),
  ];
}

/** The last of each request's streams and events, counted in the batch from 1. */
function ends(batch: readonly CheckedAppend[]): readonly [readonly number[], readonly number[]] {
  let [streamEnd, eventEnd] = [0, 0];
  const both = batch.map(({ streams }) => {
    streamEnd += streams.length;
    for (const { events } of streams) eventEnd += events.length;
    return [streamEnd, eventEnd] as const;
  });
  return [both.map(([end]) => end), both.map(([, end]) => end)];
}

/** How many events requests before bring to the same stream. */
function earlier(streams: readonly CheckedStreamAppend[]): readonly number[] {
  const brought = new Map<string, number>();
  return streams.map(({ stream, events }) => {
    const before = brought.get(stream) ?? 0;
    brought.set(stream, before + events.length);
    return before;
  });
}
