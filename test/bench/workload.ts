import type { Place } from './place.ts';

export type Unit = 'ms' | 'MB' | 'events' | 'events/s' | 'commits/s' | 'commands/s';

/** Something to be measured against a bound, in the same run. */
export interface Workload {
  readonly name: string;
  /** What is done, and what it is held against, in a sentence. */
  readonly about: string;
  readonly unit: Unit;
  /** `lower` unless given: a time, memory. A rate is the better the higher. */
  readonly better?: 'lower' | 'higher';
  /** What `measured / bound` should be: at most this where less is better, at least this where more is. 0 asks for none in any repetition. */
  readonly goal: number;
  /** How often each is done, one after the other; at least 5. */
  readonly repetitions: number;
  /** Whether each is done once more before, without being counted; it is unless given. */
  readonly warmUp?: boolean;
  prepare(place: Place): Promise<Prepared>;
}

/** Both sides, ready to be done again and again. Each gives one figure, in the workload's unit. */
export interface Prepared {
  readonly measured: () => Promise<number>;
  readonly bound: () => Promise<number>;
  readonly dispose?: () => Promise<void>;
}
