import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { RequestToSend } from '../store/request-store.ts';
import { sampleMetadata, sampleTime, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What the outbox promises. */
export function requestContract(makeStore: MakeStore): void {
  claimsAndParking(makeStore);
  const on = testsOn(makeStore);
  on('a request is due until it is delivered, the oldest first, and kept once', async ({ requests }) => {
    const [first, second, third] = [sampleRequest(1), sampleRequest(2), sampleRequest(3)];
    for (const request of [first, second, third, { ...first, data: 'changed' }]) await requests.keepRequest(request);
    const due = await requests.claimRequests(10, 0);
    expect(due.map(({ requestedAt, ...rest }) => [rest, requestedAt.toString()])).toEqual([first, second, third].map(({ requestedAt, ...rest }) => [{ ...rest, state: 'waiting', attempts: 1, deliveredAt: null, lastError: null, reason: null }, requestedAt.toString()]));
    expect((await requests.claimRequests(2, 0)).map(({ id }) => id)).toEqual([first.id, second.id]);
    await requests.markDelivered(first.id);
    expect((await requests.claimRequests(10, 0)).map(({ id }) => id)).toEqual([second.id, third.id]);
    const listed = await requests.listRequests(10);
    expect(listed.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
    expect(listed[2]).toMatchObject({ state: 'delivered', attempts: 2, lastError: null });
    expect(listed[2]?.deliveredAt).not.toBeNull();
    expect(await requests.listRequests(1)).toHaveLength(1);
  });
  on('a failed request is counted and comes again when its time has come', async ({ requests }) => {
    const [now, later] = [sampleRequest(1), sampleRequest(2)];
    for (const request of [now, later]) await requests.keepRequest(request);
    expect(await requests.claimRequests(10, 3_600_000)).toHaveLength(2);
    await requests.markFailed(later.id, 'The mail server is down: "421" \'try later\'', 3_600_000);
    await requests.markFailed(now.id, 'Once', 40);
    expect(await requests.claimRequests(10, 0)).toEqual([]);
    let claimed = await requests.claimRequests(10, 3_600_000);
    for (; claimed.length === 0; claimed = await requests.claimRequests(10, 3_600_000)) await sleep(5);
    expect(claimed).toMatchObject([{ id: now.id, attempts: 2, lastError: 'Once', deliveredAt: null }]);
    await requests.markFailed(now.id, 'Twice', 0);
    expect(await requests.listRequests(10)).toMatchObject([{ id: later.id, attempts: 1, lastError: 'The mail server is down: "421" \'try later\'' }, { id: now.id, attempts: 2, lastError: 'Twice' }]);
  });
  on('what was delivered stays delivered, whatever another attempt says later', async ({ requests }) => {
    const request = sampleRequest(1);
    await requests.keepRequest(request);
    await requests.markDelivered(request.id);
    await requests.markFailed(request.id, 'Too late', 0);
    await requests.markDelivered(request.id);
    expect(await requests.listRequests(10)).toMatchObject([{ state: 'delivered', lastError: null }]);
    await requests.markDelivered(randomUUID());
    await expect(requests.keepRequest({ ...request, id: 'x' })).rejects.toThrow('The id of a request is "x": it must be a UUID');
    await expect(requests.keepRequest({ ...request, data: '\u0000' })).rejects.toThrow('The request "Send thank-you email" has a NUL character');
  });
}

function claimsAndParking(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('of several who claim requests each is given to one, but for those to systems that are left out, and again when its time is over', async ({ requests }) => {
    const samples = Array.from({ length: 20 }, (_, index) => ({ ...sampleRequest(index), system: index < 5 ? 'Fax' : 'Email' }));
    for (const request of samples) await requests.keepRequest(request);
    const claims = (await Promise.all(Array.from({ length: 8 }, () => requests.claimRequests(4, 3_600_000, ['Fax'])))).flat();
    expect(claims.map(({ id }) => id).toSorted()).toEqual(samples.slice(5).map(({ id }) => id).toSorted());
    const [held, ...others] = claims.map(({ id }) => id);
    if (held === undefined) throw new Error('Nothing was claimed.');
    await requests.holdRequests(others, 0);
    expect((await requests.claimRequests(20, 3_600_000, ['Fax'])).map(({ id }) => id).toSorted()).toEqual(others.toSorted());
    expect((await requests.claimRequests(20, 3_600_000)).map(({ system }) => system)).toEqual(Array.from({ length: 5 }, () => 'Fax'));
  });
  on('where a request was traced is handed on with it', async ({ requests }) => {
    const metadata = { ...sampleMetadata, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    await requests.keepRequest({ ...sampleRequest(1), metadata });
    expect((await requests.claimRequests(1, 0)).map((claimed) => claimed.metadata)).toEqual([metadata]);
  });
  on('requests that wait and those that are parked are counted', async ({ requests }) => {
    expect(await requests.countRequests()).toEqual({ waiting: 0, parked: 0 });
    const all = [1, 2, 3, 4, 5, 6].map(sampleRequest);
    for (const request of all) await requests.keepRequest(request);
    const [delivered = '', skipped = '', ...parked] = all.slice(0, 4).map(({ id }) => id);
    await requests.markDelivered(delivered);
    for (const id of [skipped, ...parked]) await requests.markFailed(id, 'No such address', null);
    await requests.skipRequest(skipped, 'They have left');
    expect(await requests.countRequests()).toEqual({ waiting: 2, parked: 2 });
  });
  on('a request that is parked waits until somebody says what to do, and says why it is skipped', async ({ requests }) => {
    const [one, other] = [sampleRequest(1), sampleRequest(2)];
    for (const request of [one, other]) await requests.keepRequest(request);
    await requests.claimRequests(2, 3_600_000);
    for (const { id } of [one, other]) await requests.markFailed(id, 'No such address', null);
    expect(await requests.claimRequests(2, 0)).toEqual([]);
    expect(await requests.listRequests(5, 'parked')).toMatchObject([{ id: other.id, state: 'parked', lastError: 'No such address' }, { id: one.id }]);
    await expect(requests.skipRequest(one.id, ' ')).rejects.toThrow('Nothing is skipped without a reason');
    expect([await requests.skipRequest(one.id, 'They have left'), await requests.retryRequest(one.id), await requests.retryRequest(other.id), await requests.skipRequest(other.id, 'x')]).toEqual([true, false, true, false]);
    expect(await requests.claimRequests(2, 0)).toMatchObject([{ id: other.id, attempts: 1 }]);
    expect(await requests.listRequests(5, 'skipped')).toMatchObject([{ id: one.id, reason: 'They have left' }]);
  });
}

function sampleRequest(number: number): RequestToSend {
  const data = JSON.parse(`{"number":${number},"__proto__":"kept","amount":"1000000.00","name":"Zoë 🏦"}`);
  return { id: randomUUID(), system: 'Email', type: 'Send thank-you email', data, metadata: sampleMetadata, requestedAt: sampleTime };
}
