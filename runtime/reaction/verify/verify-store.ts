import type { Message, Recorded } from '../../message/message.ts';
import type { StoredEvent } from '../../store/event-store.ts';
import type { Store } from '../../store/store.ts';
import type { ApplicationDefinition } from '../application.ts';
import { tableOf } from '../table.ts';
import { type Vocabulary, vocabularyOf } from '../vocabulary.ts';
import { type Acknowledgement, acknowledgedCheck } from './acknowledged-check.ts';
import { askedFor, sentCheck } from './asked-for.ts';
import { expectedRows } from './expected-rows.ts';
import { type Finding, type Notebook, notebook } from './finding.ts';
import { logCheck } from './log-check.ts';
import { outcomeCheck } from './outcome-check.ts';
import { rowCheck } from './row-check.ts';

export interface VerifyOptions {
  /** What senders were told was accepted. */
  readonly acknowledged?: readonly Acknowledgement[];
  /** Most findings that are given; 1000 unless given. The others are counted. */
  readonly most?: number;
}

export interface Findings {
  readonly findings: readonly Finding[];
  /** All there were, also those beyond the most that are given. */
  readonly total: number;
  readonly events: number;
  readonly head: bigint;
  /** How many rows each read model has. */
  readonly rows: readonly { readonly readModel: string; readonly rows: number }[];
  readonly requests: number;
}

/**
 * Holds a store against its own log, with nothing of the code that filled it: positions, revisions and ids; what was
 * acknowledged; every row against a plain fold; and what policies ask for against what was sent. The store must be at rest:
 * what has not happened yet is missing. The log is read once, in batches; the rows it folds to are held in memory.
 */
export async function verifyStore(definition: ApplicationDefinition, store: Store, options: VerifyOptions = {}): Promise<Findings> {
  const notes = notebook(options.most ?? 1000);
  const vocabulary = vocabularyOf(definition);
  const head = await store.events.head();
  const requests = new Set((await store.requests.listRequests(ALL)).map(({ id }) => id));
  const [log, acknowledged] = [logCheck(notes), acknowledgedCheck(options.acknowledged ?? [], store.events, notes)];
  const expected = definition.readModels.map(expectedRows);
  const outcomes = outcomeCheck(store.events, notes);
  let events = 0;
  for await (const batch of store.events.readAll({ after: -1n, upTo: head })) {
    events += batch.length;
    for (const stored of batch) for (const check of [log, acknowledged, outcomes]) check.look(stored);
    await outcomes.flush(false);
    const read = batch.flatMap((stored) => readable(stored, vocabulary, notes));
    for (const event of read) for (const rows of expected) rows.take(event, notes);
    for (const event of read) for (const wanted of askedFor(definition.policies, event, vocabulary, notes)) await sentCheck(wanted, requests, store.events, notes);
  }
  log.end(head);
  await outcomes.flush(true);
  await acknowledged.end();
  const rows: { readonly readModel: string; readonly rows: number }[] = [];
  for (const each of expected) {
    rows.push({ readModel: each.readModel.name, rows: await rowCheck(each, tableOf(each.readModel, vocabulary.events), store.readModels, notes) });
  }
  return { findings: notes.findings(), total: notes.total(), events, head, rows, requests: requests.size };
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
