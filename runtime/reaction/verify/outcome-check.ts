import type { EventStore, StoredEvent } from '../../store/event-store.ts';
import type { Notebook } from './finding.ts';

/** Holds outcomes against the events of their commands, which stand together in the log. */
export interface OutcomeCheck {
  look(event: StoredEvent): void;
  /** Asks for the outcomes of the commands whose events have all been looked at. */
  flush(ended: boolean): Promise<void>;
}

/** The events of one command, as they stand in the log. */
interface Together {
  readonly commandId: string;
  readonly events: readonly StoredEvent[];
}

/** How many outcomes are asked for at a time. */
const AT_ONCE = 8;

/**
 * An outcome names the events of its command, all of them and no others. An event need not have come of a command; and those
 * that a policy's command has led to name the policy's event as their cause, so that they are looked at with the policy.
 */
export function outcomeCheck(store: EventStore, notes: Notebook): OutcomeCheck {
  let complete: Together[] = [];
  let last: Together | undefined;
  const compare = async ({ commandId, events }: Together): Promise<void> => {
    const outcome = await store.findOutcome(commandId);
    if (outcome === undefined) return;
    const place = `command ${commandId}`;
    if (outcome.kind === 'refused') return notes.note('outcome', place, `It was refused (${outcome.refusal}), and the log has events of it from position ${events[0]?.position}.`);
    const [there, named] = [inWords(events), inWords(outcome.events)];
    if (there !== named) notes.note('outcome', place, `Its outcome names ${named}, and the log has ${there} of it.`);
  };
  return {
    look: (event) => {
      if (event.metadata.policy !== null) return;
      const commandId = event.metadata.causationId;
      if (last?.commandId === commandId) {
        last = { commandId, events: [...last.events, event] };
        return;
      }
      if (last !== undefined) complete.push(last);
      last = { commandId, events: [event] };
    },
    flush: async (ended) => {
      if (ended && last !== undefined) complete.push(last);
      const due = complete;
      complete = [];
      for (let first = 0; first < due.length; first += AT_ONCE) await Promise.all(due.slice(first, first + AT_ONCE).map(compare));
    },
  };
}

function inWords(events: readonly StoredEvent[]): string {
  return events.length === 0 ? 'no event' : events.map(({ id, position }) => `event ${id} at position ${position}`).join(', ');
}
