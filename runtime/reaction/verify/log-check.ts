import type { StoredEvent } from '../../store/event-store.ts';
import type { Notebook } from './finding.ts';

/** Looks at every event once, in the order of the log. */
export interface LogCheck {
  look(event: StoredEvent): void;
  /** Once all have been looked at. */
  end(head: bigint): void;
}

/** Positions ascend, each stream counts from 1 without a gap, no id comes twice. Keeps a number a stream and an id an event in memory. */
export function logCheck(notes: Notebook): LogCheck {
  const revisions = new Map<string, number>();
  const ids = new Map<string, bigint>();
  let last = 0n;
  return {
    look: ({ position, stream, revision, id }) => {
      if (position <= last) notes.note('position', `position ${position}`, `An event stands behind position ${last}, where only higher ones may come.`);
      last = position > last ? position : last;
      const wanted = (revisions.get(stream) ?? 0) + 1;
      if (revision !== wanted) notes.note('revision', `stream ${stream}`, `The event at position ${position} has revision ${revision}, and ${wanted} comes next in its stream.`);
      revisions.set(stream, Math.max(revision, wanted - 1));
      const before = ids.get(id);
      if (before !== undefined) notes.note('event id', `position ${position}`, `The event has the id ${id}, which the one at position ${before} has already.`);
      else ids.set(id, position);
    },
    end: (head) => {
      if (last < head) notes.note('position', `position ${head}`, `The log says that it ends here, but its last event is at position ${last}.`);
    },
  };
}
