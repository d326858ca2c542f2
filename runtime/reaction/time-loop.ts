import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../command/clock.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Lease } from '../store/lease-store.ts';
import { type Loop, type LoopControl, startLoop } from '../subscription/loop.ts';
import type { Signal } from '../subscription/signal.ts';
import { backOff } from '../subscription/subscription-state.ts';
import type { Moment, TimedPolicy } from './timed-policy.ts';

export interface TimeLoop extends Loop {
  readonly name: string;
  /** What the policy fails at, if anything. */
  trouble(): string | undefined;
}

export interface TimeLoopParts {
  readonly clock: Clock;
  readonly events: EventStore;
  /** Raised when the log has grown, and when any follower has advanced: something due may be waiting for one. */
  readonly news: Signal;
  readonly pollInMilliseconds: number;
  /** The lease of this name, while it is held. */
  lease(name: string): Lease | undefined;
  onFailure(name: string, error: unknown): void;
}

const LONGEST_SLEEP_IN_MILLISECONDS = 1000;

/**
 * Strikes when a policy's time has come, while this worker has the lease for it. It sleeps until the next time it knows of, but for no longer than a second:
 * another process may keep timers, and however the clock of the machine is put on or back, what is due is found then. News wake it, at most once a poll.
 */
export function keepTime(policy: TimedPolicy, parts: TimeLoopParts): TimeLoop {
  let failures = 0;
  let trouble: string | undefined;
  // A moment stays the same while it waits: it would otherwise never be reached where the log always grows.
  let waiting: Moment | undefined;
  const loop = startLoop(parts.news, async (control) => {
    if (parts.lease(policy.id) === undefined) return control.rest(parts.pollInMilliseconds);
    try {
      waiting = await turn(policy, parts, control, waiting);
      [failures, trouble] = [0, undefined];
    } catch (error) {
      parts.onFailure(policy.name, error);
      failures += 1;
      trouble = error instanceof Error ? error.message : String(error);
      await control.rest(backOff(failures));
    }
  });
  return { name: policy.name, trouble: () => trouble ?? policy.trouble(), stop: loop.stop };
}

async function turn(policy: TimedPolicy, { clock, events, news, pollInMilliseconds }: TimeLoopParts, control: LoopControl, waiting: Moment | undefined): Promise<Moment | undefined> {
  const seen = news.raised();
  const now = clock();
  const sleep = async (milliseconds: number): Promise<void> => {
    // A log that always grows does not make it ask all the time.
    await control.rest(Math.min(milliseconds, pollInMilliseconds));
    if (milliseconds > pollInMilliseconds) await control.pause(seen, milliseconds - pollInMilliseconds);
  };
  if (waiting === undefined) {
    const next = await policy.nextAt(now);
    const left = next === undefined ? LONGEST_SLEEP_IN_MILLISECONDS : millisecondsUntil(next, now);
    if (left > 0) return void (await sleep(Math.min(left, LONGEST_SLEEP_IN_MILLISECONDS)));
  }
  const moment = waiting ?? { now, head: await events.head() };
  const strike = await policy.strike(moment);
  if (strike.kind === 'struck') return undefined;
  await (strike.kind === 'held up' ? control.pause(seen, pollInMilliseconds) : control.rest(pollInMilliseconds));
  return strike.kind === 'held up' ? moment : undefined;
}

function millisecondsUntil(next: Temporal.Instant, now: Temporal.Instant): number {
  return Math.ceil(Number(next.epochNanoseconds - now.epochNanoseconds) / 1e6);
}
