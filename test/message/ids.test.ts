import { afterEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../../runtime/message/ids.ts';

describe('a new id', () => {
  afterEach(() => void vi.useRealTimers());

  test('is a UUID of version 7 that begins with the milliseconds of now', () => {
    const before = Date.now();
    const id = newId();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(before);
  });

  test('is greater than all before it, however many there are in a millisecond and whatever the clock does', () => {
    vi.useFakeTimers({ now: Date.now() + 60_000 });
    const ids = Array.from({ length: 10_000 }, newId);
    vi.setSystemTime(Date.now() - 3_600_000);
    ids.push(newId(), newId());
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
