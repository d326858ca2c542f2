import type { Follower } from '../subscription/follower.ts';
import type { Assembly } from './assembly.ts';

const MOST_ROUNDS = 1000;

/**
 * Runs read models, policies and requests until nothing more happens, one after the other and without a timer: the same
 * start gives the same end. For tests, on a store that nobody else writes to. What fails is thrown and not tried again,
 * and an application that never comes to rest is told so.
 */
export async function settle(assembly: Assembly): Promise<void> {
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = await assembly.store.events.head();
    for (const follower of [...assembly.projections, ...assembly.policies]) await follow(follower, before);
    const delivered = await assembly.dispatcher.deliverDue();
    for (const trouble of assembly.dispatcher.troubles().values()) throw new Error(trouble);
    if (delivered === 0 && (await assembly.store.events.head()) === before) return;
  }
  throw new Error(`${assembly.definition.name} does not come to rest: after ${MOST_ROUNDS} rounds its policies still cause new events.`);
}

/** Steps until the follower has passed `head`. */
export async function follow(follower: Follower, head: bigint): Promise<void> {
  for (;;) {
    const { position: after } = await follower.resume();
    if (after >= head) return;
    const progress = await follower.step({ after, head });
    if (progress.kind === 'held up') throw new Error(`"${follower.name}" waits for "${progress.by}", which does not follow the log.`);
  }
}
