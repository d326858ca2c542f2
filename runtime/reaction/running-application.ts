import type { CommandResult, SendOptions } from '../command/command-result.ts';
import type { Message } from '../message/message.ts';
import type { Row, RowQuery } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';
import type { ApplicationDefinition } from './application.ts';
import type { ReportOptions, ReportResult } from './report.ts';

/** An application at work on a store: it takes commands, and keeps read models, policies and requests going. */
export interface RunningApplication {
  readonly definition: ApplicationDefinition;
  readonly store: Store;
  /** `command` has already been read by its codec. */
  send(command: Message, options?: SendOptions): Promise<CommandResult>;
  /** An event that an external system tells us of; it has already been read by its codec. */
  report(event: Message, options?: ReportOptions): Promise<ReportResult>;
  /** The row with this key (all fields of the key, in JSON form); of a single-row read model with `{}`. */
  find(readModel: string, key: Row): Promise<Row | undefined>;
  list(readModel: string, query: RowQuery): Promise<readonly Row[]>;
  /** The position that these read models and policies have passed, in whatever process; all of them unless given. */
  caughtUpTo(names?: readonly string[]): Promise<bigint>;
  /** Resolves once `caughtUpTo(names)` is at least `position`; `false` after `timeoutInMilliseconds`. */
  waitFor(position: bigint, timeoutInMilliseconds: number, names?: readonly string[]): Promise<boolean>;
  /** What a read model or a policy keeps failing at, and what was parked for it, if anything: shown to operators. */
  troubles(): readonly { readonly subscription: string; readonly error: string }[];
  /** Finishes what is under way, then stops. The store stays open. */
  stop(): Promise<void>;
}
