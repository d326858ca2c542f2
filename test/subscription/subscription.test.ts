import { expect, test } from 'vitest';
import type { Follower, Progress } from '../../runtime/subscription/follower.ts';
import { createSignal } from '../../runtime/subscription/signal.ts';
import { subscribe, type Subscription } from '../../runtime/subscription/subscription.ts';

/** A follower whose steps are given, and a log whose head is. */
function following(steps: readonly (() => Progress | Promise<Progress>)[], head: { position: bigint }, poll = 60_000): { readonly subscription: Subscription; readonly news: ReturnType<typeof createSignal>; readonly failures: unknown[]; readonly taken: bigint[] } {
  const news = createSignal();
  const failures: unknown[] = [];
  const taken: bigint[] = [];
  const left = [...steps];
  const follower: Follower = {
    id: 'F',
    name: 'F',
    parkedUnder: 'F',
    resume: async () => ({ position: taken.at(-1) ?? 0n, failure: null }),
    step: async (span) => {
      const progress: Progress = (await left.shift()?.()) ?? { kind: 'advanced', checkpoint: span.head };
      if ('checkpoint' in progress) taken.push(progress.checkpoint);
      return progress;
    },
    park: () => Promise.reject(new Error('There is nothing to park.')),
    retryParked: () => Promise.reject(new Error('There is nothing to try again.')),
    parkedKeys: () => new Set(),
  };
  const lease = { name: 'F', token: 1n };
  const parts = { head: () => head.position, news, pollInMilliseconds: poll, attempts: 5, lease: () => lease, giveUp: () => {}, noteFailure: async () => {} };
  const subscription = subscribe(follower, { ...parts, onFailure: (_name, error) => failures.push(error) });
  return { subscription, news, failures, taken };
}

/** Waits until `condition` holds; the runner's own limit ends it otherwise. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

test('A subscription is woken by news alone, long before it would have looked again', async () => {
  const head = { position: 0n };
  const { subscription, news, taken } = following([], head);
  for (const position of [1n, 2n, 3n]) {
    head.position = position;
    news.raise();
    await until(() => taken.at(-1) === position);
  }
  await subscription.stop();
  expect(taken).toEqual([1n, 2n, 3n]);
});

test('News that comes while a step runs is not slept through', async () => {
  const head = { position: 1n };
  const { subscription, news, taken } = following(
    [
      async () => {
        head.position = 2n;
        news.raise();
        return { kind: 'held up', checkpoint: 0n, by: 'X' };
      },
    ],
    head,
  );
  await until(() => taken.at(-1) === 2n);
  await subscription.stop();
});

test('A subscription without news looks for itself', async () => {
  const head = { position: 0n };
  const { subscription, taken } = following([], head, 5);
  head.position = 1n;
  await until(() => taken.at(-1) === 1n);
  await subscription.stop();
});

test('A step that fails is heard of, seen in the state, and made again', async () => {
  const head = { position: 1n };
  let failing = true;
  const step = (): Progress => {
    if (failing) throw new Error('oops');
    return { kind: 'advanced', checkpoint: 1n };
  };
  const { subscription, failures, taken } = following([step, step, step, step, step, step, step, step], head);
  await until(() => failures.length >= 2);
  expect(subscription.state()).toMatchObject({ failures: 2, error: 'oops' });
  failing = false;
  await until(() => taken.at(-1) === 1n && subscription.state().error === null);
  await subscription.stop();
});

test('Stopping finishes the step that is under way and begins no other', async () => {
  const head = { position: 9n };
  const under: { finish?: () => void } = {};
  const { subscription, taken } = following([() => new Promise((resolve) => (under.finish = () => resolve({ kind: 'advanced', checkpoint: 1n })))], head);
  await until(() => under.finish !== undefined);
  let stopped = false;
  const stopping = subscription.stop().then(() => (stopped = true));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(stopped).toBe(false);
  under.finish?.();
  await stopping;
  expect(taken).toEqual([1n]);
});
