import { storableInstant, storableName, storableText, storableUuid } from './storable.ts';
import type { Stroke, StrokeTimer, Timer } from './timer-store.ts';

/** A timer as every store keeps it. Throws a sentence when none could. */
export function checkedTimer(timer: Timer): Timer {
  const what = `A timer of ${JSON.stringify(timer.policy)}`;
  return {
    id: checkedTimerId(timer.id),
    policy: storableName(what, timer.policy),
    eventType: storableText(what, timer.eventType),
    stream: storableName(what, timer.stream),
    revision: timer.revision,
    position: timer.position,
    dueAt: storableInstant(`${what}: its time`, timer.dueAt),
  };
}

export function checkedStroke({ policy, from, at }: Stroke): Stroke {
  const what = 'A stroke of the clock';
  return { policy: storableName('A policy', policy), from: storableInstant(what, from), at: storableInstant(what, at) };
}

export function checkedStrokeTimer({ id, place, row }: StrokeTimer): StrokeTimer {
  return { id: checkedTimerId(id), place, row };
}

export function checkedTimerId(id: string): string {
  return storableUuid('The id of a timer', id);
}
