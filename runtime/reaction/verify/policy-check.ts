import type { Message, Recorded } from '../../message/message.ts';
import type { Store } from '../../store/store.ts';
import type { PolicyDefinition } from '../policy.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { askedFor, sentCheck } from './asked-for.ts';
import { type Notebook, notebook } from './finding.ts';
import type { LeftOut } from './left-out.ts';

/** Holds what a policy asks for against what was sent. */
export interface PolicyCheck {
  look(event: Recorded<Message>): Promise<void>;
}

interface Parts {
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  readonly requests: ReadonlySet<string>;
  readonly leftOut: LeftOut;
  readonly notes: Notebook;
  /** How far it has come. */
  readonly passed: bigint;
  /** A policy that was added to a store begins where the log ended then: what it did not do before its first deed is no finding. */
  readonly mayHaveBegunLater: boolean;
}

/** What it has not come to yet, and what is parked or was skipped, is left out. */
export function policyCheck(policy: PolicyDefinition, parts: Parts): PolicyCheck {
  const { store, vocabulary, requests, leftOut, notes, mayHaveBegunLater, passed } = parts;
  let begun = !mayHaveBegunLater;
  return {
    look: async (event) => {
      if (event.position > passed || leftOut.has(policy.name, event.position, event.stream)) return;
      for (const wanted of askedFor(policy, event, vocabulary, notes)) {
        const found = notebook(Number.MAX_SAFE_INTEGER);
        await sentCheck(wanted, requests, store.events, found);
        if (found.total() === 0) begun = true;
        if (begun) for (const { kind, place, sentence } of found.findings()) notes.note(kind, place, sentence);
      }
    },
  };
}

/** How far policies have come, in all their shares. Read before requests are: what was passed has been sent. */
export async function placesOf(policies: readonly PolicyDefinition[], { checkpoints }: Store): Promise<readonly { readonly policy: PolicyDefinition; readonly passed: bigint }[]> {
  const all = await checkpoints.listCheckpoints();
  return policies.map((policy) => {
    const own = all.filter(({ subscription }) => isShareOf(policy.name, subscription));
    return { policy, passed: own.reduce((least, { position }) => (position < least ? position : least), own[0]?.position ?? 0n) };
  });
}

/** Each share is called after its policy: see `shareId`. */
function isShareOf(policy: string, subscription: string): boolean {
  return subscription === policy || (subscription.startsWith(`${policy} `) && /^[0-9]+\/[0-9]+$/.test(subscription.slice(policy.length + 1)));
}
