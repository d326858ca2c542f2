import type { Message, Recorded } from '../message/message.ts';
import type { Store } from '../store/store.ts';
import { nextBatch } from '../subscription/feed.ts';
import type { Follower } from '../subscription/follower.ts';
import type { ReadModelDefinition } from './read-model.ts';
import { type RowBuffer, rowBuffer } from './row-buffer.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface ReactionParts {
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  /** Most events handled in one step. */
  readonly batchSize: number;
}

/**
 * Keeps the rows of a read model. A batch of events, the rows they lead to and the checkpoint are one transaction, so
 * every event is in the rows exactly once, whoever dies when. Its table must have been prepared.
 */
export function projection(readModel: ReadModelDefinition, { store, vocabulary, batchSize }: ReactionParts): Follower {
  const { events, readModels } = store;
  return {
    name: readModel.name,
    checkpoint: () => readModels.checkpoint(readModel.name),
    step: async (checkpoint, head) => {
      const batch = await nextBatch(events, { after: checkpoint, head, types: readModel.events, batchSize });
      const recorded = batch.events.map((event) => vocabulary.events.decode(event));
      const moved = await readModels.advance(readModel.name, checkpoint, batch.upTo, async (transaction) => {
        const rows = rowBuffer(readModel, transaction);
        for (const event of recorded) await apply(readModel, rows, event);
        await rows.write();
      });
      return moved ? { kind: 'advanced', checkpoint: batch.upTo } : { kind: 'overtaken', checkpoint: await readModels.checkpoint(readModel.name) };
    },
  };
}

async function apply(readModel: ReadModelDefinition, rows: RowBuffer, event: Recorded<Message>): Promise<void> {
  try {
    if (readModel.many?.includes(event.type) === true) {
      return await rows.changeAll((row) => (readModel.concerns?.(row, event) === false ? row : readModel.project(row, event)));
    }
    const key = readModel.keyOf(event);
    if (key !== undefined) await rows.change(key, (row) => readModel.project(row, event));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Read model "${readModel.name}" can not take in "${event.type}" at position ${event.position}: ${reason}`, { cause: error });
  }
}
