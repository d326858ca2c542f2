import type { Temporal } from 'temporal-polyfill';
import type { Snapshot } from './snapshot-store.ts';
import { storableInstant, storableJson, storableName, storableText, storableUuid } from './storable.ts';

/** A snapshot that every store can keep, with its state as JSON text. */
export interface CheckedSnapshot {
  readonly stream: string;
  readonly fold: string;
  readonly revision: number;
  readonly lastEventId: string;
  readonly occurredAt: Temporal.Instant;
  readonly state: string;
}

/** Throws a sentence when no store could keep it. */
export function checkedSnapshot({ stream, fold, revision, lastEventId, occurredAt, state }: Snapshot): CheckedSnapshot {
  if (!Number.isSafeInteger(revision) || revision < 1) throw new RangeError(`The snapshot of ${stream} is of revision ${revision}: it must be a whole number from 1.`);
  return {
    stream: storableName('The stream of a snapshot', stream),
    fold: storableText('The fold of a snapshot', fold),
    revision,
    lastEventId: storableUuid('The last event of a snapshot', lastEventId),
    occurredAt: storableInstant('The time of a snapshot', occurredAt),
    state: storableJson('The state of a snapshot', state),
  };
}
