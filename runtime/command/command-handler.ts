import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import { newId } from '../message/ids.ts';
import type { Actor, Message, Metadata } from '../message/message.ts';
import type { EventStore } from '../store/event-store.ts';
import type { SnapshotStore } from '../store/snapshot-store.ts';
import { tellingCommand } from '../telemetry/commands.ts';
import { tracedHere, traceHere } from '../telemetry/trace-context.ts';
import { type Clock, contextsIn } from './clock.ts';
import type { CommandResult, SendOptions } from './command-result.ts';
import { fingerprintOf } from './fingerprint.ts';
import { instanceStream } from './instance.ts';
import { instanceCache } from './instance-cache.ts';
import { snapshotsIn } from './snapshots.ts';
import { streamQueue } from './stream-queue.ts';

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
  /** Keeps long histories from being read from their beginning; without it each is. */
  readonly snapshots?: SnapshotStore;
  /** By how many events an instance has to be ahead of its last snapshot before there is another one; 100 unless given. */
  readonly eventsPerSnapshot?: number;
}

/**
 * Load, decide, append at the revision that was read; on conflict load and decide again. Commands of this process on
 * one instance are decided on one another and appended together, so only other processes are raced.
 */
export function commandHandler(parts: CommandHandlerParts): CommandHandler {
  const { registry, events, clock, timeZone, cacheSize = 1000, attempts = 10, eventsPerSnapshot = 100 } = parts;
  const cache = instanceCache(cacheSize);
  const snapshots = parts.snapshots === undefined ? undefined : snapshotsIn(parts.snapshots, registry, eventsPerSnapshot);
  const enqueue = streamQueue({ registry, events, clock, contextAt: contextsIn(timeZone), cache, snapshots, attempts });
  const owners = new Map(parts.aggregates.flatMap((aggregate) => Object.keys(aggregate.commands).map((type) => [type, aggregate] as const)));
  return {
    send: async (command, options = {}) => {
      const aggregate = owners.get(command.type);
      if (aggregate === undefined) throw new Error(`There is no command "${command.type}" in this application. Its commands are ${[...owners.keys()].join(', ')}.`);
      const stream = instanceStream(aggregate, command);
      const fingerprint = options.commandId === undefined || options.policy !== undefined ? null : commandFingerprint(aggregate, command, options.actor ?? null);
      return tellingCommand({ command: command.type, aggregate: aggregate.name }, () => {
        const [metadata, within] = [tracedHere(metadataOf(options)), traceHere()];
        return new Promise<CommandResult>((resolve, reject) => enqueue({ aggregate, command, stream, options, fingerprint, metadata, within, losses: 0, alone: false, resolve, reject }));
      });
    },
  };
}

/** Whoever comes upon the id of another's command is not told what came of that. */
function commandFingerprint(aggregate: AggregateDefinition, command: Message, by: Actor | null): string {
  const codec = aggregate.commands[command.type]?.data;
  if (codec === undefined) throw new Error(`${aggregate.name} has no command "${command.type}".`);
  return fingerprintOf(codec, command, by);
}

/** Why it happens. What a door sends starts a chain of its own, named after the command. */
function metadataOf(options: SendOptions): Metadata {
  const commandId = options.commandId ?? newId();
  return {
    correlationId: options.correlationId ?? commandId,
    causationId: options.causationId ?? commandId,
    actor: options.actor ?? null,
    policy: options.policy ?? null,
    ...(options.traceparent === undefined ? {} : { traceparent: options.traceparent }),
  };
}
