import { type Clock, recordedMoment } from '../command/clock.ts';
import { fingerprintOf } from '../command/fingerprint.ts';
import { derivedId, newId } from '../message/ids.ts';
import type { Message, Metadata, Recorded } from '../message/message.ts';
import type { AppendResult, EventStore, EventToStore } from '../store/event-store.ts';
import { streamName } from '../store/stream-name.ts';
import { tellingAppend } from '../telemetry/appends.ts';
import { tracedHere, traceHere } from '../telemetry/trace-context.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface ReportOptions {
  /** UUID by which the external system knows its report: under the same one it is recorded once. A random one unless given. */
  readonly reportId?: string;
}

/** What became of a report. Only bugs and broken infrastructure throw. */
export type ReportResult =
  /** Now, or when it was reported for the first time. */
  | { readonly kind: 'recorded'; readonly event: Recorded<Message> }
  /** By the sentence of a limit. */
  | { readonly kind: 'refused'; readonly refusal: string }
  /** Nothing was recorded: another report of this system, or this one with other data, had the id. */
  | { readonly kind: 'id used before' };

/** Takes events that external systems tell us of, whose data their codecs have read. */
export type Report = (event: Message, options?: ReportOptions) => Promise<ReportResult>;

export interface ReportParts {
  readonly vocabulary: Vocabulary;
  readonly events: EventStore;
  readonly clock: Clock;
}

/**
 * Stores what was reported as it is: it has happened elsewhere, and nobody here decides on it. Each report has a stream of
 * its own, `Payment provider/<event id>`: reports are facts that do not follow from one another, so they share no revision
 * that one of them could wait for or conflict with.
 */
export function reporting({ vocabulary, events, clock }: ReportParts): Report {
  return async (event, { reportId } = {}) => {
    const owner = vocabulary.ownerOf(event.type);
    if (owner.kind !== 'external system') throw new Error(`"${event.type}" is an event of ${owner.name}, which decides on it: it can not be reported.`);
    const { data } = vocabulary.events.shapeOf(event.type);
    const refusal = data.brokenLimit(event.data, event.type);
    if (refusal !== undefined) return { kind: 'refused', refusal };
    // Two systems may number their reports alike.
    const id = reportId === undefined ? newId() : derivedId(reportId, JSON.stringify(['report', owner.name]));
    const stream = streamName(owner.name, id);
    const toStore: EventToStore = { id, ...vocabulary.events.encode(event), occurredAt: recordedMoment(clock()), metadata: tracedHere(metadataOf(owner.name, id)) };
    const fingerprint = fingerprintOf(data, event);
    const command = reportId === undefined ? {} : { commandId: id, fingerprint };
    return resultOf(vocabulary, event, fingerprint, await tellingAppend(events.system, [traceHere()], () => events.append({ streams: [{ stream, expected: 'no stream', events: [toStore] }], ...command })));
  };
}

/** A report begins a chain of its own, in the name of the system. */
function metadataOf(system: string, id: string): Metadata {
  return { correlationId: id, causationId: id, actor: { name: system, id: null }, policy: null };
}

function resultOf({ events }: Vocabulary, { type }: Message, fingerprint: string, result: AppendResult): ReportResult {
  if (result.kind === 'repeated' && result.outcome.fingerprint !== fingerprint) return { kind: 'id used before' };
  const stored = result.kind === 'appended' ? result.events : result.kind === 'repeated' && result.outcome.kind === 'accepted' ? result.outcome.events : [];
  const [first] = stored;
  if (first === undefined) throw new Error(`The store kept no event for the report "${type}": it said "${result.kind}".`);
  return { kind: 'recorded', event: events.decode(first) };
}
