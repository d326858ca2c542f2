import type { EventStore, StoredEvent } from '../store/event-store.ts';

/** The event at a position where there was one. */
export async function eventAt(events: EventStore, { position, stream }: { readonly position: bigint; readonly stream: string }): Promise<StoredEvent> {
  for await (const [event] of events.readAll({ after: position - 1n, upTo: position })) {
    if (event !== undefined) return event;
  }
  throw new Error(`the log has no event at position ${position}, where ${stream} had one.`);
}
