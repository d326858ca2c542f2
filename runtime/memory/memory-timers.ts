import { Temporal } from 'temporal-polyfill';
import { checkedTimer, checkedTimerId } from '../store/checked-timer.ts';
import { storableInstant, storableName, storableText } from '../store/storable.ts';
import type { KeptTimer, TimerStore } from '../store/timer-store.ts';

interface Kept {
  readonly timer: KeptTimer;
  readonly nextAttemptAt: number;
}

export function createMemoryTimers(): TimerStore {
  const timers = new Map<string, Kept>();
  const strokes = new Map<string, Temporal.Instant>();
  const pendingOf = (policy: string): readonly Kept[] => [...timers.values()].filter(({ timer }) => timer.policy === policy && timer.state === 'pending').toSorted(byTime);
  return {
    async keepTimer(toKeep) {
      const timer = checkedTimer(toKeep);
      if (!timers.has(timer.id)) timers.set(timer.id, { timer: { ...timer, state: 'pending', attempts: 0, lastError: null }, nextAttemptAt: 0 });
    },
    async callOffTimers({ policy, stream, eventTypes, beforeRevision }) {
      for (const { timer } of pendingOf(policy)) {
        if (timer.stream === stream && eventTypes.includes(timer.eventType) && timer.revision < beforeRevision) change(timers, timer.id, { state: 'called off' });
      }
    },
    dueTimers: async (policy, now, limit) =>
      pendingOf(policy)
        .filter(({ timer, nextAttemptAt }) => Temporal.Instant.compare(timer.dueAt, now) <= 0 && nextAttemptAt <= Date.now())
        .map(({ timer }) => timer)
        .slice(0, limit),
    nextTimer: async (policy) => pendingOf(policy)[0]?.timer.dueAt,
    async claimTimer(id, attempts) {
      const kept = timers.get(checkedTimerId(id));
      if (kept?.timer.state !== 'pending' || kept.timer.attempts !== attempts) return false;
      change(timers, id, { attempts: attempts + 1 });
      return true;
    },
    markTimerDone: async (id) => change(timers, id, { state: 'done', lastError: null }),
    markTimerFailed: async (id, error, retryInMilliseconds) => change(timers, id, { lastError: storableText('The error of a timer', error) }, Date.now() + retryInMilliseconds),
    lastStroke: async (policy) => strokes.get(policy),
    async moveStroke(policy, from, to) {
      if (strokes.get(policy)?.epochNanoseconds !== (from === undefined ? undefined : stroke(from).epochNanoseconds)) return false;
      strokes.set(storableName('A policy', policy), stroke(to));
      return true;
    },
  };
}

const stroke = (at: Temporal.Instant): Temporal.Instant => storableInstant('A stroke of the clock', at);

function byTime({ timer: a }: Kept, { timer: b }: Kept): number {
  return Temporal.Instant.compare(a.dueAt, b.dueAt) || Number(a.position - b.position);
}

/** What is not pending stays as it is. */
function change(timers: Map<string, Kept>, id: string, changes: Partial<KeptTimer>, nextAttemptAt = 0): void {
  const kept = timers.get(checkedTimerId(id));
  if (kept?.timer.state === 'pending') timers.set(kept.timer.id, { timer: { ...kept.timer, ...changes }, nextAttemptAt });
}
