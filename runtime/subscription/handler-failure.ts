import type { ParkedAt } from '../store/parking-store.ts';

export interface FailedEvent {
  readonly position: bigint;
  readonly stream: string;
  readonly type: string;
  /** What its followers have to wait with, see `EventToPark`. */
  readonly key: string;
}

/**
 * Whoever follows the log could not handle one event, and nobody else is to blame: not the store, not the network. It is
 * tried again, and parked when it still fails.
 */
export class HandlerFailure extends Error {
  override readonly name = 'HandlerFailure';
  readonly event: FailedEvent;
  /** It waits for something parked elsewhere, and is parked at once. */
  readonly waitsFor: Omit<ParkedAt, 'position'> | undefined;

  constructor(message: string, event: FailedEvent, { cause, waitsFor }: { readonly cause?: unknown; readonly waitsFor?: Omit<ParkedAt, 'position'> } = {}) {
    super(message, { cause });
    this.event = event;
    this.waitsFor = waitsFor;
  }
}
