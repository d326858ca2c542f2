import type { Temporal } from 'temporal-polyfill';
import type { Json } from '../message/json.ts';
import type { Metadata } from '../message/message.ts';
import type { Partition } from './partition.ts';

/** What a writer believes about a stream. `0` means the same as `no stream`, never "no check". */
export type ExpectedRevision = number | 'any' | 'no stream' | 'stream exists';

/** An event on its way into the store, as JSON. */
export interface EventToStore {
  /** UUID, unique in the store. */
  readonly id: string;
  readonly type: string;
  /** Of the event's shape, from 1. */
  readonly version: number;
  readonly data: Json;
  readonly occurredAt: Temporal.Instant;
  readonly metadata: Metadata;
}

/** An event as it was stored; `data` is exactly the JSON that was appended. */
export interface StoredEvent extends EventToStore {
  readonly stream: string;
  /** In its stream, from 1 and without gaps. */
  readonly revision: number;
  /** In the whole store, from 1, ascending; there may be gaps, but nothing ever appears in one. */
  readonly position: bigint;
}

export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** May be empty: then the expectation alone is checked. */
  readonly events: readonly EventToStore[];
}

export interface AppendRequest {
  readonly streams: readonly StreamAppend[];
  /** When given, appending again under the same id stores nothing and gives the first outcome again. */
  readonly commandId?: string;
  /** Of the command with this id; kept with its outcome. */
  readonly fingerprint?: string | null;
}

export type AppendResult =
  /** `events` as stored, in the order given. Empty only if nothing was to be stored. */
  | { readonly kind: 'appended'; readonly events: readonly StoredEvent[] }
  /** Nothing was stored. `actual` is the stream's revision, 0 when there is no stream. */
  | { readonly kind: 'conflict'; readonly stream: string; readonly expected: ExpectedRevision; readonly actual: number }
  /** Nothing was stored: the command id was used before, or all these events are there already as this append would store them. This is how that ended. */
  | { readonly kind: 'repeated'; readonly outcome: CommandOutcome };

/** How a command ended, kept under its id. A conflict or a failure is no outcome: those are tried again. */
export type CommandOutcome = KeptUnderId &
  ({ readonly kind: 'accepted'; readonly events: readonly StoredEvent[] } | { readonly kind: 'refused'; readonly refusal: string });

interface KeptUnderId {
  readonly stream: string;
  /** Tells whether the id comes again with the same command; null where nobody asks. A store only keeps it. */
  readonly fingerprint: string | null;
}

/** A refusal or an acceptance without events, to be kept under the command's id. */
export interface OutcomeToKeep {
  readonly commandId: string;
  readonly command: string;
  readonly stream: string;
  readonly fingerprint: string | null;
  /** The refusal's name; null when the command was accepted and nothing happened. */
  readonly refusal: string | null;
  readonly metadata: Metadata;
  readonly occurredAt: Temporal.Instant;
  /** True when nobody answers the refusal: operators should see it. */
  readonly unanswered: boolean;
}

export interface ReadStreamOptions {
  readonly direction?: 'forward' | 'backward';
  /** The first revision wanted (the highest, when reading backward). */
  readonly from?: number;
  /** The last revision wanted. */
  readonly to?: number;
  /** The stream as it was at this moment: the events before the first one that occurred later, so that it is always a beginning of the stream. */
  readonly asOf?: Temporal.Instant;
}

export interface ReadAllOptions {
  /** Only events behind this position. */
  readonly after: bigint;
  /** Only events up to this position. */
  readonly upTo?: bigint;
  /** Only events of these types. */
  readonly types?: readonly string[];
  /** Only events of these streams. */
  readonly streams?: readonly string[];
  /** Only events of streams whose name begins like this: `Bank account/` for those of an aggregate. */
  readonly streamPrefix?: string;
  /** Only events of the streams in this partition. */
  readonly partition?: Partition;
  /** Most events in one batch; 500 unless given. */
  readonly batchSize?: number;
}

export type Wake = (position?: bigint) => void;

/**
 * The log of everything that happened.
 *
 * - `append` is atomic over all its streams. Of several writers with one expected revision exactly one
 *   wins, and a loser leaves nothing behind.
 * - Appends to one stream that are called one after the other, without waiting in between, are decided in that order.
 * - Events and outcomes never change. The same events again, in the same streams and the same order, are `repeated`.
 * - `readAll` never skips an event and never reorders: once it has shown position p, nothing appears at or
 *   before p.
 */
export interface EventStore {
  /** The database that keeps it, as OpenTelemetry calls it (`postgresql`), for those who trace appends; nothing where there is none. */
  readonly system?: string;
  append(request: AppendRequest): Promise<AppendResult>;
  /** How the command with this id ended, if it did. */
  findOutcome(commandId: string): Promise<CommandOutcome | undefined>;
  /** Keeps an outcome that stored no event. Gives the first one back if the id was used before. */
  keepOutcome(outcome: OutcomeToKeep): Promise<CommandOutcome>;
  /** The events of one stream, streamed in batches. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<StoredEvent>;
  /** All events with this correlation id, in order of position, streamed in batches: what followed from one message at the door. */
  readCorrelation(correlationId: string): AsyncIterable<StoredEvent>;
  /** Batches of the events behind `after` that are there now, in order of position; ends when caught up. */
  readAll(options: ReadAllOptions): AsyncIterable<readonly StoredEvent[]>;
  /** The highest position visible to `readAll`; 0 when empty. */
  head(): Promise<bigint>;
  /**
   * Calls `wake` soon after something was appended, perhaps more often; returns how to stop. Polling delivers, this only hurries it. Where this
   * process appended, `position` is of an event that can be read now; it is undefined when somebody else did.
   */
  onAppend(wake: Wake): () => void;
}
