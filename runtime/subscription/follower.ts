/** What one step of a follower came to. */
export type Progress =
  /** It has followed the log up to `checkpoint`. */
  | { readonly kind: 'advanced'; readonly checkpoint: bigint }
  /** Another worker moved the checkpoint; it now is at `checkpoint`, and nothing of this step stays. */
  | { readonly kind: 'overtaken'; readonly checkpoint: bigint }
  /** It stopped at `checkpoint`, because the next event has to wait for `by`. */
  | { readonly kind: 'held up'; readonly checkpoint: bigint; readonly by: string };

/**
 * Somebody who follows the log behind a checkpoint of its own: a read model, a policy. A step handles the next events
 * up to `head` and moves the checkpoint past them. When it throws, the checkpoint may have moved past what was
 * handled, never past what was not.
 */
export interface Follower {
  readonly name: string;
  /** Where the store has it. */
  checkpoint(): Promise<bigint>;
  step(checkpoint: bigint, head: bigint): Promise<Progress>;
}
