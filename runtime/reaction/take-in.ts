import type { Message, Recorded } from '../message/message.ts';
import type { StoredEvent } from '../store/event-store.ts';
import type { EventToPark } from '../store/parking-store.ts';
import type { RowTransaction } from '../store/read-model-store.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import { HandlerFailure } from '../subscription/handler-failure.ts';
import type { ReadModelDefinition } from './read-model.ts';
import { type RowBuffer, rowBuffer, type RowKey, rowKey } from './row-buffer.ts';
import { encodedKey } from './table.ts';
import type { Vocabulary } from './vocabulary.ts';

/** An event on its way into the rows of a read model. */
export interface Taken {
  readonly event: Recorded<Message>;
  /** Of the row it is about, with its text; `many` when it may be about any. */
  readonly key: RowKey | 'many';
}

/** The events of a batch that are taken in, and those that have to wait behind a parked one. */
export interface Sorted {
  readonly taken: readonly Taken[];
  readonly park: readonly EventToPark[];
}

/** Under what an event is parked that can not even be read. */
const streamKey = (stream: string): string => `stream ${stream}`;

/** `parked` are the keys under which something waits in `subscription`. Throws `HandlerFailure` for what can not be read. */
export function sortEvents(readModel: ReadModelDefinition, subscription: string, events: readonly StoredEvent[], vocabulary: Vocabulary, parked: ReadonlySet<string>): Sorted {
  const taken: Taken[] = [];
  const park: EventToPark[] = [];
  const behind = ({ position, stream, type }: StoredEvent, key: string): number => park.push({ subscription, key, position, stream, type, error: null });
  for (const stored of events) {
    if (parked.has(streamKey(stored.stream))) {
      behind(stored, streamKey(stored.stream));
      continue;
    }
    const read = readEvent(readModel, stored, vocabulary);
    if (read === undefined) continue;
    const key = read.key === 'many' ? undefined : read.key.text;
    if (key === undefined) for (const row of parked) behind(stored, row);
    if (key !== undefined && parked.has(key)) behind(stored, key);
    else taken.push(read);
  }
  return { taken, park };
}

/** Nothing when the event is about no row. */
function readEvent(readModel: ReadModelDefinition, stored: StoredEvent, vocabulary: Vocabulary): Taken | undefined {
  try {
    const event = vocabulary.events.decode(stored);
    if (readModel.many?.includes(event.type) === true) return { event, key: 'many' };
    const fields = readModel.keyOf(event);
    if (fields === undefined) return undefined;
    return { event, key: rowKey(readModel, encodedKey(readModel, fields)) };
  } catch (error) {
    throw couldNotTakeIn(readModel, stored, streamKey(stored.stream), error);
  }
}

/** Which rows an event about many may change. */
export interface Reach {
  /** Not these: something waits there. */
  readonly not: ReadonlySet<string>;
  /** This one alone. */
  readonly only?: string;
}

/** Folds events into rows. Throws `HandlerFailure` when the read model's own functions can not. */
export async function takeIn(readModel: ReadModelDefinition, transaction: RowTransaction, events: readonly Taken[], reach: Reach): Promise<void> {
  const rows = rowBuffer(readModel, transaction);
  await transaction.fetch(events.flatMap(({ key }) => (key === 'many' ? [] : [key.row])));
  for (const { event, key } of events) {
    if (key === 'many') await changeMany(readModel, rows, event, reach);
    else await blaming(readModel, event, key.text, () => rows.change(key, (row) => readModel.project(row, event)));
  }
  await rows.write();
}

async function changeMany(readModel: ReadModelDefinition, rows: RowBuffer, event: Recorded<Message>, { not, only }: Reach): Promise<void> {
  await rows.changeAll((row, key) => {
    if (not.has(key) || (only !== undefined && key !== only)) return row;
    try {
      return readModel.concerns?.(row, event) === false ? row : readModel.project(row, event);
    } catch (error) {
      throw couldNotTakeIn(readModel, event, key, error);
    }
  });
}

async function blaming(readModel: ReadModelDefinition, event: Recorded<Message>, key: string, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : couldNotTakeIn(readModel, event, key, error);
  }
}

export function couldNotTakeIn(readModel: ReadModelDefinition, { position, stream, type }: Pick<StoredEvent, 'position' | 'stream' | 'type'>, key: string, cause: unknown): HandlerFailure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HandlerFailure(`Read model "${readModel.name}" can not take in "${type}" at position ${position}: ${reason}`, { position, stream, type, key }, { cause });
}

/** The key of a single event for which the fault was not found: its row's, or its stream's where it may be about many. */
export function keyOfTaken({ key, event }: Taken): string {
  return key === 'many' ? streamKey(event.stream) : key.text;
}
