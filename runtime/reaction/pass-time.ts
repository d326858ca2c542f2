import { Temporal } from 'temporal-polyfill';
import type { Assembly } from './assembly.ts';
import type { TimedPolicy } from './timed-policy.ts';

/** A clock that stands still until it is put on. */
export interface TestClock {
  now(): Temporal.Instant;
  moveTo(moment: Temporal.Instant): void;
}

export interface PassingTime {
  readonly clock: TestClock;
  readonly until: Temporal.Instant;
  /** Those that strike; all of the application unless given. */
  readonly policies?: readonly TimedPolicy[];
  /** Brings the application to rest at one moment. */
  settle(assembly: Assembly): Promise<void>;
}

const MOST_STROKES = 100_000;

/**
 * Lets time pass: what falls due on the way, delays and strokes of the clock alike, strikes in order of time, each at its
 * own moment, and everything comes to rest before the next one. For tests, on a store that nobody else writes to: what
 * fails is thrown and not tried again.
 */
export async function passTime(assembly: Assembly, { clock, until, policies = assembly.timed, settle }: PassingTime): Promise<void> {
  for (let strokes = 0; strokes < MOST_STROKES; strokes += 1) {
    await settle(assembly);
    const first = await firstDue(policies, clock.now(), until);
    if (first === undefined) return clock.moveTo(until);
    if (Temporal.Instant.compare(first.at, clock.now()) > 0) clock.moveTo(first.at);
    await strikeNow(assembly, first.policy, clock.now());
  }
  throw new Error(`${assembly.definition.name} does not come to rest: its policies have struck ${MOST_STROKES} times before ${until.toString()}.`);
}

/** Of all policies the one whose time comes first, if any does until then. */
async function firstDue(policies: readonly TimedPolicy[], now: Temporal.Instant, until: Temporal.Instant): Promise<{ readonly policy: TimedPolicy; readonly at: Temporal.Instant } | undefined> {
  let first: { readonly policy: TimedPolicy; readonly at: Temporal.Instant } | undefined;
  for (const policy of policies) {
    const at = await policy.nextAt(now);
    if (at === undefined || Temporal.Instant.compare(at, until) > 0) continue;
    if (first === undefined || Temporal.Instant.compare(at, first.at) < 0) first = { policy, at };
  }
  return first;
}

async function strikeNow({ store }: Assembly, policy: TimedPolicy, now: Temporal.Instant): Promise<void> {
  const strike = await policy.strike({ now, head: await store.events.head() });
  const trouble = policy.trouble();
  if (trouble !== undefined) throw new Error(trouble);
  if (strike.kind === 'held up') throw new Error(`"${policy.name}" waits for "${strike.by}", which does not follow the log.`);
}
