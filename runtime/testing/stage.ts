import type { CommandResult } from '../command/command-result.ts';
import { instanceStream } from '../command/instance.ts';
import { createMemoryStore } from '../memory/memory-store.ts';
import { newId } from '../message/ids.ts';
import type { Actor, Message, Recorded } from '../message/message.ts';
import { assemble, type Assembly } from '../reaction/assembly.ts';
import type { Outbox } from '../reaction/outbox.ts';
import type { TestClock } from '../reaction/pass-time.ts';
import { putOff } from '../reaction/put-off.ts';
import { follow } from '../reaction/settle.ts';
import type { Vocabulary } from '../reaction/vocabulary.ts';
import type { StoredEvent } from '../store/event-store.ts';
import { streamName } from '../store/stream-name.ts';
import { actualEntry, type Entry, expectedEntry } from './entry.ts';
import { momentThen, type Setting } from './setting.ts';

/** An application in memory, whose clock a scenario puts on. */
export interface Stage extends Assembly {
  readonly clock: TestClock;
}

/**
 * The real runtime on an empty store in memory, brought to where a scenario begins: what is given has happened, read
 * models know it, policies have put off what it delays, and have otherwise passed it, and what fell due since, without a word.
 */
export async function setStage(setting: Setting, outbox?: (real: Outbox) => Outbox): Promise<Stage> {
  let now = setting.at;
  const clock: TestClock = { now: () => now, moveTo: (moment) => void (now = moment) };
  const assembly = await assemble(setting.application, createMemoryStore(), outbox === undefined ? { clock: clock.now } : { clock: clock.now, outbox });
  const stage = { ...assembly, clock };
  for (const each of setting.given) {
    if ('passes' in each) clock.moveTo(momentThen(now, each));
    else await happen(stage, each, null);
  }
  const head = await stage.store.events.head();
  for (const readModel of stage.projections) await follow(readModel, head);
  const given = await eventsBehind(stage, 0n);
  for (const policy of setting.application.policies) {
    for (const event of given) await putOff(policy, event, stage.store.timers);
    for (const { id } of await stage.store.timers.dueTimers(policy.name, now, given.length)) await stage.store.timers.markTimerDone(id);
    await stage.store.checkpoints.moveCheckpoint({ subscription: policy.name, from: 0n, to: head });
  }
  // The clock of a policy begins with the scenario.
  for (const policy of stage.timed) await policy.nextAt(now);
  return stage;
}

/** Puts an event into the log as a fact, without asking anybody. */
export async function happen({ store, vocabulary, clock }: Stage, event: Message, by: Actor | null): Promise<Recorded<Message>> {
  const id = newId();
  const owner = vocabulary.ownerOf(event.type);
  const stream = owner.kind === 'aggregate' ? instanceStream(owner.aggregate, event) : streamName(owner.name, id);
  const actor = owner.kind === 'aggregate' ? by : { name: owner.name, id: null };
  const metadata = { correlationId: id, causationId: id, actor, policy: null };
  const result = await store.events.append({ streams: [{ stream, expected: 'any', events: [{ id, ...vocabulary.events.encode(event), occurredAt: clock.now(), metadata }] }] });
  const [stored] = result.kind === 'appended' ? result.events : [];
  if (stored === undefined) throw new Error(`"${event.type}" could not be stored.`);
  return vocabulary.events.decode(stored);
}

/** Sends a command as the door would: read, and in somebody's name. */
export function sendThroughTheDoor(stage: Stage, { by }: Setting, command: Message): Promise<CommandResult> {
  const destination = stage.vocabulary.destinationOf(command.type);
  const [first] = destination.kind === 'command' ? (destination.aggregate.commands[command.type]?.by ?? []) : [];
  return stage.handler.send(throughTheDoor(stage, command), { actor: by ?? (first === undefined ? null : { name: first, id: null }) });
}

/** A command as the door would have read it. */
function throughTheDoor({ vocabulary }: Assembly, command: Message): Message {
  const { data } = vocabulary.destinationOf(command.type);
  return { type: command.type, data: data.decode(data.encode(command.data)) };
}

/** Everything that happened behind `position`. */
export async function eventsBehind({ store }: Assembly, position: bigint): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const batch of store.events.readAll({ after: position })) events.push(...batch);
  return events;
}

export function isEvent(vocabulary: Vocabulary, type: string): boolean {
  return vocabulary.events.types.includes(type);
}

/** An event, a command or a request, to be compared or shown. */
export function messageEntry(vocabulary: Vocabulary, { type, data }: Message): Entry {
  return actualEntry(type, codecOf(vocabulary, type), data);
}

export function expectedMessage(vocabulary: Vocabulary, { type, data }: { readonly type: string; readonly data?: object }): Entry {
  return expectedEntry(type, codecOf(vocabulary, type), data);
}

const codecOf = (vocabulary: Vocabulary, type: string): Entry['codec'] => (isEvent(vocabulary, type) ? vocabulary.events.shapeOf(type).data : vocabulary.destinationOf(type).data);
