import { derivedId } from '../message/ids.ts';
import type { StoredEvent } from '../store/event-store.ts';
import type { TimerStore } from '../store/timer-store.ts';
import type { PolicyDefinition } from './policy.ts';

/** The types of event that a policy has to see: those it reacts to, and those that call a reaction off. */
export function followedTypes({ whenever }: PolicyDefinition): readonly string[] {
  return [...new Set(Object.entries(whenever).flatMap(([type, { unless = [] }]) => [type, ...unless]))];
}

/**
 * Keeps a timer for an event whose reaction is delayed, and calls off those that it ends. Done again it changes nothing:
 * a timer has one id, derived from the event and the policy, and one that was called off stays so.
 */
export async function putOff({ name: policy, whenever }: PolicyDefinition, event: StoredEvent, timers: TimerStore): Promise<void> {
  const { stream, revision, position, type: eventType } = event;
  const ended = Object.entries(whenever).flatMap(([type, { unless = [] }]) => (unless.includes(eventType) ? [type] : []));
  if (ended.length > 0) await timers.callOffTimers({ policy, stream, eventTypes: ended, beforeRevision: revision });
  const after = Object.hasOwn(whenever, eventType) ? whenever[eventType]?.afterSeconds : undefined;
  if (after === undefined) return;
  const id = derivedId(event.id, JSON.stringify([policy, 'timer']));
  await timers.keepTimer({ id, policy, eventType, stream, revision, position, dueAt: event.occurredAt.add({ seconds: after }) });
}
