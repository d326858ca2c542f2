import type { Row, RowTransaction } from '../store/read-model-store.ts';
import type { ReadModelDefinition } from './read-model.ts';
import { encodedKey, keyText } from './table.ts';

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
  write(): Promise<void>;
}

export function rowBuffer(readModel: ReadModelDefinition, transaction: RowTransaction): RowBuffer {
  const rows = new Map<string, BufferedRow>();
  const read = async (key: Row): Promise<BufferedRow> => {
    const known = rows.get(keyText(readModel, key));
    if (known !== undefined) return known;
    const stored = await transaction.get(key);
    return { key, stored: stored !== undefined, changed: false, row: stored === undefined ? undefined : readModel.row.decode(stored) };
  };
  const replace = async (key: Row, row: object | undefined): Promise<void> => {
    rows.set(keyText(readModel, key), { ...(await read(key)), changed: true, row });
  };
  return {
    change: async (key, change) => {
      const before = await read(encodedKey(readModel, key));
      const after = change(before.row);
      rows.set(keyText(readModel, before.key), before);
      if (after === before.row) return;
      const newKey = after === undefined ? before.key : encodedKey(readModel, after);
      // An event that changes the key's fields moves the row: under its old key there is none any more.
      if (keyText(readModel, newKey) !== keyText(readModel, before.key)) await replace(before.key, undefined);
      await replace(newKey, after);
    },
    write: async () => {
      for (const { key, stored, changed, row } of rows.values()) {
        if (!changed) continue;
        if (row !== undefined) await transaction.put(readModel.row.encode(row));
        else if (stored) await transaction.remove(key);
      }
    },
  };
}
