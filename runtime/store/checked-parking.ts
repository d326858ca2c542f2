import type { EventToPark } from './parking-store.ts';
import { storableName, storableText } from './storable.ts';

/** Throws a sentence when no store could keep it. */
export function checkedParking(event: EventToPark): EventToPark {
  return { ...event, subscription: storableName('A subscription', event.subscription), key: storableText('The key of a parked event', event.key), error: event.error === null ? null : storableText('The error of a parked event', event.error) };
}

/** What is skipped is lost for whoever follows, so somebody has to say why. */
export function checkedReason(reason: string): string {
  if (reason.trim() === '') throw new RangeError('Nothing is skipped without a reason: write down why it may be left out.');
  return storableText('The reason', reason);
}
