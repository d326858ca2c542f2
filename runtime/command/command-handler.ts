import { setTimeout as sleep } from 'node:timers/promises';
import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import { newId } from '../message/ids.ts';
import type { Message, Metadata } from '../message/message.ts';
import type { EventStore } from '../store/event-store.ts';
import { type Attempt, attempt } from './attempt.ts';
import type { Clock } from './clock.ts';
import type { CommandResult, SendOptions } from './command-result.ts';
import { fingerprintOf } from './fingerprint.ts';
import { instanceStream } from './instance.ts';
import { instanceCache } from './instance-cache.ts';
import { turnQueue } from './turn-queue.ts';

/** Takes commands whose data their codecs have read. */
export interface CommandHandler {
  send(command: Message, options?: SendOptions): Promise<CommandResult>;
}

export interface CommandHandlerParts {
  readonly aggregates: readonly AggregateDefinition[];
  readonly registry: EventRegistry;
  readonly events: EventStore;
  readonly clock: Clock;
  /** IANA name; `today` is a date there. */
  readonly timeZone: string;
  /** How many instances stay in memory; 1000 unless given. */
  readonly cacheSize?: number;
  /** How often a command is decided before its sender hears that others were always faster; 10 unless given. */
  readonly attempts?: number;
}

/**
 * Load, decide, append at the revision that was read; on conflict load and decide again. Commands of this process on
 * one instance take turns, so only other processes are raced.
 */
export function commandHandler(parts: CommandHandlerParts): CommandHandler {
  const cache = instanceCache(parts.cacheSize ?? 1000);
  const turns = turnQueue();
  const owners = new Map(parts.aggregates.flatMap((aggregate) => Object.keys(aggregate.commands).map((type) => [type, aggregate] as const)));
  return {
    send: async (command, options = {}) => {
      const aggregate = owners.get(command.type);
      if (aggregate === undefined) throw new Error(`There is no command "${command.type}" in this application. Its commands are ${[...owners.keys()].join(', ')}.`);
      const stream = instanceStream(aggregate, command);
      const fingerprint = options.commandId === undefined || options.policy !== undefined ? null : commandFingerprint(aggregate, command);
      const task: Attempt = { ...parts, cache, aggregate, command, stream, options, fingerprint, metadata: metadataOf(options) };
      return turns.run(stream, () => untilDecided(task, parts.attempts ?? 10));
    },
  };
}

function commandFingerprint(aggregate: AggregateDefinition, command: Message): string {
  const codec = aggregate.commands[command.type]?.data;
  if (codec === undefined) throw new Error(`${aggregate.name} has no command "${command.type}".`);
  return fingerprintOf(codec, command);
}

async function untilDecided(task: Attempt, attempts: number): Promise<CommandResult> {
  for (let made = 1; made <= attempts; made += 1) {
    const result = await attempt(task);
    if (result !== 'lost the race') return result;
    // Whoever lost waits a little longer each time, and not all equally long, so that somebody gets through.
    await sleep(Math.random() * 2 * made);
  }
  return { kind: 'retries exhausted', attempts };
}

/** Why it happens. What a door sends starts a chain of its own, named after the command. */
function metadataOf(options: SendOptions): Metadata {
  const commandId = options.commandId ?? newId();
  return {
    correlationId: options.correlationId ?? commandId,
    causationId: options.causationId ?? commandId,
    actor: options.actor ?? null,
    policy: options.policy ?? null,
  };
}
