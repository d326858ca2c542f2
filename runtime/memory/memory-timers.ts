import { Temporal } from 'temporal-polyfill';
import { checkedReason } from '../store/checked-parking.ts';
import { checkedStroke, checkedStrokeTimer, checkedTimer, checkedTimerId } from '../store/checked-timer.ts';
import { storableInstant, storableName, storableText } from '../store/storable.ts';
import type { KeptEventTimer, KeptStrokeTimer, KeptTimer, TimerStore } from '../store/timer-store.ts';

interface Kept<T extends KeptTimer = KeptTimer> {
  readonly timer: T;
  readonly nextAttemptAt: number;
}

const NEW = { state: 'pending', attempts: 0, lastError: null, reason: null } as const;

export function createMemoryTimers(): TimerStore {
  const timers = new Map<string, Kept>();
  const ofEvents = (policy: string): readonly Kept<KeptEventTimer>[] => pendingOf(timers, policy).flatMap(({ timer, nextAttemptAt }) => (timer.kind === 'event' ? [{ timer, nextAttemptAt }] : []));
  return {
    async keepTimer(toKeep) {
      const timer = checkedTimer(toKeep);
      if (!timers.has(timer.id)) timers.set(timer.id, { timer: { kind: 'event', ...timer, ...NEW }, nextAttemptAt: 0 });
    },
    async callOffTimers({ policy, stream, eventTypes, beforeRevision }) {
      for (const { timer } of ofEvents(policy)) {
        if (timer.stream === stream && eventTypes.includes(timer.eventType) && timer.revision < beforeRevision) change(timers, timer.id, { state: 'called off' });
      }
    },
    dueTimers: async (policy, now, limit) =>
      ofEvents(policy)
        .filter(({ timer, nextAttemptAt }) => Temporal.Instant.compare(timer.dueAt, now) <= 0 && nextAttemptAt <= Date.now())
        .map(({ timer }) => timer)
        .slice(0, limit),
    nextTimer: async (policy) => ofEvents(policy)[0]?.timer.dueAt,
    async claimTimer(id, attempts) {
      const kept = timers.get(checkedTimerId(id));
      if (kept?.timer.state !== 'pending' || kept.timer.attempts !== attempts) return false;
      change(timers, id, { attempts: attempts + 1 });
      return true;
    },
    async markTimerDone(id) {
      const kept = timers.get(checkedTimerId(id));
      if (kept?.timer.kind === 'stroke' && kept.timer.state === 'pending') timers.delete(kept.timer.id);
      else change(timers, id, { state: 'done', lastError: null });
    },
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
    ...memoryStrokes(timers),
  };
}

function memoryStrokes(timers: Map<string, Kept>): Pick<TimerStore, 'keepStroke' | 'dueStrokes' | 'lastStroke' | 'moveStroke'> {
  const strokes = new Map<string, Temporal.Instant>();
  const standsAt = (policy: string, at: Temporal.Instant | undefined): boolean => strokes.get(policy)?.epochNanoseconds === at?.epochNanoseconds;
  return {
    async keepStroke(toKeep, each) {
      const { policy, from, at: dueAt } = checkedStroke(toKeep);
      const checked = each.map(checkedStrokeTimer);
      if (!standsAt(policy, from)) return false;
      for (const timer of checked) if (!timers.has(timer.id)) timers.set(timer.id, { timer: { kind: 'stroke', policy, dueAt, ...structuredClone(timer), ...NEW }, nextAttemptAt: 0 });
      return true;
    },
    async dueStrokes(policy, limit) {
      const struck = strokes.get(policy);
      if (struck === undefined) return [];
      const isDue = ({ timer, nextAttemptAt }: Kept): boolean => Temporal.Instant.compare(timer.dueAt, struck) <= 0 && nextAttemptAt <= Date.now();
      return pendingOf(timers, policy)
        .filter(isDue)
        .flatMap(({ timer }) => (timer.kind === 'stroke' ? [timer] : []))
        .slice(0, limit);
    },
    lastStroke: async (policy) => strokes.get(policy),
    async moveStroke(policy, from, to) {
      if (!standsAt(policy, from === undefined ? undefined : stroke(from))) return false;
      strokes.set(storableName('A policy', policy), stroke(to));
      return true;
    },
  };
}

function pendingOf(timers: ReadonlyMap<string, Kept>, policy: string): readonly Kept[] {
  return [...timers.values()].filter(({ timer }) => timer.policy === policy && timer.state === 'pending').toSorted(byTime);
}

const stroke = (at: Temporal.Instant): Temporal.Instant => storableInstant('A stroke of the clock', at);

function byTime({ timer: a }: Kept, { timer: b }: Kept): number {
  return Temporal.Instant.compare(a.dueAt, b.dueAt) || Number(placeOf(a) - placeOf(b)) || (a.id < b.id ? -1 : 1);
}

const placeOf = (timer: KeptTimer): bigint => (timer.kind === 'event' ? timer.position : BigInt(timer.place));

type Changes = Partial<Pick<KeptTimer, keyof typeof NEW>>;

/** What is not pending stays as it is. */
function change(timers: Map<string, Kept>, id: string, changes: Changes, nextAttemptAt = 0): void {
  const kept = timers.get(checkedTimerId(id));
  if (kept?.timer.state === 'pending') timers.set(kept.timer.id, { timer: { ...kept.timer, ...changes }, nextAttemptAt });
}

function changeParked(timers: Map<string, Kept>, id: string, changes: Changes): boolean {
  const kept = timers.get(checkedTimerId(id));
  if (kept?.timer.state !== 'parked') return false;
  timers.set(kept.timer.id, { timer: { ...kept.timer, ...changes }, nextAttemptAt: 0 });
  return true;
}
