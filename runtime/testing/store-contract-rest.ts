import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { RequestToSend } from '../store/request-store.ts';
import { sampleMetadata, sampleTime, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What checkpoints of policies promise. */
export function checkpointContract(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a checkpoint begins at 0, moves from where it is, and from nowhere else', async ({ checkpoints }) => {
    expect(await checkpoints.checkpoint('CEO bonus')).toBe(0n);
    expect(await checkpoints.moveCheckpoint('CEO bonus', 1n, 2n)).toBe(false);
    expect(await checkpoints.moveCheckpoint('CEO bonus', 0n, 5n)).toBe(true);
    expect(await checkpoints.moveCheckpoint('CEO bonus', 0n, 6n)).toBe(false);
    expect(await checkpoints.moveCheckpoint('CEO bonus', 5n, 9007199254740993n)).toBe(true);
    expect(await checkpoints.checkpoint('CEO bonus')).toBe(9007199254740993n);
    expect(await checkpoints.checkpoint('Move the money')).toBe(0n);
  });
  on('of several who move one checkpoint exactly one does', async ({ checkpoints }) => {
    for (const from of [0n, 1n, 2n]) {
      const moved = await Promise.all(Array.from({ length: 8 }, () => checkpoints.moveCheckpoint('CEO bonus', from, from + 1n)));
      expect(moved.filter((each) => each)).toHaveLength(1);
    }
    expect(await checkpoints.checkpoint('CEO bonus')).toBe(3n);
  });
}

/** What the outbox promises. */
export function requestContract(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a request is due until it is delivered, the oldest first, and kept once', async ({ requests }) => {
    const [first, second, third] = [sampleRequest(1), sampleRequest(2), sampleRequest(3)];
    for (const request of [first, second, third, { ...first, data: 'changed' }]) await requests.keepRequest(request);
    const due = await requests.dueRequests(10);
    expect(due.map(({ requestedAt, ...rest }) => [rest, requestedAt.toString()])).toEqual([first, second, third].map(({ requestedAt, ...rest }) => [{ ...rest, attempts: 0, deliveredAt: null, lastError: null }, requestedAt.toString()]));
    expect((await requests.dueRequests(2)).map(({ id }) => id)).toEqual([first.id, second.id]);
    await requests.markDelivered(first.id);
    expect((await requests.dueRequests(10)).map(({ id }) => id)).toEqual([second.id, third.id]);
    const listed = await requests.listRequests(10);
    expect(listed.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect(listed[2]).toMatchObject({ attempts: 1, lastError: null });
    expect(listed[2]?.deliveredAt).not.toBeNull();
    expect(await requests.listRequests(1)).toHaveLength(1);
  });
  on('a failed request is counted and comes again when its time has come', async ({ requests }) => {
    const [now, later] = [sampleRequest(1), sampleRequest(2)];
    for (const request of [now, later]) await requests.keepRequest(request);
    await requests.markFailed(later.id, 'The mail server is down: "421" \'try later\'', 3_600_000);
    await requests.markFailed(now.id, 'Once', 40);
    expect(await requests.dueRequests(10)).toEqual([]);
    while ((await requests.dueRequests(10)).length === 0) await sleep(5);
    await requests.markFailed(now.id, 'Twice', 0);
    expect(await requests.dueRequests(10)).toMatchObject([{ id: now.id, attempts: 2, lastError: 'Twice', deliveredAt: null }]);
    expect(await requests.listRequests(10)).toMatchObject([{ id: later.id, attempts: 1, lastError: 'The mail server is down: "421" \'try later\'' }, { id: now.id, attempts: 2 }]);
  });
  on('what was delivered stays delivered, whatever another attempt says later', async ({ requests }) => {
    const request = sampleRequest(1);
    await requests.keepRequest(request);
    await requests.markDelivered(request.id);
    await requests.markFailed(request.id, 'Too late', 0);
    await requests.markDelivered(request.id);
    expect(await requests.listRequests(10)).toMatchObject([{ attempts: 1, lastError: null }]);
    await requests.markDelivered(randomUUID());
    await expect(requests.keepRequest({ ...request, id: 'x' })).rejects.toThrow('The id of a request is "x": it must be a UUID');
    await expect(requests.keepRequest({ ...request, data: '\u0000' })).rejects.toThrow('The request "Send thank-you email" has a NUL character');
  });
}

function sampleRequest(number: number): RequestToSend {
  const data = JSON.parse(`{"number":${number},"__proto__":"kept","amount":"1000000.00","name":"Zoë 🏦"}`);
  return { id: randomUUID(), system: 'Email', type: 'Send thank-you email', data, metadata: sampleMetadata, requestedAt: sampleTime };
}
