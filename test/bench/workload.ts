/** Something to be measured against a bound, in the same run. */
export interface Workload {
  readonly name: string;
  /** What is done, and what it is held against, in a sentence. */
  readonly about: string;
  readonly unit: 'ms' | 'MB';
  /** The most that `measured / bound` should be. */
  readonly goal: number;
  /** How often each is done, one after the other, the first time not counted; at least 5. */
  readonly repetitions: number;
  prepare(): Promise<Prepared>;
}

/** Both sides, ready to be done again and again. Each gives one figure, in the workload's unit. */
export interface Prepared {
  readonly measured: () => Promise<number>;
  readonly bound: () => Promise<number>;
  readonly dispose?: () => Promise<void>;
}
