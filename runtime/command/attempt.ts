import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import { newId } from '../message/ids.ts';
import type { Message, Metadata } from '../message/message.ts';
import type { CommandOutcome, EventStore, StoredEvent } from '../store/event-store.ts';
import { type Clock, contextAt } from './clock.ts';
import type { CommandResult, SendOptions } from './command-result.ts';
import { idInStream } from './instance.ts';
import type { InstanceCache, LoadedInstance } from './instance-cache.ts';
import { type Judgement, judge } from './judge.ts';
import { evolved, loadInstance } from './load-instance.ts';

/** A command on its way, and everything it takes to answer it. */
export interface Attempt {
  readonly registry: EventRegistry;
  readonly events: EventStore;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly cache: InstanceCache;
  readonly aggregate: AggregateDefinition;
  readonly command: Message;
  readonly stream: string;
  readonly options: SendOptions;
  /** Of a command with an id; null where an id alone says which command it is. */
  readonly fingerprint: string | null;
  readonly metadata: Metadata;
}

/** Decides once. `lost the race` when somebody else wrote to the instance in the meantime: nothing was stored. */
export async function attempt(task: Attempt): Promise<CommandResult | 'lost the race'> {
  const cached = task.cache.get(task.stream);
  const { expectedRevision } = task.options;
  // A remembered instance may be behind the store. That is noticed when events are appended to it; every other
  // answer needs the instance as it is now.
  if (cached !== undefined && (expectedRevision ?? cached.revision) === cached.revision) {
    const { context, judgement } = decide(task, cached);
    if (judgement.kind === 'accepted' && judgement.events.length > 0) return append(task, cached, judgement.events, context);
  }
  const loaded = await loadInstance(task.events, task.registry, task.aggregate, task.stream, cached);
  if (loaded.revision > 0) task.cache.set(task.stream, loaded);
  if (expectedRevision !== undefined && expectedRevision !== loaded.revision) return conflicting(task, expectedRevision, loaded.revision);
  const { context, judgement } = decide(task, loaded);
  if (judgement.kind === 'accepted' && judgement.events.length > 0) return append(task, loaded, judgement.events, context);
  return keep(task, judgement.kind === 'refused' ? judgement.refusal : null, context);
}

type Context = ReturnType<typeof contextAt>;

function decide(task: Attempt, { instance }: LoadedInstance): { readonly context: Context; readonly judgement: Judgement } {
  const context = contextAt(task.clock(), task.timeZone, task.metadata.actor);
  return { context, judgement: judge(task.aggregate, task.command, instance, context) };
}

async function append(task: Attempt, before: LoadedInstance, events: readonly Message[], { now }: Context): Promise<CommandResult | 'lost the race'> {
  const { commandId } = task.options;
  const toStore = events.map((event) => ({ id: newId(), ...task.registry.encode(event), occurredAt: now, metadata: task.metadata }));
  const result = await task.events.append({
    streams: [{ stream: task.stream, expected: before.revision, events: toStore }],
    ...(commandId === undefined ? {} : { commandId, fingerprint: task.fingerprint }),
  });
  switch (result.kind) {
    case 'repeated':
      return firstResult(task, result.outcome);
    case 'conflict':
      task.cache.evict(task.stream);
      return task.options.expectedRevision === undefined ? 'lost the race' : conflicting(task, task.options.expectedRevision, result.actual);
    case 'appended':
      return appended(task, before, result.events);
  }
}

/** What is remembered is folded from what was stored, so that it is what a reader of the store would see. */
function appended(task: Attempt, before: LoadedInstance, stored: readonly StoredEvent[]): CommandResult {
  const result = acceptedWith(task, stored);
  task.cache.set(task.stream, evolved(task.aggregate, before, result.events));
  return result;
}

/** Keeps an answer that stored nothing, where somebody may ask for it again or has to see it. */
async function keep(task: Attempt, refusal: string | null, { now }: Context): Promise<CommandResult> {
  const unanswered = refusal !== null && task.options.refusalAnswered === false;
  const { commandId } = task.options;
  if (commandId === undefined && !unanswered) return refusal === null ? nothingHappened(task, task.stream) : { kind: 'refused', refusal };
  const outcome = await task.events.keepOutcome({
    commandId: commandId ?? newId(),
    command: task.command.type,
    stream: task.stream,
    fingerprint: task.fingerprint,
    refusal,
    metadata: task.metadata,
    occurredAt: now,
    unanswered,
  });
  return firstResult(task, outcome);
}

/** The instance is not at the revision the sender saw, unless that is because this very command was accepted before. */
async function conflicting(task: Attempt, expected: number, actual: number): Promise<CommandResult> {
  const { commandId } = task.options;
  const outcome = commandId === undefined ? undefined : await task.events.findOutcome(commandId);
  return outcome === undefined ? { kind: 'conflict', expected, actual } : firstResult(task, outcome);
}

async function firstResult(task: Attempt, outcome: CommandOutcome): Promise<CommandResult> {
  if (task.fingerprint !== null && outcome.fingerprint !== task.fingerprint) return { kind: 'id used before' };
  if (outcome.kind === 'refused') return { kind: 'refused', refusal: outcome.refusal };
  return outcome.events.length === 0 ? nothingHappened(task, outcome.stream) : acceptedWith(task, outcome.events);
}

type Accepted = Extract<CommandResult, { kind: 'accepted' }>;

function acceptedWith(task: Attempt, stored: readonly StoredEvent[]): Accepted {
  const last = stored.at(-1);
  if (last === undefined) throw new Error(`The store gave back no event for "${task.command.type}" on ${task.stream}, although some were appended.`);
  return {
    kind: 'accepted',
    id: idInStream(task.aggregate, last.stream),
    stream: last.stream,
    revision: last.revision,
    position: last.position,
    events: stored.map((event) => task.registry.decode(event)),
  };
}

async function nothingHappened(task: Attempt, stream: string): Promise<Accepted> {
  const position = await task.events.head();
  let revision = 0;
  for await (const last of task.events.readStream(stream, { direction: 'backward' })) {
    revision = last.revision;
    break;
  }
  return { kind: 'accepted', id: idInStream(task.aggregate, stream), stream, revision, position, events: [] };
}
