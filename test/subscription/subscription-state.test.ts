import { describe, expect, test } from 'vitest';
import { afterNews, backOff, beforeStart, nextMove, type SubscriptionNews, type SubscriptionState } from '../../runtime/subscription/subscription-state.ts';

const after = (...news: readonly SubscriptionNews[]): SubscriptionState => news.reduce(afterNews, beforeStart);
const failed = { kind: 'failed', error: 'oops' } as const;
const awake = { kind: 'awake' } as const;

describe('A subscription', () => {
  test('asks where it is, follows the log to its end, and waits there for more', () => {
    expect(nextMove(beforeStart, 5n, 250)).toEqual({ kind: 'ask where it is' });
    const found = after({ kind: 'found', checkpoint: 3n });
    expect(nextMove(found, 5n, 250)).toEqual({ kind: 'step' });
    const done = afterNews(found, { kind: 'advanced', checkpoint: 5n });
    expect(nextMove(done, 5n, 250)).toEqual({ kind: 'pause', pause: { milliseconds: 250, untilWoken: true } });
    expect(nextMove(afterNews(done, awake), 6n, 250)).toEqual({ kind: 'step' });
  });

  test('goes on from where another worker left the checkpoint', () => {
    expect(after({ kind: 'found', checkpoint: 3n }, { kind: 'overtaken', checkpoint: 9n })).toMatchObject({ kind: 'following', checkpoint: 9n });
  });

  test('waits when it is held up, until there is news, and tries again', () => {
    const heldUp = after({ kind: 'found', checkpoint: 3n }, { kind: 'held up', checkpoint: 4n, by: 'Bonus account' });
    expect(heldUp).toMatchObject({ kind: 'held up', checkpoint: 4n, by: 'Bonus account' });
    expect(nextMove(heldUp, 5n, 250)).toEqual({ kind: 'pause', pause: { milliseconds: 250, untilWoken: true } });
    expect(nextMove(afterNews(heldUp, awake), 5n, 250)).toEqual({ kind: 'step' });
  });

  test('that fails waits longer each time, whatever happens to the log, and asks again where it is', () => {
    let state = after({ kind: 'found', checkpoint: 3n });
    const waits: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      state = afterNews(state, failed);
      const move = nextMove(state, 5n, 250);
      waits.push(move.kind === 'pause' && !move.pause.untilWoken ? move.pause.milliseconds : 0);
      state = afterNews(state, awake);
      expect(nextMove(state, 5n, 250)).toEqual({ kind: 'ask where it is' });
      state = afterNews(state, { kind: 'found', checkpoint: 3n });
      expect(state.error).toBe('oops');
    }
    expect(waits).toEqual([100, 200, 400, 800]);
    expect(backOff(50)).toBe(30_000);
  });

  test('forgets its failures when it gets on, or when there is nothing left to do', () => {
    const failing = after({ kind: 'found', checkpoint: 3n }, failed, awake, { kind: 'found', checkpoint: 3n });
    expect(afterNews(failing, { kind: 'advanced', checkpoint: 4n })).toEqual({ kind: 'following', checkpoint: 4n, failures: 0, error: null });
    expect(afterNews(failing, { kind: 'held up', checkpoint: 4n, by: 'X' })).toMatchObject({ failures: 0, error: null });
    expect(afterNews(failing, { kind: 'held up', checkpoint: 3n, by: 'X' })).toMatchObject({ failures: 1, error: 'oops' });
    expect(afterNews(failing, awake)).toEqual({ kind: 'following', checkpoint: 3n, failures: 0, error: null });
  });
});
