import type { Checkpoint } from '../store/checkpoint-store.ts';
import type { Lease } from '../store/lease-store.ts';
import type { HandlerFailure } from './handler-failure.ts';

/** Where a step begins, and how far it may go. */
export interface Span {
  /** It has followed the log up to here. */
  readonly after: bigint;
  readonly head: bigint;
  /** Where the store has its checkpoint; `after` unless given. Behind it there was nothing to handle up to `after`. */
  readonly stored?: bigint;
  readonly lease?: Lease;
  /** When there is nothing to handle, the checkpoint need not be moved for it. */
  readonly lazily?: boolean;
}

/** What one step of a follower came to. */
export type Progress =
  /** It has followed the log up to `checkpoint`, and the store knows. */
  | { readonly kind: 'advanced'; readonly checkpoint: bigint }
  /** There was nothing to handle up to `checkpoint`, and the store was not told. */
  | { readonly kind: 'passed'; readonly checkpoint: bigint }
  /** Another worker has moved the checkpoint, or has taken the lease: nothing of this step stays. */
  | { readonly kind: 'overtaken' }
  /** It stopped at `checkpoint`, because the next event has to wait for `by`. */
  | { readonly kind: 'held up'; readonly checkpoint: bigint; readonly by: string };

/**
 * Somebody who follows the log behind a checkpoint of its own: a table of a read model, a share of a policy. A step handles the
 * next events up to `head` and moves the checkpoint past them. When it throws, the checkpoint may have moved past what was
 * handled, never past what was not.
 */
export interface Follower {
  /** Of its checkpoint and its lease. */
  readonly id: string;
  /** The read model or the policy. */
  readonly name: string;
  /** Under what its events are parked. */
  readonly parkedUnder: string;
  /** Where the store has it. Forgets what it knew: somebody else may have worked in the meantime. */
  resume(): Promise<Checkpoint>;
  /** Throws `HandlerFailure` where an event can not be handled. */
  step(span: Span): Promise<Progress>;
  /** Parks the event it failed at: the next step passes it, and whatever follows it under its key. */
  park(failure: HandlerFailure, span: Span): Promise<Progress>;
  /** Tries what is parked under this key again, in order, until something fails. */
  retryParked(key: string, span: Span): Promise<Progress>;
  /** The keys that wait, as of its last step. */
  parkedKeys(): ReadonlySet<string>;
}
