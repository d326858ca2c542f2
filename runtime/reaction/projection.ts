import type { StoredEvent } from '../store/event-store.ts';
import { type KnownTable, tableId, type TableMove } from '../store/read-model-store.ts';
import type { ParkedEvent } from '../store/parking-store.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { Feed } from '../subscription/feed.ts';
import type { Follower, Progress, Span } from '../subscription/follower.ts';
import { HandlerFailure } from '../subscription/handler-failure.ts';
import { printable } from '../subscription/printable.ts';
import { tellConsumed } from '../telemetry/consumers.ts';
import { eventAt } from './event-at.ts';
import type { ReadModelDefinition } from './read-model.ts';
import { type ParkedKeys, parkedKeys } from './parked-keys.ts';
import { couldNotTakeIn, keyOfTaken, sortEvents, takeIn } from './take-in.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface ReactionParts {
  readonly store: Store;
  readonly feed: Feed;
  readonly vocabulary: Vocabulary;
  /** Most events handled in one step. */
  readonly batchSize: number;
}

/**
 * Keeps one table of a read model. A batch of events, the rows they lead to and the checkpoint are one transaction, so
 * every event is in the rows exactly once, whoever dies when. What can not be handled is parked by the row it is about, or by
 * its stream when it can not be read; what is about many rows is taken in by all but the parked ones.
 */
export function projection(readModel: ReadModelDefinition, table: KnownTable, parts: ReactionParts): Follower {
  const { checkpoints, parking, readModels } = parts.store;
  const id = tableId(table);
  const parked = parkedKeys(parking, id);
  const into: Into = { readModel, table, id, parts, parked };
  const reader = parts.feed.reader({ types: readModel.events, batchSize: parts.batchSize });
  let serving = table.state === 'serving';
  return {
    id,
    name: readModel.name,
    parkedUnder: id,
    parkedKeys: parked.known,
    resume: async () => {
      await parked.refresh();
      return checkpoints.checkpoint(id);
    },
    step: async (span) => {
      const { after, head, lazily = false } = span;
      const batch = await reader.next(after, head);
      if (batch.events.length === 0 && lazily && serving) return { kind: 'passed', checkpoint: batch.upTo };
      const filled = !serving && batch.upTo >= head;
      // What is filled anew is told of nobody: those traces ended long ago.
      const [startedAt, consumed] = [Date.now(), serving ? batch.events : []];
      const progress = await takeAsFarAsPossible(batch.events, { ...moveOf(span, batch.upTo), ...(filled ? { serve: true } : {}) }, into);
      if (progress.kind === 'advanced') tellConsumed(readModel.name, startedAt, consumed);
      serving ||= filled && progress.kind === 'advanced';
      return progress;
    },
    park: async ({ event, message }, span) => {
      const move = moveOf(span, span.after);
      const park = [{ ...event, subscription: id, error: printable(message) }];
      const progress = progressOf(await readModels.advance(table, { ...move, park }, async () => {}), move);
      if (progress.kind === 'advanced') (await parked.all()).add(event.key);
      return progress;
    },
    retryParked: (key, span) => retryAll(key, moveOf(span, span.after), into),
  };
}

/** A table, and what it takes to fill it. */
interface Into {
  readonly readModel: ReadModelDefinition;
  readonly table: KnownTable;
  readonly id: string;
  readonly parts: ReactionParts;
  readonly parked: ParkedKeys;
}

async function take(events: readonly StoredEvent[], move: TableMove, { readModel, table, id, parts, parked }: Into): Promise<Progress> {
  const not = await parked.all();
  const { taken, park } = sortEvents(readModel, id, events, parts.vocabulary, not);
  try {
    return progressOf(await parts.store.readModels.advance(table, { ...move, park }, (rows) => takeIn(readModel, rows, taken, { not })), move);
  } catch (error) {
    const [only, ...more] = taken;
    if (only === undefined || more.length > 0 || error instanceof HandlerFailure || error instanceof StoreUnavailable) throw error;
    throw couldNotTakeIn(readModel, only.event, keyOfTaken(only), error);
  }
}

/** Takes in what waits under a key, in order, until something fails again. */
async function retryAll(key: string, move: TableMove, into: Into): Promise<Progress> {
  const { parts, parked, id } = into;
  let { from } = move;
  for (const waiting of (await parts.store.parking.listParked(id)).filter((each) => each.key === key)) {
    const progress = waiting.state === 'parked' ? 'failed again' : await retry(waiting, { ...move, from }, into);
    if (progress === 'failed again') return { kind: 'advanced', checkpoint: from };
    if (progress.kind === 'overtaken') return progress;
    from = move.to;
  }
  (await parked.all()).delete(key);
  return { kind: 'advanced', checkpoint: from };
}

async function retry(waiting: ParkedEvent, move: TableMove, { readModel, table, id, parts, parked }: Into): Promise<Progress | 'failed again'> {
  const { events, readModels, parking } = parts.store;
  const not = new Set([...(await parked.all())].filter((key) => key !== waiting.key));
  try {
    const { taken } = sortEvents(readModel, id, [await eventAt(events, waiting)], parts.vocabulary, not);
    return progressOf(await readModels.advance(table, { ...move, settle: [waiting] }, (rows) => takeIn(readModel, rows, taken, { not, only: waiting.key })), move);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    await parking.parkAgain(waiting, printable(error instanceof Error ? error.message : String(error)));
    return 'failed again';
  }
}

function moveOf({ after, stored: from = after, lease }: Span, to: bigint): TableMove {
  return { from, to, ...(lease === undefined ? {} : { lease }) };
}

const progressOf = (moved: boolean, { to }: TableMove): Progress => (moved ? { kind: 'advanced', checkpoint: to } : { kind: 'overtaken' });

/** When one event of a batch can not be taken in, those before it are, and then it is told. */
async function takeAsFarAsPossible(events: readonly StoredEvent[], move: TableMove, into: Into): Promise<Progress> {
  try {
    return await take(events, move, into);
  } catch (error) {
    if (events.length < 2 || error instanceof StoreUnavailable) throw error;
    // What a statement of the store has failed at only shows when each goes alone.
    if (!(error instanceof HandlerFailure)) return takeOneByOne(events, move, into);
    const before = events.filter(({ position }) => position < error.event.position);
    const last = before.at(-1);
    if (last !== undefined) await take(before, { ...move, to: last.position, serve: false }, into);
    throw error;
  }
}

async function takeOneByOne(events: readonly StoredEvent[], move: TableMove, into: Into): Promise<Progress> {
  let from = move.from;
  for (const [index, event] of events.entries()) {
    const to = index === events.length - 1 ? move.to : event.position;
    const progress = await take([event], { ...move, from, to, serve: move.serve === true && to === move.to }, into);
    if (progress.kind !== 'advanced') return progress;
    from = to;
  }
  return { kind: 'advanced', checkpoint: move.to };
}
