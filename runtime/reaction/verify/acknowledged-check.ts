import type { EventStore, StoredEvent } from '../../store/event-store.ts';
import type { Notebook } from './finding.ts';

/** A command that its sender was told was accepted, and the events that it was told of. */
export interface Acknowledgement {
  readonly commandId: string;
  readonly events: readonly { readonly id: string; readonly stream: string; readonly revision: number; readonly position: bigint }[];
}

export interface AcknowledgedCheck {
  look(event: StoredEvent): void;
  end(): Promise<void>;
}

interface Watched {
  readonly acknowledged: Acknowledgement;
  /** Ids of events, in the order of the log, that name the command as their cause. */
  readonly seen: string[];
}

/** How many outcomes are asked for at a time. */
const AT_ONCE = 8;

/** All events of every acknowledged command are in the log, where its sender was told, once, and its outcome says the same. */
export function acknowledgedCheck(acknowledged: readonly Acknowledgement[], store: EventStore, notes: Notebook): AcknowledgedCheck {
  const watched = new Map(acknowledged.map((each): readonly [string, Watched] => [each.commandId, { acknowledged: each, seen: [] }]));
  const told = new Map(acknowledged.flatMap((each) => each.events.map((event) => [event.id, { ...event, commandId: each.commandId }] as const)));
  return {
    look: ({ id, stream, revision, position, metadata }) => {
      watched.get(metadata.causationId)?.seen.push(id);
      const wanted = told.get(id);
      if (wanted === undefined) return;
      if (wanted.stream === stream && wanted.revision === revision && wanted.position === position) return;
      notes.note('acknowledged', `position ${position}`, `Event ${id} is revision ${revision} of ${stream}; the sender of command ${wanted.commandId} was told of revision ${wanted.revision} of ${wanted.stream} at position ${wanted.position}.`);
    },
    end: async () => {
      const all = [...watched.values()];
      for (const each of all) compareEvents(each, notes);
      for (let first = 0; first < all.length; first += AT_ONCE) {
        await Promise.all(all.slice(first, first + AT_ONCE).map((each) => compareOutcome(each.acknowledged, store, notes)));
      }
    },
  };
}

function compareEvents({ acknowledged: { commandId, events }, seen }: Watched, notes: Notebook): void {
  const place = `command ${commandId}`;
  for (const { id, stream, position } of events) {
    const times = seen.filter((each) => each === id).length;
    if (times === 0) notes.note('acknowledged', place, `Its sender was told of event ${id} at position ${position} of ${stream}, and the log has no such event of this command.`);
    if (times > 1) notes.note('acknowledged', place, `Event ${id} is in the log ${times} times.`);
  }
  const more = seen.filter((id) => !events.some((event) => event.id === id));
  if (more.length > 0) notes.note('acknowledged', place, `The log has events of it of which its sender was not told: ${more.join(', ')}.`);
}

async function compareOutcome({ commandId, events }: Acknowledgement, store: EventStore, notes: Notebook): Promise<void> {
  const outcome = await store.findOutcome(commandId);
  const place = `command ${commandId}`;
  if (outcome === undefined) return notes.note('outcome', place, 'Its sender was told that it was accepted, and the store knows of no such command.');
  if (outcome.kind === 'refused') return notes.note('outcome', place, `Its sender was told that it was accepted, and the store says that it was refused: ${outcome.refusal}.`);
  const [told, kept] = [events, outcome.events].map((list) => list.map(({ id, position }) => `${id} at ${position}`).join(', '));
  if (told !== kept) notes.note('outcome', place, `Its sender was told of ${told || 'no event'}, and its outcome names ${kept || 'no event'}.`);
}
