import { createHash, randomUUID } from 'node:crypto';

/** A new UUID, in lower case. */
export function newId(): string {
  return randomUUID();
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
