/** How far each policy has followed the log. */
export interface CheckpointStore {
  /** 0 for a subscription that has not begun. */
  checkpoint(subscription: string): Promise<bigint>;
  /** Moves it from `from` to `to`; `false`, and nothing moved, when it was not at `from`. */
  moveCheckpoint(subscription: string, from: bigint, to: bigint): Promise<boolean>;
}
