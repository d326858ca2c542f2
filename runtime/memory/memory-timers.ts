import { Temporal } from 'temporal-polyfill';
import { checkedReason } from '../store/checked-parking.ts';
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
      if (!timers.has(timer.id)) timers.set(timer.id, { timer: { ...timer, state: 'pending', attempts: 0, lastError: null, reason: null }, nextAttemptAt: 0 });
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
    async markTimerFailed(id, error, retryInMilliseconds) {
      const lastError = storableText('The error of a timer', error);
      change(timers, id, retryInMilliseconds === null ? { lastError, state: 'parked' } : { lastError }, Date.now() + (retryInMilliseconds ?? 0));
    },
    retryTimer: async (id) => changeParked(timers, id, { state: 'pending', attempts: 0 }),
    skipTimer: async (id, reason) => changeParked(timers, id, { state: 'skipped', reason: checkedReason(reason) }),
    listTimers: async (state, limit) =>
      [...timers.values()]
        .filter(({ timer }) => timer.state === state)
        .toSorted(byTime)
        .map(({ timer }) => timer)
        .slice(0, limit),
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

function changeParked(timers: Map<string, Kept>, id: string, changes: Partial<KeptTimer>): boolean {
  const kept = timers.get(checkedTimerId(id));
  if (kept?.timer.state !== 'parked') return false;
  timers.set(kept.timer.id, { timer: { ...kept.timer, ...changes }, nextAttemptAt: 0 });
  return true;
}
