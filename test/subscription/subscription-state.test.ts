import { describe, expect, test } from 'vitest';
import { afterNews, backOff, beforeStart, nextMove, type SubscriptionNews, type SubscriptionState } from '../../runtime/subscription/subscription-state.ts';

const after = (...news: readonly SubscriptionNews[]): SubscriptionState => news.reduce(afterNews, beforeStart);
const found = (position: bigint): SubscriptionNews => ({ kind: 'found', position, failure: null });
const failed = { kind: 'failed', error: 'oops' } as const;
const awake = { kind: 'awake' } as const;
const next = (state: SubscriptionState, head: bigint, untoldFor = 0) => nextMove(state, head, 250, untoldFor);

describe('A subscription', () => {
  test('asks where it is, follows the log to its end, and waits there for more', () => {
    expect(next(beforeStart, 5n)).toEqual({ kind: 'ask where it is' });
    const following = after(found(3n));
    expect(next(following, 5n)).toEqual({ kind: 'step', after: 3n, stored: 3n, lazily: true });
    const done = afterNews(following, { kind: 'advanced', checkpoint: 5n });
    expect(next(done, 5n)).toEqual({ kind: 'pause', milliseconds: 250, untilWoken: true });
    expect(next(afterNews(done, awake), 6n)).toMatchObject({ kind: 'step', after: 5n });
  });

  test('tells the store soon, and not each time, how far it is when nothing concerned it', () => {
    const passed = after(found(3n), { kind: 'passed', checkpoint: 9n });
    expect(next(passed, 9n, 30)).toEqual({ kind: 'pause', milliseconds: 70, untilWoken: true });
    expect(next(passed, 12n, 30)).toEqual({ kind: 'step', after: 9n, stored: 3n, lazily: true });
    expect(next(passed, 9n, 100)).toEqual({ kind: 'step', after: 9n, stored: 3n, lazily: false });
    expect(next(after(found(3n), { kind: 'passed', checkpoint: 5003n }), 5003n, 0)).toMatchObject({ kind: 'step', lazily: false });
  });

  test('asks where it is when another has moved its checkpoint, or it has got its lease', () => {
    for (const kind of ['overtaken', 'leased'] as const) expect(after(found(3n), { kind })).toEqual(beforeStart);
  });

  test('waits when it is held up, until there is news, and tries again', () => {
    const heldUp = after(found(3n), { kind: 'held up', checkpoint: 4n, by: 'Bonus account' });
    expect(heldUp).toMatchObject({ kind: 'held up', checkpoint: 4n, by: 'Bonus account' });
    expect(next(heldUp, 5n)).toEqual({ kind: 'pause', milliseconds: 250, untilWoken: true });
    expect(next(afterNews(heldUp, awake), 5n)).toMatchObject({ kind: 'step', after: 4n });
  });

  test('that can not ask its store waits longer each time, whatever happens to the log, and asks again where it is', () => {
    let state = after(found(3n));
    const waits: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      state = afterNews(state, failed);
      const move = next(state, 5n);
      waits.push(move.kind === 'pause' && !move.untilWoken ? move.milliseconds : 0);
      state = afterNews(state, awake);
      expect(next(state, 5n)).toEqual({ kind: 'ask where it is' });
      state = afterNews(state, found(3n));
      expect(state.error).toBe('oops');
    }
    expect(waits).toEqual([100, 200, 400, 800]);
    expect([backOff(50), backOff(50, 600_000)]).toEqual([30_000, 600_000]);
  });

  test('that can not handle an event pauses as long as the store says, also after another process has begun', () => {
    const failure = { position: 4n, attempts: 2, error: 'no mail', retryInMilliseconds: 200 };
    for (const state of [after(found(3n), { kind: 'could not handle', failure }), after({ kind: 'found', position: 3n, failure })]) {
      expect(state).toMatchObject({ kind: 'trying again', checkpoint: 3n, error: 'no mail' });
      expect(next(state, 5n)).toEqual({ kind: 'pause', milliseconds: 200, untilWoken: false });
      expect(next(afterNews(state, awake), 5n)).toMatchObject({ kind: 'step', after: 3n });
    }
  });

  test('forgets its failures when it gets on, or when there is nothing left to do', () => {
    const failing = after(found(3n), failed, awake, found(3n));
    expect(afterNews(failing, { kind: 'advanced', checkpoint: 4n })).toEqual({ kind: 'following', checkpoint: 4n, stored: 4n, failures: 0, error: null });
    expect(afterNews(failing, { kind: 'held up', checkpoint: 4n, by: 'X' })).toMatchObject({ error: null });
    expect(afterNews(failing, awake)).toEqual({ kind: 'following', checkpoint: 3n, stored: 3n, failures: 0, error: null });
  });
});
