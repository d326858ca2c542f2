import { derivedId } from '../../message/ids.ts';
import type { Message, Recorded } from '../../message/message.ts';
import type { EventStore } from '../../store/event-store.ts';
import type { PolicyDefinition, Sending } from '../policy.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { Notebook } from './finding.ts';

/** Something that has to have been sent, under this id. */
export interface AskedFor {
  readonly id: string;
  readonly kind: 'request' | 'command';
  readonly type: string;
  readonly policy: string;
  /** The event it is a reaction to. */
  readonly cause: Recorded<Message>;
  /** What follows when it is refused. */
  ifRefused?(refusal: string): readonly AskedFor[];
}

/**
 * What a policy's own functions say about an event. Left out is what the log alone does not tell: reactions that look rows
 * up saw them as they were at the time, delayed ones may have been called off, and those of the clock have no event.
 */
export function askedFor(policy: PolicyDefinition, event: Recorded<Message>, vocabulary: Vocabulary, notes: Notebook): readonly AskedFor[] {
  const reaction = Object.hasOwn(policy.whenever, event.type) ? policy.whenever[event.type] : undefined;
  if (reaction === undefined || reaction.looksUp !== undefined || reaction.afterSeconds !== undefined) return [];
  const from = { policy: policy.name, event, vocabulary };
  try {
    return reaction.react(event, {}).map((sending) => asked(from, sending, []));
  } catch (error) {
    notes.note('unreadable', `policy ${policy.name}, position ${event.position}`, `It can not react to "${event.type}": ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

interface From {
  readonly policy: string;
  readonly event: Recorded<Message>;
  readonly vocabulary: Vocabulary;
}

function asked(from: From, sending: Sending, within: readonly string[]): AskedFor {
  const path = [...within, sending.place];
  const { type } = sending.message;
  return {
    id: derivedId(from.event.id, JSON.stringify([from.policy, ...path])),
    kind: from.vocabulary.destinationOf(type).kind,
    type,
    policy: from.policy,
    cause: from.event,
    ifRefused: (refusal) => (sending.ifRefused?.(refusal) ?? []).map((next) => asked(from, next, path)),
  };
}

/** Requests are among those kept, and commands have an outcome; where that is a refusal, what follows from it as well. */
export async function sentCheck(wanted: AskedFor, requests: ReadonlySet<string>, events: EventStore, notes: Notebook): Promise<void> {
  const place = `policy ${wanted.policy}, position ${wanted.cause.position}`;
  if (wanted.kind === 'request') {
    if (!requests.has(wanted.id)) notes.note('request', place, `It asks for "${wanted.type}" (${wanted.id}), and no such request was kept.`);
    return;
  }
  const outcome = await events.findOutcome(wanted.id);
  if (outcome === undefined) return notes.note('command', place, `It sends "${wanted.type}" (${wanted.id}), and the store knows of no such command.`);
  if (outcome.kind === 'accepted') {
    const strange = outcome.events.filter(({ metadata: { causationId, policy } }) => causationId !== wanted.cause.id || policy !== wanted.policy);
    for (const { position } of strange) notes.note('outcome', `command ${wanted.id}`, `Its outcome names the event at position ${position}, which did not come of it.`);
    return;
  }
  for (const next of wanted.ifRefused?.(outcome.refusal) ?? []) await sentCheck(next, requests, events, notes);
}
