import { checkedCommandId, checkedFingerprint } from './checked-append.ts';
import type { OutcomeToKeep } from './event-store.ts';
import { storableInstant, storableJson, storableName, storableText } from './storable.ts';

/** An outcome that every store can keep, with its metadata as text. */
export interface CheckedOutcome extends Omit<OutcomeToKeep, 'metadata'> {
  readonly metadata: string;
}

/** Throws a sentence when no store could keep it. */
export function checkedOutcome(outcome: OutcomeToKeep): CheckedOutcome {
  const what = `The outcome of ${JSON.stringify(outcome.command)}`;
  return {
    commandId: checkedCommandId(outcome.commandId),
    command: storableText(what, outcome.command),
    stream: storableName(`${what}: its stream`, outcome.stream),
    fingerprint: checkedFingerprint(outcome.fingerprint),
    refusal: outcome.refusal === null ? null : storableText(what, outcome.refusal),
    metadata: storableJson(`${what}: its metadata`, outcome.metadata),
    occurredAt: storableInstant(`${what}: its time`, outcome.occurredAt),
    unanswered: outcome.unanswered,
  };
}
