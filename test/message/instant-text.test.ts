import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantText } from '../../runtime/message/instant-text.ts';

describe('A moment as text', () => {
  test.each(['2026-11-23T12:00:00Z', '2026-11-23T12:00:00.1Z', '2026-11-23T12:00:00.100001Z', '2026-11-23T12:00:00.000000001Z', '1969-12-31T23:59:59.999999999Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '-000001-12-31T23:59:59.5Z', '+010000-01-01T00:00:00Z'])('is what Temporal writes: %s', (text) => {
    expect(instantText(Temporal.Instant.from(text))).toBe(text);
  });

  test('is what Temporal writes, whenever it was', () => {
    const ends = 8_640_000_000_000_000_000_000n;
    fc.assert(fc.property(fc.oneof(fc.bigInt({ min: -ends, max: ends }), fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), (nanoseconds) => {
      const instant = Temporal.Instant.fromEpochNanoseconds(nanoseconds);
      expect(instantText(instant)).toBe(instant.toString());
    }));
  });
});
