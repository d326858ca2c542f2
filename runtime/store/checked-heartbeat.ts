import type { Heartbeat } from './lease-store.ts';
import { storableName } from './storable.ts';

/** Throws a sentence when no store could count it. */
export function checkedHeartbeat({ owner, names, milliseconds }: Heartbeat): Heartbeat {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 1) throw new RangeError(`A lease of ${milliseconds} ms cannot be held: it lasts a whole number of milliseconds.`);
  return { owner: storableName('The owner of a lease', owner), names: [...new Set(names.map((name) => storableName('A lease', name)))], milliseconds };
}
