import type { Json } from '../message/json.ts';

/**
 * What policies saw when they looked something up, kept until they have sent everything that follows from it. A policy that
 * dies in between sees the same again, whatever has changed since, and so takes the branch that it took.
 */
export interface SightStore {
  /** Keeps what was seen under this id, a UUID derived from policy and cause; gives back what was kept there first. */
  keepSight(id: string, seen: Json): Promise<Json>;
  /** What is not there is forgotten already. */
  forgetSights(ids: readonly string[]): Promise<void>;
}
