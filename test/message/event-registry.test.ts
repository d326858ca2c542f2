import { decimalType, earlierVersion, optional, record, Temporal, text } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { eventRegistry } from '../../runtime/message/event-registry.ts';
import { derivedId, newId } from '../../runtime/message/ids.ts';
import type { Json } from '../../runtime/message/json.ts';
import { vocabularyOf } from '../../runtime/reaction/vocabulary.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { accountOpened, ADA } from '../fixtures/bank-messages.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe('An id derived from another', () => {
  test('is the one that RFC 9562 gives as an example', () => {
    expect(derivedId('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  test('is the same for the same text, in whatever case the other is written, and another for another', () => {
    const namespace = newId();
    expect(derivedId(namespace, 'ä')).toBe(derivedId(namespace.toUpperCase(), 'ä'));
    expect(derivedId(namespace, 'ä')).toMatch(UUID);
    expect(derivedId(namespace, 'a')).not.toBe(derivedId(namespace, 'ä'));
    expect(derivedId(newId(), 'a')).not.toBe(derivedId(namespace, 'a'));
  });

  test('needs a UUID to be derived from', () => {
    expect(() => derivedId('event 1', 'a')).toThrow('"event 1" is not a UUID, so no id can be derived from it.');
  });
});

describe('The events of an application', () => {
  const { events } = vocabularyOf(bank());
  const envelope = { id: newId(), stream: `Bank account/${ADA}`, revision: 1, position: 7n, occurredAt: Temporal.Instant.from('2026-11-23T12:00:00Z'), metadata: { correlationId: 'c', causationId: 'c', actor: null, policy: null } };

  test('are written and read again by the codecs of their types', () => {
    const encoded = events.encode(accountOpened(ADA));
    expect(encoded).toEqual({ type: 'Account opened', version: 1, data: { accountNumber: ADA, owner: 'Ada' } });
    expect(events.decode({ ...encoded, ...envelope })).toEqual({ ...accountOpened(ADA), ...envelope });
  });

  test('that are of no known type, version or shape are refused, with their place', () => {
    const stored = { type: 'Account opened', version: 1, data: { accountNumber: ADA, owner: 'Ada' }, ...envelope };
    expect(() => events.decode({ ...stored, type: 'Account opend' })).toThrow('There is no event "Account opend" in this application.');
    expect(() => events.decode({ ...stored, version: 2 })).toThrow(`Event "Account opened" at position 7 (revision 1 of Bank account/${ADA}) was stored in version 2, and this application reads version 1 of it.`);
    expect(() => events.decode({ ...stored, data: { accountNumber: ADA } })).toThrow(`Event "Account opened" at position 7 (revision 1 of Bank account/${ADA}) does not have the shape the model gives it: owner must be text.`);
  });
});

describe('An event that was stored in an older version', () => {
  const Amount = decimalType<bigint>('Amount', { digits: 2 });
  interface First { readonly amount: bigint }
  interface Second { readonly amount: bigint; readonly currency: string }
  interface Third { readonly paid: bigint; readonly currency: string; readonly note: string | null }
  const second = record<Second>({ amount: Amount, currency: text });
  const events = eventRegistry(new Map([['Paid', {
    version: 3,
    data: record<Third>({ paid: Amount, currency: text, note: optional(text) }),
    earlier: {
      1: earlierVersion<First, Second>(record<First>({ amount: Amount }), (old) => ({ ...old, currency: 'EUR' })),
      2: earlierVersion<Second, Third>(second, (old) => ({ paid: old.amount, currency: old.currency, note: null })),
    },
  }]]));
  const envelope = { id: newId(), stream: 'Till/1', revision: 4, position: 9n, occurredAt: Temporal.Instant.from('2026-11-23T12:00:00Z'), metadata: { correlationId: 'c', causationId: 'c', actor: null, policy: null } };
  const read = (version: number, data: Json): unknown => events.decode({ type: 'Paid', version, data, ...envelope }).data;

  test('is read as what it became, version after version', () => {
    expect(read(1, { amount: '1.50' })).toEqual({ paid: 150n, currency: 'EUR', note: null });
    expect(read(2, { amount: '1.50', currency: 'USD' })).toEqual({ paid: 150n, currency: 'USD', note: null });
    expect(read(3, { paid: '1.50', currency: 'USD', note: 'late' })).toEqual({ paid: 150n, currency: 'USD', note: 'late' });
  });

  test('is never written again: what is new has the newest version', () => {
    expect(events.encode({ type: 'Paid', data: { paid: 150n, currency: 'EUR', note: null } })).toEqual({ type: 'Paid', version: 3, data: { paid: '1.50', currency: 'EUR', note: null } });
  });

  test('says where it stands when it is of a version or a shape that nobody knows', () => {
    const place = 'Event "Paid" at position 9 (revision 4 of Till/1)';
    for (const version of [4, 0, -1, 1.5]) expect(() => read(version, {})).toThrow(`${place} was stored in version ${version}, and this application reads versions 1, 2 and 3 of it.`);
    expect(() => read(1, { amount: 'much' })).toThrow(`${place} does not have the shape the model gives it in version 1: amount must be a decimal`);
    expect(() => read(3, { amount: '1.50' })).toThrow(`${place} does not have the shape the model gives it: paid must be a decimal`);
  });
});
