import { createHash } from 'node:crypto';

/** One of `of` parts of all streams, counted from 0. A stream is in the same part for ever, and with it each of its events. */
export interface Partition {
  readonly number: number;
  /** From 1 to 256. */
  readonly of: number;
}

const MOST_PARTITIONS = 256;

/**
 * The part that a stream is in: the first byte of the SHA-256 of its name in UTF-8, modulo `of`. No hash of PostgreSQL's own: what those give
 * is promised to nobody and may be another number after an upgrade or on another processor, and then a stream would change its partition while
 * checkpoints of both stand where they stood. SHA-256 gives the same in every store, on every server and after a restore.
 */
export function partitionOf(stream: string, of: number): number {
  return createHash('sha256').update(stream, 'utf8').digest().readUInt8(0) % of;
}

/** Throws a sentence when there is no such partition. */
export function checkedPartition(partition: Partition): Partition {
  const { number, of } = partition;
  if (!Number.isInteger(of) || of < 1 || of > MOST_PARTITIONS) throw new RangeError(`The streams cannot be divided by ${of}: it must be a whole number from 1 to ${MOST_PARTITIONS}.`);
  if (!Number.isInteger(number) || number < 0 || number >= of) throw new RangeError(`There is no partition ${number} of ${of}: they are counted from 0 to ${of - 1}.`);
  return partition;
}
