/** The right to work on something alone, for a while. `token` goes up with every change of owner: who comes with an older one is too late. */
export interface Lease {
  readonly name: string;
  readonly token: bigint;
}

/** A worker says that it lives, and what it could work on. */
export interface Heartbeat {
  /** Unique to the worker and to its life. */
  readonly owner: string;
  /** All that it could work on, whether it holds it or not. */
  readonly names: readonly string[];
  /** How long what it holds stays its own without another heartbeat. */
  readonly milliseconds: number;
}

export interface HeldLease extends Lease {
  /** Null while nobody holds it. */
  readonly owner: string | null;
  /** Until it runs out; 0 when it has. */
  readonly remainingMilliseconds: number;
}

/**
 * Who works on what. The store's clock counts the time, so that nobody's own clock matters.
 *
 * A worker that dies is noticed by its silence: what it held runs out, and another takes it. One that was only asleep may
 * wake after that, and believe that it still holds the lease; so whatever moves a checkpoint names the token of its lease,
 * and the store refuses one that is not the newest.
 */
export interface LeaseStore {
  /**
   * Renews what `owner` holds of `names`, and takes what is free up to its fair share among the living workers that name the
   * same; what nobody took for the length of a lease is taken beyond that. What it holds above its share it gives back.
   * Returns what it holds now.
   */
  holdLeases(heartbeat: Heartbeat): Promise<readonly Lease[]>;
  /** Gives back these leases, or all of them together with the worker's place among the living. */
  releaseLeases(owner: string, names?: readonly string[]): Promise<void>;
  listLeases(): Promise<readonly HeldLease[]>;
}
