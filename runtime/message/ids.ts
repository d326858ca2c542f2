import { createHash, randomUUID } from 'node:crypto';

const COUNTER_SIZE = 2 ** 12;

const last = { milliseconds: 0, counter: 0 };

/**
 * A new UUID, in lower case, greater than every one this process has made before: what is stored under it goes to the end of an index, where
 * the pages are in memory, and not somewhere into it.
 *
 * Source: RFC 9562, UUID version 7, with the counter of its section 6.2, method 1. When the counter is full, or the clock stands or goes back, the
 * time in it runs ahead of the clock.
 */
export function newId(): string {
  const now = Date.now();
  if (now > last.milliseconds) [last.milliseconds, last.counter] = [now, Math.floor(Math.random() * (COUNTER_SIZE / 2))];
  else if (last.counter + 1 < COUNTER_SIZE) last.counter += 1;
  else [last.milliseconds, last.counter] = [last.milliseconds + 1, 0];
  const time = last.milliseconds.toString(16).padStart(12, '0');
  // The rest, with the variant, is as random as that of version 4.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${last.counter.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`;
}

/**
 * The UUID that `text` has within `namespace`, itself a UUID: the same two give the same id in every process and after
 * every crash. That is what keeps something that was sent from being sent again.
 *
 * Source: RFC 9562, UUID version 5.
 */
export function derivedId(namespace: string, text: string): string {
  const within = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  if (within.length !== 16) throw new Error(`"${namespace}" is not a UUID, so no id can be derived from it.`);
  const bytes = createHash('sha1').update(within).update(text, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
