import type { Temporal } from 'temporal-polyfill';
import { newId } from '../message/ids.ts';
import type { Message, Recorded } from '../message/message.ts';
import type { CommandOutcome, StoredEvent } from '../store/event-store.ts';
import type { CommandResult } from './command-result.ts';
import { idInStream } from './instance.ts';
import type { Task, Workplace } from './task.ts';

type Accepted = Extract<CommandResult, { kind: 'accepted' }>;

/** Keeps an answer that stored nothing, where somebody may ask for it again or has to see it. */
export async function keepAnswer(workplace: Workplace, task: Task, refusal: string | null, now: Temporal.Instant): Promise<CommandResult> {
  const unanswered = refusal !== null && task.options.refusalAnswered === false;
  const { commandId } = task.options;
  if (commandId === undefined && !unanswered) return refusal === null ? nothingHappened(workplace, task, task.stream) : { kind: 'refused', refusal };
  const outcome = await workplace.events.keepOutcome({
    commandId: commandId ?? newId(),
    command: task.command.type,
    stream: task.stream,
    fingerprint: task.fingerprint,
    refusal,
    metadata: task.metadata,
    occurredAt: now,
    unanswered,
  });
  return firstResult(workplace, task, outcome);
}

/** The instance is not at the revision the sender saw, unless that is because this very command was accepted before. */
export async function conflicting(workplace: Workplace, task: Task, expected: number, actual: number): Promise<CommandResult> {
  const { commandId } = task.options;
  const outcome = commandId === undefined ? undefined : await workplace.events.findOutcome(commandId);
  return outcome === undefined ? { kind: 'conflict', expected, actual } : firstResult(workplace, task, outcome);
}

export async function firstResult(workplace: Workplace, task: Task, outcome: CommandOutcome): Promise<CommandResult> {
  if (task.fingerprint !== null && outcome.fingerprint !== task.fingerprint) return { kind: 'id used before' };
  if (outcome.kind === 'refused') return { kind: 'refused', refusal: outcome.refusal };
  if (outcome.events.length === 0) return nothingHappened(workplace, task, outcome.stream);
  return acceptedWith(task, outcome.events.map((event) => workplace.registry.decode(event)));
}

/** `read` are the events in `stored` as they were read back when the command was decided. */
export function acceptedAs(task: Task, stored: readonly StoredEvent[], read: readonly Message[]): Accepted {
  return acceptedWith(
    task,
    stored.map(({ type, id, stream, revision, position, occurredAt, metadata }, index) => ({ type, data: read[index]?.data, id, stream, revision, position, occurredAt, metadata })),
  );
}

function acceptedWith(task: Task, events: readonly Recorded<Message>[]): Accepted {
  const last = events.at(-1);
  if (last === undefined) throw new Error(`The store gave back no event for "${task.command.type}" on ${task.stream}, although some were appended.`);
  return { kind: 'accepted', id: idInStream(task.aggregate, last.stream), stream: last.stream, revision: last.revision, position: last.position, events };
}

async function nothingHappened({ events }: Workplace, task: Task, stream: string): Promise<Accepted> {
  const position = await events.head();
  let revision = 0;
  for await (const last of events.readStream(stream, { direction: 'backward' })) {
    revision = last.revision;
    break;
  }
  return { kind: 'accepted', id: idInStream(task.aggregate, stream), stream, revision, position, events: [] };
}
