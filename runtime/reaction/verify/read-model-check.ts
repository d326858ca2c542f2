import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, Recorded } from '../../message/message.ts';
import type { StoredEvent } from '../../store/event-store.ts';
import { tableId } from '../../store/read-model-store.ts';
import type { Store } from '../../store/store.ts';
import type { ReadModelDefinition } from '../read-model.ts';
import { tableOf } from '../table.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { expectedRows } from './expected-rows.ts';
import { type Finding, type Notebook, notebook } from './finding.ts';
import type { LeftOut } from './left-out.ts';
import { rowCheck } from './row-check.ts';

/** A read model, and how far its rows are. */
export interface CheckedReadModel {
  readonly readModel: string;
  readonly rows: number;
  /** As of which the rows were held against the log. */
  readonly position: bigint;
}

export interface ReadModelCheck {
  look(event: Recorded<Message>): void;
  /** Holds the rows against what was looked at, and against what has come since. */
  end(): Promise<CheckedReadModel>;
}

interface Parts {
  readonly store: Store;
  readonly vocabulary: Vocabulary;
  readonly leftOut: LeftOut;
  readonly notes: Notebook;
  readonly head: bigint;
  readonly patienceInMilliseconds: number;
  /** One that nobody works on is held against the log as far as it has come. */
  readonly mayBeBehind: boolean;
}

/** On a store at work, rows are read again until they have stood still for the length of a reading. */
const PAUSE_IN_MILLISECONDS = 100;

/** The table that readers of a read model are shown. */
export async function readModelCheck(readModel: ReadModelDefinition, parts: Parts): Promise<ReadModelCheck> {
  const { store, vocabulary, leftOut, notes, patienceInMilliseconds } = parts;
  const definition = tableOf(readModel, vocabulary.events);
  await store.readModels.prepare(definition);
  const shown = async (): Promise<string | undefined> => {
    const table = (await store.readModels.tables(readModel.name)).findLast(({ state }) => state === 'serving');
    return table && tableId(table);
  };
  const id = await shown();
  const enough = parts.mayBeBehind && id !== undefined ? await placeOfIdle(id, parts) : parts.head;
  const expected = expectedRows(readModel);
  const take = (event: Recorded<Message>, to: Notebook): void => expected.take(event, (key) => id !== undefined && leftOut.has(id, event.position, key), to);
  const catchUp = async (upTo: bigint): Promise<void> => {
    for await (const batch of store.events.readAll({ after: expected.position(), upTo, types: readModel.events })) {
      for (const stored of batch) for (const event of read(stored, vocabulary)) take(event, notes);
    }
  };
  return {
    look: (event) => {
      if (event.position <= enough) take(event, notes);
    },
    end: async () => {
      const place = `read model ${readModel.name}`;
      const deadline = performance.now() + patienceInMilliseconds;
      while (id !== undefined) {
        const { position } = await store.checkpoints.checkpoint(id);
        if (position >= enough) {
          await catchUp(position);
          const found = notebook(Number.MAX_SAFE_INTEGER);
          const rows = await rowCheck(expected, definition, store.readModels, found);
          if ((await store.checkpoints.checkpoint(id)).position === position && (await shown()) === id) return told({ readModel: readModel.name, rows, position }, found.findings(), notes);
        }
        if (performance.now() >= deadline) break;
        await sleep(PAUSE_IN_MILLISECONDS);
      }
      const reached = id === undefined ? undefined : (await store.checkpoints.checkpoint(id)).position;
      if (reached === undefined) notes.note('row', place, 'It has no table that can be shown yet.');
      else if (reached < enough) notes.note('row', place, `Its rows are those of position ${reached}, and the log goes on to ${enough}.`);
      else notes.note('row', place, 'Its rows change all the time, and could not be read in one piece.');
      return { readModel: readModel.name, rows: 0, position: reached ?? 0n };
    },
  };
}

/** How far the table has come, while nobody has its lease; otherwise the end of the log, where whoever has it will bring it. */
async function placeOfIdle(id: string, { store, head }: Parts): Promise<bigint> {
  const held = (await store.leases.listLeases()).some(({ name, owner, remainingMilliseconds }) => name === id && owner !== null && remainingMilliseconds > 0);
  if (held) return head;
  const { position } = await store.checkpoints.checkpoint(id);
  return position < head ? position : head;
}

function told(checked: CheckedReadModel, findings: readonly Finding[], notes: Notebook): CheckedReadModel {
  for (const { kind, place, sentence } of findings) notes.note(kind, place, sentence);
  return checked;
}

/** What can not be read has been noted already, where the whole log was looked at. */
function read(stored: StoredEvent, vocabulary: Vocabulary): readonly Recorded<Message>[] {
  try {
    return [vocabulary.events.decode(stored)];
  } catch {
    return [];
  }
}
