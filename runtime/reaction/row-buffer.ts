import type { Row, RowTransaction } from '../store/read-model-store.ts';
import type { ReadModelDefinition } from './read-model.ts';
import { encodedKey, keyOfRow, keyText } from './table.ts';

/** A row of one batch: as the store has it, and as the events so far leave it. */
interface BufferedRow {
  readonly key: Row;
  readonly stored: boolean;
  readonly changed: boolean;
  readonly row: object | undefined;
}

/** The rows that one batch touches. Each is read once and written once, however many events are about it. */
export interface RowBuffer {
  /** Puts what `change` makes of the row with `key` in its place; the same object means that nothing changed. */
  change(key: object, change: (row: object | undefined) => object | undefined): Promise<void>;
  /** The same for every row there is, in order of the key. The rows that a change moves to another key are not met again. */
  changeAll(change: (row: object, key: string) => object | undefined): Promise<void>;
  write(): Promise<void>;
}

/** Where every row changes, these are written together. */
const MOST_BUFFERED = 1000;

export function rowBuffer(readModel: ReadModelDefinition, transaction: RowTransaction): RowBuffer {
  const rows = new Map<string, BufferedRow>();
  const read = async (key: Row): Promise<BufferedRow> => rows.get(keyText(readModel, key)) ?? buffered(readModel, key, await transaction.get(key));
  const put = async (before: BufferedRow, after: object | undefined): Promise<void> => {
    if (after === before.row) return;
    const newKey = after === undefined ? before.key : encodedKey(readModel, after);
    // An event that changes the key's fields moves the row: under its old key there is none any more.
    if (keyText(readModel, newKey) !== keyText(readModel, before.key)) await replace(before.key, undefined);
    await replace(newKey, after);
  };
  const replace = async (key: Row, row: object | undefined): Promise<void> => {
    rows.set(keyText(readModel, key), { ...(await read(key)), changed: true, row });
  };
  const write = async (): Promise<void> => {
    await writeAll(readModel, transaction, rows.values());
    rows.clear();
  };
  return {
    change: async (key, change) => {
      const before = await read(encodedKey(readModel, key));
      const after = change(before.row);
      rows.set(keyText(readModel, before.key), before);
      await put(before, after);
    },
    changeAll: async (change) => {
      await write();
      for await (const stored of transaction.all()) {
        const before = buffered(readModel, keyOfRow(readModel, stored), stored);
        const after = before.row === undefined ? undefined : change(before.row, keyText(readModel, before.key));
        if (after === before.row) continue;
        rows.set(keyText(readModel, before.key), before);
        await put(before, after);
        if (rows.size >= MOST_BUFFERED) await write();
      }
    },
    write,
  };
}

function buffered(readModel: ReadModelDefinition, key: Row, stored: Row | undefined): BufferedRow {
  return { key, stored: stored !== undefined, changed: false, row: stored === undefined ? undefined : readModel.row.decode(stored) };
}

async function writeAll(readModel: ReadModelDefinition, transaction: RowTransaction, rows: Iterable<BufferedRow>): Promise<void> {
  for (const { key, stored, changed, row } of rows) {
    if (!changed) continue;
    if (row !== undefined) await transaction.put(readModel.row.encode(row));
    else if (stored) await transaction.remove(key);
  }
}
