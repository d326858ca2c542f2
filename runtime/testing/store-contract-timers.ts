import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import type { Store } from '../store/store.ts';
import type { StrokeTimer, Timer } from '../store/timer-store.ts';
import { testsOn, type MakeStore } from './store-contract-samples.ts';

const NOON = Temporal.Instant.from('2026-11-23T12:00:00Z');
const minutes = (count: number): Temporal.Instant => NOON.add({ minutes: count });

/** What timers and the strokes of the clock promise. */
export function timerContract(makeStore: MakeStore): void {
  keptTimers(makeStore);
  claimedTimers(makeStore);
  strokes(makeStore);
  strokeTimers(makeStore);
}

function sampleTimer(changes: Partial<Timer> = {}): Timer {
  return { id: randomUUID(), policy: 'Remind', eventType: 'Invoice sent', stream: 'Invoice/1', revision: 1, position: 1n, dueAt: NOON, ...changes };
}

async function due({ timers }: Store, at: Temporal.Instant, policy = 'Remind'): Promise<readonly string[]> {
  return (await timers.dueTimers(policy, at, 100)).map(({ id }) => id);
}

function keptTimers(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a timer is due from its time on, in the order of the times, and is kept once', async (store) => {
    const { timers } = store;
    const first = sampleTimer({ position: 9007199254740993n, revision: 7 });
    const [second, third, other] = [sampleTimer({ dueAt: minutes(1), position: 1n }), sampleTimer({ dueAt: minutes(1), position: 2n }), sampleTimer({ policy: 'Dun' })];
    for (const timer of [third, second, first, other, { ...first, dueAt: minutes(-9) }]) await timers.keepTimer(timer);
    expect(await due(store, NOON.subtract({ microseconds: 1 }))).toEqual([]);
    expect(await due(store, NOON)).toEqual([first.id]);
    expect(await due(store, minutes(1))).toEqual([first.id, second.id, third.id]);
    const [kept] = await timers.dueTimers('Remind', minutes(1), 1);
    expect({ ...kept, dueAt: kept?.dueAt.toString() }).toEqual({ kind: 'event', ...first, dueAt: first.dueAt.toString(), state: 'pending', attempts: 0, lastError: null, reason: null });
    expect((await timers.nextTimer('Remind'))?.toString()).toBe(NOON.toString());
    expect(await timers.nextTimer('Nobody')).toBeUndefined();
  });
  on('an event calls off what its own stream has set for the policy before it, and nothing else', async (store) => {
    const { timers } = store;
    const gone = sampleTimer();
    const others = [sampleTimer({ revision: 3 }), sampleTimer({ revision: 2 }), sampleTimer({ stream: 'Invoice/2' }), sampleTimer({ eventType: 'Invoice disputed' })];
    const elsewhere = sampleTimer({ policy: 'Dun' });
    for (const timer of [gone, ...others, elsewhere]) await timers.keepTimer(timer);
    for (let again = 0; again < 2; again += 1) await timers.callOffTimers({ policy: 'Remind', stream: 'Invoice/1', eventTypes: ['Invoice sent', 'Invoice seen'], beforeRevision: 2 });
    await timers.keepTimer(gone);
    expect(new Set(await due(store, NOON))).toEqual(new Set(others.map(({ id }) => id)));
    expect(await due(store, NOON, 'Dun')).toEqual([elsewhere.id]);
    await timers.callOffTimers({ policy: 'Dun', stream: 'Invoice/1', eventTypes: [], beforeRevision: 9 });
    expect(await due(store, NOON, 'Dun')).toEqual([elsewhere.id]);
    expect(await timers.claimTimer(gone.id, 0)).toBe(false);
  });
  on('what no store could keep is refused with a sentence', async ({ timers }) => {
    await expect(timers.keepTimer(sampleTimer({ id: 'x' }))).rejects.toThrow('The id of a timer is "x": it must be a UUID');
    await expect(timers.keepTimer(sampleTimer({ policy: 'Re\u0000mind' }))).rejects.toThrow('has a NUL character');
  });
}

function claimedTimers(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('of several who claim a timer one does, and one that is done is nobody\'s', async (store) => {
    const { timers } = store;
    const timer = sampleTimer();
    await timers.keepTimer(timer);
    for (const attempts of [0, 1]) {
      const claims = await Promise.all(Array.from({ length: 8 }, () => timers.claimTimer(timer.id, attempts)));
      expect(claims.filter((claimed) => claimed)).toHaveLength(1);
    }
    // Whoever has claimed it may have died: until it is done it is due.
    expect(await timers.dueTimers('Remind', NOON, 9)).toMatchObject([{ id: timer.id, attempts: 2, state: 'pending' }]);
    await timers.markTimerDone(timer.id);
    await timers.keepTimer(timer);
    await timers.callOffTimers({ policy: 'Remind', stream: timer.stream, eventTypes: [timer.eventType], beforeRevision: 9 });
    await timers.markTimerFailed(timer.id, 'Too late', 0);
    expect(await due(store, NOON)).toEqual([]);
    expect(await timers.nextTimer('Remind')).toBeUndefined();
    expect(await timers.claimTimer(timer.id, 2)).toBe(false);
    expect(await timers.claimTimer(randomUUID(), 0)).toBe(false);
  });
  on('a timer that failed pauses, and comes again with its error', async (store) => {
    const { timers } = store;
    const [soon, later] = [sampleTimer({ position: 1n }), sampleTimer({ position: 2n })];
    for (const timer of [soon, later]) await timers.keepTimer(timer);
    for (const timer of [soon, later]) expect(await timers.claimTimer(timer.id, 0)).toBe(true);
    await timers.markTimerFailed(later.id, 'The "row" \'is\' locked', 3_600_000);
    await timers.markTimerFailed(soon.id, 'Once', 40);
    expect(await due(store, NOON)).toEqual([]);
    while ((await due(store, NOON)).length === 0) await sleep(5);
    expect(await timers.dueTimers('Remind', NOON, 9)).toMatchObject([{ id: soon.id, attempts: 1, lastError: 'Once' }]);
    expect((await timers.nextTimer('Remind'))?.toString()).toBe(NOON.toString());
  });
}

function strokes(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('the clock of a policy begins once, moves from where it is, and from nowhere else', async ({ timers }) => {
    const at = async (): Promise<string | undefined> => (await timers.lastStroke('Close the books'))?.toString();
    expect(await at()).toBeUndefined();
    expect(await timers.moveStroke('Close the books', NOON, minutes(1))).toBe(false);
    const begun = await Promise.all(Array.from({ length: 8 }, () => timers.moveStroke('Close the books', undefined, NOON)));
    expect(begun.filter((each) => each)).toHaveLength(1);
    expect(await at()).toBe(NOON.toString());
    const moved = await Promise.all(Array.from({ length: 8 }, () => timers.moveStroke('Close the books', NOON, minutes(1))));
    expect(moved.filter((each) => each)).toHaveLength(1);
    expect(await timers.moveStroke('Close the books', minutes(1), minutes(-60))).toBe(true);
    expect(await at()).toBe(minutes(-60).toString());
    expect(await timers.lastStroke('Another policy')).toBeUndefined();
  });
}

function strokeTimers(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  const policy = 'Close the books';
  const stroke = { policy, from: NOON, at: minutes(1) };
  const sample = (place: number): StrokeTimer => ({ id: randomUUID(), place, row: { book: `No. ${place} "\u00e9"`, pages: null, lines: [1, 0.5] } });
  const dueIds = async ({ timers }: Store, limit = 9): Promise<readonly string[]> => (await timers.dueStrokes(policy, limit)).map(({ id }) => id);
  on('the timers of a stroke fall due when the clock has moved to it, in the order of their places, with their rows', async (store) => {
    const { timers } = store;
    const [first, second, third] = [sample(1), sample(2), sample(3)];
    expect(await timers.keepStroke(stroke, [first])).toBe(false);
    await timers.moveStroke(policy, undefined, NOON);
    expect(await timers.keepStroke(stroke, [third, second])).toBe(true);
    expect(await timers.keepStroke(stroke, [first, { ...second, row: {} }])).toBe(true);
    expect(await timers.keepStroke(stroke, [])).toBe(true);
    expect(await dueIds(store)).toEqual([]);
    expect(await timers.moveStroke(policy, NOON, minutes(1))).toBe(true);
    expect(await dueIds(store)).toEqual([first.id, second.id, third.id]);
    const [, kept] = await timers.dueStrokes(policy, 2);
    expect({ ...kept, dueAt: kept?.dueAt.toString() }).toEqual({ kind: 'stroke', ...second, policy, dueAt: minutes(1).toString(), state: 'pending', attempts: 0, lastError: null, reason: null });
    expect(await timers.dueStrokes('Another policy', 9)).toEqual([]);
    // Those that events have set are another's business.
    expect(await due(store, minutes(9), policy)).toEqual([]);
    expect(await timers.nextTimer(policy)).toBeUndefined();
  });
  on('whoever strikes too late keeps nothing, and a timer that is done is forgotten', async (store) => {
    const { timers } = store;
    const [timer, late] = [sample(1), sample(2)];
    await timers.moveStroke(policy, undefined, NOON);
    await timers.keepStroke(stroke, [timer]);
    await timers.moveStroke(policy, NOON, minutes(1));
    expect(await timers.claimTimer(timer.id, 0)).toBe(true);
    await timers.markTimerDone(timer.id);
    expect(await timers.keepStroke(stroke, [timer, late])).toBe(false);
    expect(await dueIds(store)).toEqual([]);
    expect(await timers.listTimers('done', 9)).toEqual([]);
    expect(await timers.claimTimer(timer.id, 1)).toBe(false);
  });
  on('a timer of a stroke that fails pauses, is parked, and comes again or is skipped when somebody says so', async (store) => {
    const { timers } = store;
    const [again, never, good] = [sample(1), sample(2), sample(3)];
    await timers.moveStroke(policy, undefined, NOON);
    await timers.keepStroke(stroke, [again, never, good]);
    await timers.moveStroke(policy, NOON, minutes(1));
    await timers.markTimerFailed(again.id, 'oops', 3_600_000);
    expect(await dueIds(store)).toEqual([never.id, good.id]);
    for (const { id } of [again, never]) await timers.markTimerFailed(id, 'oops', null);
    expect(await dueIds(store)).toEqual([good.id]);
    expect(await timers.listTimers('parked', 9)).toMatchObject([{ kind: 'stroke', id: again.id, lastError: 'oops', row: again.row }, { id: never.id }]);
    expect([await timers.retryTimer(again.id), await timers.skipTimer(never.id, 'Paid by hand')]).toEqual([true, true]);
    expect(await dueIds(store)).toEqual([again.id, good.id]);
    expect(await timers.listTimers('skipped', 9)).toMatchObject([{ id: never.id, reason: 'Paid by hand' }]);
  });
}
