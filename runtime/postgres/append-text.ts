import type { CheckedAppend, CheckedEvent, CheckedStreamAppend } from '../store/checked-append.ts';
import { toPostgresTime } from './times.ts';

/** A batch of appends as the function `append` in `migrations/002-append.sql` and `005-fingerprint.sql` reads it. Data stand in it as the text they are. */
export function appendText(batch: readonly CheckedAppend[]): string {
  return `[${batch.map(requestText).join(',')}]`;
}

function requestText({ commandId, fingerprint, streams }: CheckedAppend): string {
  return `{"commandId":${JSON.stringify(commandId)},"fingerprint":${JSON.stringify(fingerprint)},"streams":[${streams.map(streamText).join(',')}]}`;
}

function streamText({ stream, lowest, highest, events }: CheckedStreamAppend): string {
  return `{"stream":${JSON.stringify(stream)},"lowest":${lowest},"highest":${highest},"events":[${events.map(eventText).join(',')}]}`;
}

function eventText({ id, type, version, occurredAt, data, metadata }: CheckedEvent): string {
  const [name, time] = [JSON.stringify(type), toPostgresTime(occurredAt.toString())];
  return `{"id":"${id}","type":${name},"version":${version},"occurredAt":"${time}","data":${data},"metadata":${metadata}}`;
}
