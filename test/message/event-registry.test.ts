import { Temporal } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { derivedId, newId } from '../../runtime/message/ids.ts';
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
