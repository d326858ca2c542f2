import type { Temporal } from 'temporal-polyfill';

/** The years that `Date` and `Temporal` write alike. */
const FOUR_DIGITS_FROM = Date.parse('0000-01-01T00:00:00Z');
const FOUR_DIGITS_UNTIL = Date.UTC(10_000, 0);

/** What `toString` gives, which takes ten times as long on a Node without a Temporal of its own: this is done for every event that is told of. */
export function instantText(instant: Temporal.Instant): string {
  const milliseconds = instant.epochMilliseconds;
  if (milliseconds < FOUR_DIGITS_FROM || milliseconds >= FOUR_DIGITS_UNTIL) return instant.toString();
  const text = new Date(milliseconds).toISOString();
  const below = Number(instant.epochNanoseconds - BigInt(milliseconds) * 1_000_000n);
  const fraction = `${text.slice(20, 23)}${below === 0 ? '' : String(below).padStart(6, '0')}`.replace(/0+$/, '');
  return fraction === '' ? `${text.slice(0, 19)}Z` : `${text.slice(0, 20)}${fraction}Z`;
}
