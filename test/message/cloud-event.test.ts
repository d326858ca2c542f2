import { CloudEvent } from 'cloudevents';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { cloudEventOfEvent, cloudEventOfRequest } from '../../runtime/message/cloud-event.ts';

const moment = Temporal.Instant.from('2026-11-23T12:00:00.123Z');
const ids = { id: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', correlationId: '3f0e6d1c-98a4-4c0b-8f55-6a1c2f1d7b90', causationId: '0d9d3a0e-2f0d-4b0c-8a3e-1f2a3b4c5d6e' };
const metadata = { correlationId: ids.correlationId, causationId: ids.causationId, actor: { name: 'Account owner', id: 'ada' }, policy: 'Thank the depositor', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

/** Throws when the library of the CloudEvents project finds anything wrong with it. */
function judged(json: object): CloudEvent<unknown> {
  return new CloudEvent({ ...structuredClone(json) } as ConstructorParameters<typeof CloudEvent>[0], true);
}

describe('A CloudEvent', () => {
  test('of a request says which system is asked for what, why, and in whose name', () => {
    const event = cloudEventOfRequest('Bank', { id: ids.id, system: 'Email', type: 'Send thank-you email', data: { owner: 'Ada' }, metadata, requestedAt: moment });
    expect(event).toEqual({
      specversion: '1.0',
      id: ids.id,
      source: '/Bank/Email',
      type: 'Send thank-you email',
      time: '2026-11-23T12:00:00.123Z',
      correlationid: ids.correlationId,
      causationid: ids.causationId,
      actor: 'Account owner',
      actorid: 'ada',
      policy: 'Thank the depositor',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      datacontenttype: 'application/json',
      data: { owner: 'Ada' },
    });
    expect(judged(event).validate()).toBe(true);
  });

  test('of an event names its aggregate, its instance, its revision and its position', () => {
    const recorded = { type: 'Money deposited', id: ids.id, stream: 'Bank account/NL/1', revision: 3, position: 9_007_199_254_740_993n, occurredAt: moment, metadata, encoded: { amount: '50.00' } };
    const event = cloudEventOfEvent('Größe & Co', recorded);
    expect(event).toMatchObject({ source: '/Gr%C3%B6%C3%9Fe%20%26%20Co/Bank%20account', subject: 'NL/1', revision: 3, position: '9007199254740993', data: { amount: '50.00' } });
    expect(judged(event).validate()).toBe(true);
  });

  test('leaves out what there is not', () => {
    const event = cloudEventOfRequest('Bank', { id: ids.id, system: 'Email', type: 'Send', data: {}, metadata: { correlationId: ids.correlationId, causationId: ids.causationId, actor: null, policy: null }, requestedAt: moment });
    expect(Object.keys(event)).toEqual(['specversion', 'id', 'source', 'type', 'time', 'correlationid', 'causationid', 'datacontenttype', 'data']);
    expect(judged(event).validate()).toBe(true);
  });
});
