import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { EventRegistry } from '../message/event-registry.ts';
import type { Message, Metadata } from '../message/message.ts';
import type { EventStore } from '../store/event-store.ts';
import type { TraceContext } from '../telemetry/trace-context.ts';
import type { Clock, ContextAt } from './clock.ts';
import type { CommandResult, SendOptions } from './command-result.ts';
import type { InstanceCache } from './instance-cache.ts';
import type { Snapshots } from './snapshots.ts';

/** What all commands of an application have in common. */
export interface Workplace {
  readonly registry: EventRegistry;
  readonly events: EventStore;
  readonly clock: Clock;
  readonly contextAt: ContextAt;
  readonly cache: InstanceCache;
  readonly snapshots: Snapshots | undefined;
  /** How often a command is decided before its sender hears that others were always faster. */
  readonly attempts: number;
}

/** A command on its way, and everything it takes to answer it. */
export interface Task {
  readonly aggregate: AggregateDefinition;
  readonly command: Message;
  readonly stream: string;
  readonly options: SendOptions;
  /** Of a command with an id; null where an id alone says which command it is. */
  readonly fingerprint: string | null;
  readonly metadata: Metadata;
  /** Where it is traced. Whoever works for several commands at once does not stand in any one's trace. */
  readonly within: TraceContext;
  /** How often it lost against another process. */
  readonly losses: number;
  /** Whether its events go to the store by themselves, because those of several commands together were refused. */
  readonly alone: boolean;
  resolve(result: CommandResult): void;
  reject(error: unknown): void;
}
