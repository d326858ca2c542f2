const USUAL_BATCH = 500;

/** Most events in one batch. */
export function batchSizeOf(wanted: number | undefined): number {
  const size = wanted ?? USUAL_BATCH;
  if (!Number.isSafeInteger(size) || size < 1) throw new RangeError(`A batch of ${size} events cannot be read: it must be a whole number from 1.`);
  return size;
}
