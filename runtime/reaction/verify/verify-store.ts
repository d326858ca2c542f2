import type { Message, Recorded } from '../../message/message.ts';
import type { StoredEvent } from '../../store/event-store.ts';
import type { Store } from '../../store/store.ts';
import type { ApplicationDefinition } from '../application.ts';
import { type Vocabulary, vocabularyOf } from '../vocabulary.ts';
import { type Acknowledgement, acknowledgedCheck } from './acknowledged-check.ts';
import { type Finding, type Notebook, notebook } from './finding.ts';
import { leftOutIn } from './left-out.ts';
import { logCheck } from './log-check.ts';
import { outcomeCheck } from './outcome-check.ts';
import { placesOf, policyCheck } from './policy-check.ts';
import { type CheckedReadModel, readModelCheck } from './read-model-check.ts';

export interface VerifyOptions {
  /** What senders were told was accepted. */
  readonly acknowledged?: readonly Acknowledgement[];
  /** Most findings that are given; 1000 unless given. The others are counted. */
  readonly most?: number;
  /** Whether policies may have been added when the store had events already: what one did not do before its first deed is then no finding. */
  readonly policiesMayHaveBegunLater?: boolean;
  /** Whether read models that nobody works on may be behind the log, as they are when no application runs: their rows are then held against it up to there. */
  readonly idleMayBeBehind?: boolean;
  /** How long each read model is waited for, that is behind or changes all the time; 5,000 unless given. */
  readonly patienceInMilliseconds?: number;
}

export interface Findings {
  readonly findings: readonly Finding[];
  /** All there were, also those beyond the most that are given. */
  readonly total: number;
  readonly events: number;
  readonly head: bigint;
  readonly readModels: readonly CheckedReadModel[];
  readonly requests: number;
}

/**
 * Holds a store against its own log, with nothing of what fills rows or sends for policies (events are read by the same codecs): positions, revisions and ids; what was
 * acknowledged; every row against a plain fold; and what policies ask for, as far as they have come, against what was sent.
 * What is parked, or was skipped, is left out. It does not see an outcome whose events are all gone, unless its sender's acknowledgement is given. The log is read once, in batches; the rows it folds to are held in memory. The
 * store may be at work; a read model that is behind is given some time to catch up.
 */
export async function verifyStore(definition: ApplicationDefinition, store: Store, options: VerifyOptions = {}): Promise<Findings> {
  const { acknowledged: told = [], most = 1000, policiesMayHaveBegunLater: mayHaveBegunLater = false, idleMayBeBehind: mayBeBehind = false, patienceInMilliseconds = 5_000 } = options;
  const notes = notebook(most);
  const vocabulary = vocabularyOf(definition);
  const head = await store.events.head();
  const leftOut = await leftOutIn(store);
  const parts = { store, vocabulary, leftOut, notes, head, mayHaveBegunLater, mayBeBehind, patienceInMilliseconds };
  const readModels = await inOrder(definition.readModels, (readModel) => readModelCheck(readModel, parts));
  const places = await placesOf(definition.policies, store);
  const requests = new Set((await store.requests.listRequests(ALL)).map(({ id }) => id));
  const policies = places.map(({ policy, passed }) => policyCheck(policy, { ...parts, requests, passed }));
  const [log, acknowledged, outcomes] = [logCheck(notes), acknowledgedCheck(told, store.events, notes), outcomeCheck(store.events, notes)];
  let events = 0;
  for await (const batch of store.events.readAll({ after: -1n, upTo: head })) {
    events += batch.length;
    for (const stored of batch) for (const check of [log, acknowledged, outcomes]) check.look(stored);
    await outcomes.flush(false);
    const read = batch.flatMap((stored) => readable(stored, vocabulary, notes));
    for (const event of read) for (const check of readModels) check.look(event);
    for (const event of read) for (const check of policies) await check.look(event);
  }
  log.end(head);
  await outcomes.flush(true);
  await acknowledged.end();
  const checked = await inOrder(readModels, (check) => check.end());
  return { findings: notes.findings(), total: notes.total(), events, head, readModels: checked, requests: requests.size };
}

async function inOrder<From, To>(all: readonly From[], work: (one: From) => Promise<To>): Promise<readonly To[]> {
  const done: To[] = [];
  for (const one of all) done.push(await work(one));
  return done;
}

const ALL = Number.MAX_SAFE_INTEGER;

function readable(stored: StoredEvent, vocabulary: Vocabulary, notes: Notebook): readonly Recorded<Message>[] {
  try {
    return [vocabulary.events.decode(stored)];
  } catch (error) {
    notes.note('unreadable', `position ${stored.position}`, error instanceof Error ? error.message : String(error));
    return [];
  }
}
